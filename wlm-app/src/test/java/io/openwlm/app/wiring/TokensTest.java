package io.openwlm.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.Clock;
import io.openwlm.core.port.TokenAdmission;
import io.openwlm.core.port.TokenAdmission.Ask;
import io.openwlm.core.port.TokenAdmission.Granted;
import io.openwlm.core.port.TokenAdmission.Refused;
import io.openwlm.core.port.TokenControl;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.tokens.signal.StateFileReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger, the desk and the state files together, as the daemon has them. */
class TokensTest {
  private static final String BOOT = "8d6c1f52-0000-4000-8000-000000000001";

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  @TempDir Path temp;

  private ServiceDefinition definition(String limit, String cap) {
    String text =
        """
        service-definition:
          name: AGENTS
          workloads: [ { name: AGENTS } ]
          service-classes:
            - { name: CHAT,   workload: AGENTS, importance: 1, goal: { tokens: 40K/hour } }
            - { name: SCRAPE, workload: AGENTS, importance: 5, goal: { tokens: 20K/hour } }
          token-budgets:
            signal-directory: %s
            organisations:
              - name: acme
                limits: [ { tokens: %s, per: day, zone: UTC } ]
                agents:
                  - { name: chat, service-class: CHAT, floor: 1000, entitlement: 40000, cap: %s }
                  - { name: scraper, service-class: SCRAPE, entitlement: 20000, cap: 60000 }
        """
            .formatted(temp.resolve("run"), limit, cap);
    var read = DefinitionReader.read("test", text);
    assertThat(read.definition()).as("%s", read.problems()).isPresent();
    return read.definition().get();
  }

  private Tokens open() throws IOException {
    return Tokens.of(new Tokens.Place(temp.resolve("state"), new MachineClock(), BOOT), log::add);
  }

  /** The machine's clocks. */
  private static final class MachineClock implements Clock {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public long epochMillis() {
      return System.currentTimeMillis();
    }
  }

  private static Ask ask(String agent) {
    return new Ask(agent, null, "main", "m", 4_000, 1_000, 256, 60_000);
  }

  private static void call(TokenAdmission admission, String agent) {
    Granted granted = (Granted) admission.reserve(ask(agent));
    admission.settle(granted.hold(), new TokenUsage(1_000, 0, 0, 500, 0), false);
  }

  private static BudgetStatus status(Tokens tokens, String name) {
    return tokens.budgets().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) { // surefire ends a test that hangs
      Thread.sleep(5);
    }
  }

  private StateFileReader.Reading state(String agent) {
    return StateFileReader.read(
        temp.resolve("run").resolve(agent).resolve("state.json"),
        new StateFileReader.Now(BOOT, System.nanoTime(), System.currentTimeMillis()));
  }

  @Test
  void withoutBudgetsNothingIsOpened() throws IOException {
    try (Tokens tokens = open()) {
      tokens.activated(
          DefinitionReader.read(
                  "test",
                  """
                  service-definition:
                    name: NONE
                    service-classes: [ { name: A, goal: discretionary } ]
                  """)
              .definition()
              .orElseThrow());
      tokens.start();
      assertThat(tokens.admission()).isEmpty();
      assertThat(tokens.budgets()).isEmpty();
      assertThatThrownBy(() -> tokens.stop(null, "why", "root"))
          .isInstanceOf(TokenControl.Unchanged.class);
    }
    assertThat(temp.resolve("state")).doesNotExist();
  }

  @Test
  void letsCallsThroughAndPublishesStateFiles() throws Exception {
    try (Tokens tokens = open()) {
      tokens.activated(definition("100K", "90000"));
      tokens.start();
      TokenAdmission admission = tokens.admission().orElseThrow();
      call(admission, "chat");
      assertThat(state("chat").exitCode()).isEqualTo(Signal.GREEN.exitCode());
      tokens.stop("scraper", "test", "root");
      await(() -> state("scraper").exitCode() == Signal.BLACK.exitCode());
      assertThat(admission.reserve(ask("scraper"))).isInstanceOf(Refused.class);
      tokens.go("scraper", "test", "root");
      await(() -> state("scraper").exitCode() == Signal.GREEN.exitCode());
    }
    assertThat(log).singleElement().asString().startsWith("WLM0925I");
  }

  @Test
  void aRestartKeepsWhatWasSpentAndStopped() throws Exception {
    try (Tokens tokens = open()) {
      tokens.activated(definition("100K", "90000"));
      tokens.start();
      call(tokens.admission().orElseThrow(), "chat");
      tokens.stop("scraper", "test", "root");
    }
    try (Tokens tokens = open()) {
      tokens.activated(definition("100K", "90000"));
      tokens.start();
      assertThat(status(tokens, "chat").tokens().spent()).isEqualTo(1_500);
      assertThat(status(tokens, "scraper").signal()).isEqualTo("black");
    }
  }

  @Test
  void anotherDefinitionKeepsWhatWasSpent() throws Exception {
    try (Tokens tokens = open()) {
      tokens.activated(definition("100K", "90000"));
      tokens.start();
      call(tokens.admission().orElseThrow(), "chat");
      tokens.activated(definition("200K", "120000"));
      await(() -> status(tokens, "chat").tokens().total() == 120_000);
      assertThat(status(tokens, "chat").tokens().spent()).isEqualTo(1_500);
      assertThat(status(tokens, "acme").tokens().total()).isEqualTo(200_000);
    }
  }

  @Test
  void aSecondDaemonOnTheSameStateHasNoBudgets() throws Exception {
    try (Tokens first = open();
        Tokens second = open()) {
      first.activated(definition("100K", "90000"));
      first.start();
      second.activated(definition("100K", "90000"));
      second.start();
      assertThat(second.admission()).isEmpty();
      assertThat(log).anyMatch(l -> l.startsWith("WLM0926E") && l.contains("in use"));
    }
  }
}
