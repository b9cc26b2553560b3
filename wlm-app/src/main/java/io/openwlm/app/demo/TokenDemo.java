package io.openwlm.app.demo;

import io.openwlm.app.demo.TokenDemoPlan.Agent;
import io.openwlm.app.wiring.Tokens;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.definition.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * {@code wlm demo tokens}: three agents on one budget call a fake provider through the real proxy;
 * after a while the least important goes wild. Beside it the same agents on a proxy that checks and
 * then charges. An hour of the budget passes in the time of the demo. Everything is on loopback and
 * in a directory of its own, which is removed.
 */
public final class TokenDemo {
  static final String ORGANISATION = "acme";
  private static final long QUIET_MILLIS = 10_000;

  private final TokenDemoPlan plan;
  private final TokenScreen screen;

  public TokenDemo(TokenDemoPlan plan, TokenScreen screen) {
    this.plan = plan;
    this.screen = screen;
  }

  /** Runs both sides at the same time. */
  public TokenSummary run() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("openwlm-demo-");
    try {
      TokenSide.writeKeys(directory);
      return run(directory);
    } finally {
      delete(directory);
    }
  }

  private TokenSummary run(Path directory) throws IOException, InterruptedException {
    FastClock clock = new FastClock(plan.speed());
    CheckThenCharge naive = new CheckThenCharge(plan.limit());
    try (Tokens tokens =
        Tokens.of(new Tokens.Place(directory.resolve("ledger"), clock, ""), screen::say)) {
      tokens.activated(definition(plan, directory));
      tokens.start();
      try (TokenSide theirs = TokenSide.open(plan, naive, directory);
          TokenSide ours =
              TokenSide.open(
                  plan,
                  tokens.admission().orElseThrow(() -> new IOException("no token budgets")),
                  directory)) {
        clock.run();
        ours.start();
        theirs.start();
        play(tokens, ours, theirs);
        ours.stop(QUIET_MILLIS);
        theirs.stop(QUIET_MILLIS);
        return new TokenSummary(
            plan,
            TokenResult.of(ours, plan.limit(), leaked(tokens)),
            TokenResult.of(theirs, plan.limit(), naive.underWay()));
      }
    }
  }

  private void play(Tokens tokens, TokenSide ours, TokenSide theirs) throws InterruptedException {
    long began = System.nanoTime();
    for (int second = 1; second <= plan.seconds(); second++) {
      if (second == plan.calmSeconds()) {
        screen.say("-- the scraper goes wild");
        ours.goWild();
        theirs.goWild();
      }
      long due = began + second * 1_000_000_000L;
      while (System.nanoTime() < due) {
        Thread.sleep(Math.clamp((due - System.nanoTime()) / 1_000_000, 1, 1_000));
      }
      screen.decided(tokens.decisions());
      screen.show(
          second, second < plan.calmSeconds() ? "calm" : "WILD", tokens.budgets(), ours, theirs);
    }
  }

  /** Holds that are left when no call is under way; the proxy settles a moment after the client. */
  private static long leaked(Tokens tokens) throws InterruptedException {
    long left = Long.MAX_VALUE;
    for (int i = 0; i < 200 && left > 0; i++) {
      left = tokens.ledger().orElseThrow().holds();
      if (left > 0) {
        Thread.sleep(20);
      }
    }
    return left;
  }

  /** The definition that the demo works by. */
  static ServiceDefinition definition(TokenDemoPlan plan, Path directory) {
    StringBuilder classes = new StringBuilder();
    StringBuilder agents = new StringBuilder();
    for (Agent a : TokenDemoPlan.AGENTS) {
      classes.append(
          "    - { name: %s, workload: AGENTS, importance: %d, goal: { tokens: %d/hour } }\n"
              .formatted(a.serviceClass(), a.importance(), part(plan, a.entitledPercent())));
      agents.append(
          "          - { name: %s, service-class: %s, floor: %d, entitlement: %d, cap: %d }\n"
              .formatted(
                  a.name(),
                  a.serviceClass(),
                  part(plan, a.floorPercent()),
                  part(plan, a.entitledPercent()),
                  part(plan, a.capPercent())));
    }
    String text =
        """
        service-definition:
          name: DEMO
          workloads: [ { name: AGENTS } ]
          service-classes:
        %s  token-budgets:
            token-weights: { input: 1, cached-input: 1, cache-write: 1, output: 1, reasoning: 1 }
            signal-directory: %s
            organisations:
              - name: %s
                limits: [ { tokens: %d, per: hour, zone: UTC } ]
                agents:
        %s\
        """
            .formatted(classes, directory.resolve("signals"), ORGANISATION, plan.limit(), agents);
    DefinitionResult read = DefinitionReader.read("demo", text);
    return read.definition()
        .orElseThrow(() -> new IllegalStateException(read.problems().toString()));
  }

  private static long part(TokenDemoPlan plan, int percent) {
    return plan.limit() * percent / 100;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
