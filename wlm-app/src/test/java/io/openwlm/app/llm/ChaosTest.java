package io.openwlm.app.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.llm.ProxyBed.Agent;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.simulator.machine.Dice;
import io.openwlm.simulator.upstream.Billed;
import io.openwlm.simulator.upstream.Course;
import io.openwlm.simulator.upstream.Fault;
import io.openwlm.simulator.upstream.SeededPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many calls through the proxy while clients reset, close, half-close, break off and leave before
 * the answer, and the provider refuses, resets, half-closes, falls silent and sends garbage. At
 * every tick what is held is the sum of the holds, and what is spent never goes down; at the end
 * nothing is held.
 *
 * <p>How many calls: {@code -Dwlm.chaos.requests} (20,000), so many at once: {@code
 * -Dwlm.chaos.workers} (48).
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class ChaosTest {
  private static final int REQUESTS = Integer.getInteger("wlm.chaos.requests", 20_000);
  private static final int WORKERS = Integer.getInteger("wlm.chaos.workers", 48);
  private static final long TICK_MILLIS = 20;

  /** In percent of what the provider bills; three runs had 102. */
  private static final long LEAST_CHARGED = 100;

  private static final long MOST_CHARGED = 105;
  private static final long SEED = Long.getLong("wlm.seed", 20_261_121);

  private static final List<Fault> FAULTS =
      List.of(
          new Fault.Status(500, -1),
          new Fault.Status(503, 1),
          new Fault.Status(429, -1),
          new Fault.Silent(),
          new Fault.Cut(0, Fault.How.HALF_CLOSE),
          new Fault.Cut(2, Fault.How.HALF_CLOSE),
          new Fault.Cut(0, Fault.How.RESET),
          new Fault.Cut(2, Fault.How.RESET),
          new Fault.Cut(1, Fault.How.ERROR_EVENT),
          new Fault.Cut(1, Fault.How.GARBAGE));

  private static final Agent[] AGENTS = {
    new Agent("large", 1_000_000_000),
    new Agent("middle", 1_000_000_000),
    // So small that most of its calls are refused.
    new Agent("small", 20_000)
  };

  @TempDir private Path directory;

  private final AtomicLong next = new AtomicLong();
  private final AtomicLongArray statuses = new AtomicLongArray(1_000);
  private final List<String> problems = new ArrayList<>();

  @Test
  void nothingLeaksWhateverGoesWrong() throws Exception {
    SeededPlan plan =
        new SeededPlan(SEED, 10, 120, 0.3, 0.2, 0.3, FAULTS, new Course.Pace(16, 4, 0));
    long begin = System.nanoTime();
    try (ProxyBed bed = new ProxyBed(directory, plan, AGENTS)) {
      AtomicBoolean done = new AtomicBoolean();
      AtomicLong ticks = new AtomicLong();
      Thread ticker = Thread.ofPlatform().start(() -> tick(bed, done, ticks));
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        workers.add(Thread.ofVirtual().start(() -> work(bed)));
      }
      for (Thread worker : workers) {
        worker.join();
      }
      for (Agent agent : AGENTS) {
        bed.awaitQuiet(agent);
      }
      done.set(true);
      ticker.join();
      assertThat(problems).isEmpty();
      assertThat(bed.ledger.audit()).as("held is the sum of the holds").isEmpty();
      report(bed, ticks.get(), (System.nanoTime() - begin) / 1e9);
      judge(bed);
    }
  }

  private void judge(ProxyBed bed) {
    TokenUsage billed = bed.upstream.account().total();
    TokenUsage used = TokenUsage.NONE;
    for (Agent agent : AGENTS) {
      used = used.plus(bed.used(agent));
      assertThat(bed.spent(agent))
          .as("%s keeps its budget", agent)
          .isLessThanOrEqualTo(agent.tokens());
      assertThat(bed.held(agent)).isZero();
    }
    assertThat(statuses.get(200)).as("most calls got through").isGreaterThan(REQUESTS / 4);
    assertThat(statuses.get(429)).as("some were refused").isPositive();
    assertThat(used.total())
        .as("what cost something was charged, %d; more for answers that nobody saw", billed.total())
        .isBetween(percent(billed, LEAST_CHARGED), percent(billed, MOST_CHARGED));
    assertThat(bed.upstream.account().count(Billed.Ending.CUT)).isGreaterThan(REQUESTS / 50);
    assertThat(bed.upstream.account().count(Billed.Ending.CLIENT_GONE)).isPositive();
  }

  private static long percent(TokenUsage billed, long part) {
    return billed.total() * part / 100;
  }

  private void report(ProxyBed bed, long ticks, double seconds) {
    Map<Integer, Long> seen = new TreeMap<>();
    for (int status = 0; status < statuses.length(); status++) {
      if (statuses.get(status) > 0) {
        seen.put(status, statuses.get(status));
      }
    }
    long used = 0;
    for (Agent agent : AGENTS) {
      used += bed.used(agent).total();
    }
    System.out.printf(
        "chaos: %d requests in %.0f s, %d ticks, answers by status %s, ledger %d tokens, billed %d%n",
        REQUESTS, seconds, ticks, seen, used, bed.upstream.account().total().total());
  }

  private void tick(ProxyBed bed, AtomicBoolean done, AtomicLong ticks) {
    long[] before = new long[AGENTS.length];
    while (!done.get()) {
      ticks.incrementAndGet();
      bed.ledger.tick(System.nanoTime(), 0, System.currentTimeMillis());
      if (!bed.ledger.audit().isEmpty()) {
        problem("held is not the sum of the holds: " + bed.ledger.audit());
      }
      for (int i = 0; i < AGENTS.length; i++) {
        long spent = bed.spent(AGENTS[i]);
        if (spent < before[i]) {
          problem(AGENTS[i] + " went down from " + before[i] + " to " + spent);
        }
        before[i] = spent;
      }
      try {
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void problem(String text) {
    if (problems.size() < 10) {
      problems.add(text);
    }
  }

  private void work(ProxyBed bed) {
    try (WireClient client = new WireClient(bed.proxy.port())) {
      for (long n = next.getAndIncrement(); n < REQUESTS; n = next.getAndIncrement()) {
        Dice dice = Dice.named(SEED, "request " + n);
        Agent agent = agent(dice.uniform());
        WireClient.Manners manners = manners(dice.uniform());
        int leaveAfter = (int) (dice.uniform() * 2_000);
        boolean stream = dice.uniform() < 0.7;
        String[] call = call((int) (dice.uniform() * 5), stream, (int) (dice.uniform() * 400));
        var answer = client.call(call[0], agent.key(), call[1], manners, leaveAfter);
        statuses.incrementAndGet(answer.status());
      }
    } catch (IOException | RuntimeException e) {
      problem("a worker ended: " + e);
    }
  }

  private static Agent agent(double dice) {
    return dice < 0.1 ? AGENTS[2] : dice < 0.5 ? AGENTS[1] : AGENTS[0];
  }

  private static WireClient.Manners manners(double dice) {
    if (dice < 0.08) {
      return WireClient.Manners.RESETS;
    } else if (dice < 0.14) {
      return WireClient.Manners.CLOSES;
    } else if (dice < 0.17) {
      return WireClient.Manners.HALF_CLOSES;
    }
    if (dice < 0.20) {
      return WireClient.Manners.BREAKS_OFF;
    }
    return dice < 0.25 ? WireClient.Manners.LEAVES : WireClient.Manners.GOOD;
  }

  /** Path and body of a call in one of the five formats. */
  private static String[] call(int format, boolean stream, int promptBytes) {
    String text = "\"" + "x".repeat(promptBytes) + "\"";
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":" + text + "}]";
    String rest = ",\"stream\":" + stream + "}";
    return switch (format) {
      case 0 ->
          new String[] {
            "/v1/chat/completions", "{\"model\":\"m\",\"max_tokens\":300," + messages + rest
          };
      case 1 ->
          new String[] {
            "/v1/responses", "{\"model\":\"m\",\"max_output_tokens\":300,\"input\":" + text + rest
          };
      case 2 ->
          new String[] {"/v1/messages", "{\"model\":\"m\",\"max_tokens\":300," + messages + rest};
      case 3 ->
          new String[] {
            "/v1beta/models/m:" + (stream ? "streamGenerateContent?alt=sse" : "generateContent"),
            "{\"contents\":[{\"parts\":[{\"text\":"
                + text
                + "}]}],\"generationConfig\":{\"maxOutputTokens\":300}}"
          };
      default ->
          new String[] {
            "/api/chat", "{\"model\":\"m\",\"options\":{\"num_predict\":300}," + messages + rest
          };
    };
  }
}
