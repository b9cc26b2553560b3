package io.openwlm.app.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.TokenUsage;
import io.openwlm.simulator.machine.Dice;
import io.openwlm.simulator.upstream.Course;
import io.openwlm.simulator.upstream.FakeUpstream;
import io.openwlm.simulator.upstream.ModelWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon with proxy, ledger and journal is killed with SIGKILL while calls are between reserve
 * and settle, again and again on the same directory. What was spent never goes down, what the
 * provider billed is spent or held after every restart, and when all deadlines have passed nothing
 * is held.
 *
 * <p>How often: {@code -Dwlm.chaos.kills} (6).
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KilledDaemonTest {
  private static final int KILLS = Integer.getInteger("wlm.chaos.kills", 6);
  private static final int WORKERS = 24;
  private static final long SEED = Long.getLong("wlm.seed", 20_261_121);

  /** Later than the deadline of every hold. */
  private static final long TWO_HOURS = 7_200;

  private static final Pattern STATE =
      Pattern.compile("spent (\\d+) held (\\d+) holds (\\d+) audit (.*)");

  /** The groups of the journal take less time than the shortest call. */
  private static final Course COURSE =
      Course.plain(new TokenUsage(50, 10, 0, 200, 20)).withPace(new Course.Pace(8, 100, 5));

  @TempDir private Path directory;

  /** What a daemon said, and how it ended. */
  private record State(long spent, long held, int holds) {
    static State of(String line) {
      Matcher matcher = STATE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      assertThat(matcher.group(4)).as("held is the sum of the holds").isEqualTo("[]");
      return new State(
          Long.parseLong(matcher.group(1)),
          Long.parseLong(matcher.group(2)),
          Integer.parseInt(matcher.group(3)));
    }
  }

  @Test
  void spendNeverGoesDownOverKills() throws Exception {
    Dice dice = new Dice(SEED);
    State before = new State(0, 0, 0);
    int killedWithHolds = 0;
    try (FakeUpstream upstream =
        FakeUpstream.start(new ModelWords((n, asked) -> COURSE), List.of("m"))) {
      for (int kill = 0; kill < KILLS; kill++) {
        long billed = upstream.account().total().total();
        Life life = live(upstream, 20 + (int) (dice.uniform() * 60), 0);
        assertThat(life.first.spent())
            .as("spent after kill %d", kill)
            .isGreaterThanOrEqualTo(before.spent());
        assertThat(life.first.spent() + life.first.held())
            .as("what was billed is spent or held after kill %d", kill)
            .isGreaterThanOrEqualTo(billed);
        assertThat(upstream.account().awaitQuiet(30_000)).isTrue();
        killedWithHolds += life.last.holds() > 0 ? 1 : 0;
        before = life.last;
      }
      long billed = upstream.account().total().total();
      Life late = live(upstream, 1, TWO_HOURS);
      System.out.printf(
          "killed daemon: %d kills, %d with calls under way; billed %d, then spent %d, held %d%n",
          KILLS, killedWithHolds, billed, late.first.spent(), late.first.held());
      assertThat(killedWithHolds).isPositive();
      assertThat(late.first.holds()).as("holds when all deadlines have passed").isZero();
      assertThat(late.first.held()).isZero();
      assertThat(late.first.spent()).isGreaterThanOrEqualTo(billed);
    }
  }

  /** The first and the last state that a daemon told. */
  private record Life(State first, State last) {}

  /** Starts a daemon, sends calls, and kills it after so many states. */
  private Life live(FakeUpstream upstream, int states, long aheadSeconds) throws Exception {
    Process daemon =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dwlm.root=" + System.getProperty("wlm.root"),
                "-cp",
                System.getProperty("java.class.path"),
                CrashDaemon.class.getName(),
                directory.resolve("ledger").toString(),
                upstream.origin(),
                Long.toString(aheadSeconds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    AtomicBoolean alive = new AtomicBoolean(true);
    List<Thread> workers = new ArrayList<>();
    try (BufferedReader said = daemon.inputReader(StandardCharsets.US_ASCII)) {
      String port = said.readLine();
      assertThat(port).startsWith("port ");
      State first = State.of(said.readLine());
      State last = first;
      if (aheadSeconds == 0) {
        workers = work(Integer.parseInt(port.substring(5)), alive);
      }
      int seen = 0;
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (STATE.matcher(line).matches()) { // the last line may be torn
          State state = State.of(line);
          assertThat(state.spent()).isGreaterThanOrEqualTo(last.spent());
          last = state;
        }
        if (++seen == states) {
          daemon.toHandle().destroyForcibly();
        }
      }
      return new Life(first, last);
    } finally {
      alive.set(false);
      daemon.destroyForcibly();
      assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
      for (Thread worker : workers) {
        worker.join();
      }
    }
  }

  private static List<Thread> work(int port, AtomicBoolean alive) {
    AtomicInteger calls = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      workers.add(
          Thread.ofVirtual()
              .start(() -> {
                try (WireClient client = new WireClient(port)) {
                  while (alive.get()) {
                    int n = calls.incrementAndGet();
                    client.call(
                        "/v1/chat/completions",
                        CrashDaemon.AGENT.key(),
                        "{\"model\":\"m\",\"max_tokens\":300,\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                            .formatted(n % 2 == 0, "x".repeat(400)),
                        n % 7 == 0 ? WireClient.Manners.RESETS : WireClient.Manners.GOOD,
                        500);
                  }
                } catch (IOException e) {
                  // the daemon is gone
                }
              }));
    }
    return workers;
  }
}
