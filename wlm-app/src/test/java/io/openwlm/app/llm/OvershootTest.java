package io.openwlm.app.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.llm.ProxyBed.Agent;
import io.openwlm.simulator.machine.Dice;
import io.openwlm.simulator.upstream.Course;
import io.openwlm.simulator.upstream.SeededPlan;
import io.openwlm.simulator.upstream.UpstreamPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Spends a budget through the proxy with many streams at once until it refuses everything: never a
 * token too many, and little left. In the same run the first seed's signal file, and checking
 * before and charging after a call, with the same calls.
 *
 * <p>Calls are 4,000 to 12,000 tokens in, 200 to 2,000 out, cap 4,096, as in the measurements that
 * the project started from. Time runs faster: 50 tokens come every 5 ms, as if in 0.8 s, so the
 * signal file, renewed every 10 s there, is renewed every 60 ms here.
 */
class OvershootTest {
  private static final long SIGNAL_MILLIS = 60;
  private static final int LEAST_BYTES = 16_000;
  private static final int MOST_BYTES = 48_000;
  private static final UpstreamPlan PLAN =
      new SeededPlan(1, 200, 2_000, 0, 0, 0, List.of(), new Course.Pace(50, 0, 5));

  @TempDir private Path directory;

  /** Whether the next call may go, and what came of it. */
  private interface Gate {
    /**
     * @return true if another call may follow
     */
    boolean call(WireClient client, String body) throws IOException;
  }

  private record Result(long budget, long spent) {
    double share() {
      return (spent - budget) * 100.0 / budget;
    }
  }

  @ParameterizedTest
  @CsvSource({"1,200000", "15,1000000", "60,1000000", "200,1000000"})
  void spendsNotATokenTooMany(int streams, long budget) throws Exception {
    Result openwlm = throughProxy(streams, budget);
    Result check = checkThenCharge(streams, budget);
    Result signal = signalFile(streams, budget);
    System.out.printf(
        "overshoot, %d streams, %d tokens: openwlm %+.2f %%, check-then-charge %+.1f %%, signal file"
            + " %+.1f %%%n",
        streams, budget, openwlm.share(), check.share(), signal.share());
    assertThat(openwlm.spent()).as("billed by the provider").isLessThanOrEqualTo(budget);
    assertThat(openwlm.share()).as("unused is under 3 %%").isGreaterThan(-3.0);
    assertThat(check.spent()).as("check-then-charge").isGreaterThan(budget);
    if (streams > 1) {
      assertThat(check.share()).isGreaterThan(openwlm.share() + 5);
      assertThat(signal.share()).isGreaterThan(5);
    }
  }

  private Result throughProxy(int streams, long budget) throws Exception {
    Agent agent = new Agent("agent", budget);
    try (ProxyBed bed = new ProxyBed(directory, PLAN, agent)) {
      run(
          streams,
          bed.proxy.port(),
          (client, body) -> {
            String key = agent.key();
            var answer = client.call("/v1/chat/completions", key, body, WireClient.Manners.GOOD, 0);
            if (answer.status() == 200) {
              return true;
            }
            assertThat(answer.status()).as(answer.toString()).isIn(429, 400);
            // While others are under way they may give something back.
            pause();
            return bed.node(agent).held().requests() > 0 || smallest(client, agent);
          });
      bed.awaitQuiet(agent);
      long billed = bed.upstream.account().total().total();
      assertThat(bed.spent(agent)).as("the ledger knows what was billed").isEqualTo(billed);
      return new Result(budget, billed);
    }
  }

  /** Whether the smallest call still passes. */
  private static boolean smallest(WireClient client, Agent agent) throws IOException {
    String body = body(LEAST_BYTES);
    return client
            .call("/v1/chat/completions", agent.key(), body, WireClient.Manners.GOOD, 0)
            .status()
        == 200;
  }

  private Result checkThenCharge(int streams, long budget) throws Exception {
    try (var upstream = io.openwlm.simulator.upstream.FakeUpstream.start(PLAN, List.of())) {
      run(
          streams,
          upstream.port(),
          (client, body) -> {
            if (upstream.account().total().total() >= budget) {
              return false;
            }
            client.call("/v1/chat/completions", "k", body, WireClient.Manners.GOOD, 0);
            return true;
          });
      return new Result(budget, upstream.account().total().total());
    }
  }

  private Result signalFile(int streams, long budget) throws Exception {
    Path file = directory.resolve("token_state.json");
    Files.writeString(file, "{\"signal\":\"green\"}");
    try (var upstream = io.openwlm.simulator.upstream.FakeUpstream.start(PLAN, List.of())) {
      Thread observer =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (true) {
                    Thread.sleep(SIGNAL_MILLIS);
                    boolean over = upstream.account().total().total() >= budget;
                    Path next = directory.resolve("token_state.json.tmp");
                    Files.writeString(
                        next, over ? "{\"signal\":\"red\"}" : "{\"signal\":\"green\"}");
                    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      run(
          streams,
          upstream.port(),
          (client, body) -> {
            if (Files.readString(file).contains("red")) {
              return false;
            }
            client.call("/v1/chat/completions", "k", body, WireClient.Manners.GOOD, 0);
            return true;
          });
      observer.interrupt();
      observer.join();
      return new Result(budget, upstream.account().total().total());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String body(int bytes) {
    return "{\"model\":\"m\",\"max_tokens\":4096,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
        + "x".repeat(bytes)
        + "\"}]}";
  }

  private static void run(int streams, int port, Gate gate) throws Exception {
    AtomicLong calls = new AtomicLong();
    AtomicInteger failed = new AtomicInteger();
    List<Thread> workers =
        java.util.stream.IntStream.range(0, streams)
            .mapToObj(i ->
                Thread.ofVirtual()
                    .start(() -> {
                      Dice dice = Dice.named(7, "worker " + i);
                      try (WireClient client = new WireClient(port)) {
                        boolean more = true;
                        while (more) {
                          calls.incrementAndGet();
                          int bytes =
                              LEAST_BYTES + (int) (dice.uniform() * (MOST_BYTES - LEAST_BYTES));
                          more = gate.call(client, body(bytes));
                        }
                      } catch (IOException | AssertionError e) {
                        failed.incrementAndGet();
                        throw new IllegalStateException(e);
                      }
                    }))
            .toList();
    for (Thread worker : workers) {
      worker.join();
    }
    assertThat(failed).hasValue(0);
    assertThat(calls.get()).isGreaterThan(streams);
  }
}
