package io.openwlm.bench;

import io.openwlm.app.wiring.Tokens;
import io.openwlm.core.port.Clock;
import io.openwlm.core.port.TokenAdmission;
import io.openwlm.core.port.TokenAdmission.Ask;
import io.openwlm.core.port.TokenAdmission.Granted;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.token.TokenUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long after the settlement that uses up an agent's budget its state file says red: the
 * daemon's own thread, ledger, journal and files, with ticks every second. And how long it takes to
 * tell all agents at once that an operator stopped everything.
 *
 * <p>Usage: {@code SignalDelay AGENTS...}; one change for each agent, at random times.
 */
public final class SignalDelay {
  private static final long GIVE_UP_NANOS = 10_000_000_000L;
  private static final long CAP = 50_000;

  private static final Pattern RED = Pattern.compile("\"signal\" *: *\"red\"");

  private SignalDelay() {}

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

  private static ServiceDefinition definition(Path directory, int agents) {
    StringBuilder text =
        new StringBuilder(
            """
            service-definition:
              name: DELAY
              control: { adjustment-interval: 1s }
              workloads: [ { name: AGENTS } ]
              service-classes:
                - { name: CHAT, workload: AGENTS, importance: 1, goal: { tokens: 40K/hour } }
              token-budgets:
                signal-directory: %s
                organisations:
                  - name: acme
                    limits: [ { tokens: 1000000000, per: day, zone: UTC } ]
                    agents:
            """
                .formatted(directory));
    for (int i = 0; i < agents; i++) {
      text.append(
          "        - { name: a%d, service-class: CHAT, entitlement: %d, cap: %d }\n"
              .formatted(i, CAP, CAP));
    }
    var read = DefinitionReader.read("delay", text.toString());
    return read.definition()
        .orElseThrow(() -> new IllegalArgumentException(read.problems().toString()));
  }

  private static boolean isRed(Path state) {
    try {
      return RED.matcher(Files.readString(state)).find();
    } catch (IOException e) {
      return false;
    }
  }

  /** Milliseconds from a settlement to the file. */
  private static double once(TokenAdmission admission, Path directory, String agent) {
    Granted granted =
        (Granted) admission.reserve(new Ask(agent, null, "main", "m", 400, 100, 1, 60_000));
    Path state = directory.resolve(agent).resolve("state.json");
    admission.settle(granted.hold(), new TokenUsage(CAP, 0, 0, 100, 0), false);
    long settled = System.nanoTime();
    while (!isRed(state)) {
      if (System.nanoTime() - settled > GIVE_UP_NANOS) {
        throw new IllegalStateException(agent + " was not told");
      }
      LockSupport.parkNanos(200_000);
    }
    return (System.nanoTime() - settled) / 1e6;
  }

  private static void measure(int agents) throws IOException {
    Path home = Files.createTempDirectory("wlm-signal-delay");
    Path directory = home.resolve("run");
    double[] delays = new double[agents];
    double stopped;
    SplittableRandom random = new SplittableRandom(agents);
    try (Tokens tokens =
        Tokens.of(
            new Tokens.Place(home.resolve("state"), new MachineClock(), "boot"),
            text -> System.err.println(text))) {
      tokens.activated(definition(directory, agents));
      tokens.start();
      TokenAdmission admission = tokens.admission().orElseThrow();
      for (int i = 0; i < agents; i++) {
        LockSupport.parkNanos(random.nextLong(1_000_000, 60_000_000));
        delays[i] = once(admission, directory, "a" + i);
      }
      long began = System.nanoTime();
      tokens.stop(null, "all at once", "bench"); // answers when all are told
      stopped = (System.nanoTime() - began) / 1e6;
    }
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    Arrays.sort(delays);
    System.out.printf(
        Locale.ROOT,
        "| %d | %.0f | %.0f | %.0f | %.0f |%n",
        agents,
        delays[agents / 2],
        delays[agents * 9 / 10],
        delays[agents - 1],
        stopped);
  }

  /** Measures with each number of agents, and prints a table. */
  public static void main(String[] args) throws IOException {
    System.out.println("| agents | p50 ms | p90 ms | most ms | all stopped at once, ms |");
    System.out.println("|---|---|---|---|---|");
    for (String agents : args) {
      measure(Integer.parseInt(agents));
    }
  }
}
