package io.openwlm.app.llm;

import io.openwlm.app.llm.ProxyBed.Agent;
import io.openwlm.core.port.Clock;
import io.openwlm.core.token.LedgerAdmission;
import io.openwlm.core.token.LedgerPicture;
import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.server.RareLog;
import io.openwlm.server.llm.LlmProxy;
import io.openwlm.server.llm.peer.LlmAgent;
import io.openwlm.tokens.journal.LedgerHome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process with proxy, ledger and journal that is made to be killed. Says its port, and then again
 * and again what is on the disk: {@code spent N held N holds N audit TEXT}, in tokens.
 */
final class CrashDaemon {
  static final Agent AGENT = new Agent("agent", 1_000_000_000);

  private CrashDaemon() {}

  /**
   * Arguments: directory of the ledger, the provider's address, by how many seconds the clocks go
   * ahead after its start.
   */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    AtomicLong aheadSeconds = new AtomicLong();
    Clock clock =
        new Clock() {
          @Override
          public long nanoTime() {
            return System.nanoTime() + aheadSeconds.get() * 1_000_000_000;
          }

          @Override
          public long epochMillis() {
            return System.currentTimeMillis() + aheadSeconds.get() * 1_000;
          }
        };
    Path key = ProxyBed.secret(directory.resolveSibling("agent.key"), AGENT.key());
    Path provider = ProxyBed.secret(directory.resolveSibling("provider.key"), "provider-key-1");
    List<AgentIdentity> identities = List.of(new AgentIdentity.WithKey(key.toString()));
    LedgerHome home =
        LedgerHome.open(
            directory,
            ProxyBed.plan(List.of(ProxyBed.budget(AGENT, identities))),
            clock,
            failed -> System.err.println("journal: " + failed));
    TokenLedger ledger = home.ledger();
    aheadSeconds.set(Long.parseLong(args[2])); // so much time passes while it runs
    LlmProxy proxy =
        LlmProxy.open(
            ProxyBed.settings(provider, args[1]),
            List.of(new LlmAgent(AGENT.name(), 3, identities)),
            new LedgerAdmission(ledger, clock),
            new RareLog(line -> {}));
    System.out.println("port " + proxy.port());
    while (true) {
      ledger.tick(clock.nanoTime(), 0, clock.epochMillis());
      LedgerPicture.Node node = ledger.picture(clock.nanoTime()).nodes().getFirst();
      if (!ledger.force()) {
        throw new IllegalStateException("the journal cannot be written");
      }
      System.out.println(
          "spent %d held %d holds %d audit %s"
              .formatted(
                  node.counts().spent().milliTokens() / BudgetUnit.TOKENS.perOne(),
                  node.held().milliTokens() / BudgetUnit.TOKENS.perOne(),
                  ledger.holds(),
                  ledger.audit()));
      Thread.sleep(10);
    }
  }
}
