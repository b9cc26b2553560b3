package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.Clock;
import io.openwlm.core.port.TokenAdmission.Ask;
import io.openwlm.core.port.TokenAdmission.Granted;
import io.openwlm.core.port.TokenJournal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.model.token.TokenWeights;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * A million calls of many threads against the ledger, through the port that the proxy uses: calls
 * that end as they should, that use more than they held, that are released, settled twice, settled
 * after they were released, or forgotten. At every tick what is held is the sum of the holds, and
 * what was spent never goes down; at the end nothing is held and every call is accounted for.
 *
 * <p>How many calls: {@code -Dwlm.chaos.calls} (1,000,000).
 */
class LedgerChaosTest {
  private static final int CALLS = Integer.getInteger("wlm.chaos.calls", 1_000_000);
  private static final int THREADS = 8;
  private static final int CALLS_PER_TICK = 2_000;
  private static final long NANOS_PER_CALL = 1_000_000;

  /** Far more calls than others begin while a worker waits for a busy machine. */
  private static final long DEADLINE_MILLIS = 120_000;

  private static final long SEED = Long.getLong("wlm.seed", 20_261_121);

  /** Its calls never use more than they held, so it stays below its limit at every moment. */
  private static final String STRICT = "strict";

  private final AtomicLong nanos = new AtomicLong(1_000);
  private final Clock clock =
      new Clock() {
        @Override
        public long nanoTime() {
          return nanos.get();
        }

        @Override
        public long epochMillis() {
          return 1_790_000_000_000L + nanos.get() / 1_000_000;
        }
      };

  private final TokenLedger ledger =
      new TokenLedger(plan(), TokenJournal.NONE, clock.nanoTime(), clock.epochMillis());
  private final LedgerAdmission admission = new LedgerAdmission(ledger, clock);
  private final List<String> problems = new ArrayList<>();
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong granted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong released = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();
  private final AtomicLong settledTokens = new AtomicLong();
  private final AtomicLong forgotten = new AtomicLong();
  private long expired;
  private long ticks;
  private final Map<String, Long> spentBefore = new java.util.HashMap<>();

  private static LedgerPlan plan() {
    BudgetWindow hour = BudgetWindow.Aligned.of(BudgetWindow.Period.HOUR, ZoneOffset.UTC);
    BudgetWindow minute = new BudgetWindow.Rolling(Duration.ofMinutes(1).toNanos());
    List<TokenBudget> budgets =
        List.of(
            new TokenBudget(
                "org",
                TokenBudget.Level.ORGANISATION,
                null,
                List.of(tokens(2_000_000_000, hour), tokens(200_000_000, minute)),
                null),
            new TokenBudget(
                "team",
                TokenBudget.Level.TEAM,
                "org",
                List.of(new BudgetLimit(BudgetUnit.REQUESTS, 50_000, minute)),
                null),
            agent("wild", "team", 1_900_000_000),
            agent("tame", "team", 300_000_000),
            agent(STRICT, "org", 400_000_000));
    return LedgerPlan.of(
        new TokenBudgets(budgets, TokenWeights.DEFAULT, null, null, null),
        TokenPrices.NONE,
        Map.of("A", new Importance(3)));
  }

  private static BudgetLimit tokens(long tokens, BudgetWindow window) {
    return new BudgetLimit(BudgetUnit.TOKENS, tokens * BudgetUnit.TOKENS.perOne(), window);
  }

  private static TokenBudget agent(String name, String parent, long tokens) {
    BudgetWindow hour = BudgetWindow.Aligned.of(BudgetWindow.Period.HOUR, ZoneOffset.UTC);
    AgentBudget part =
        new AgentBudget(
            "A",
            0,
            tokens,
            tokens,
            List.of(tokens(1_000_000, new BudgetWindow.Session())),
            AgentBudget.OnUnavailable.DENY,
            List.of(),
            null,
            null);
    return new TokenBudget(
        name, TokenBudget.Level.AGENT, parent, List.of(tokens(tokens, hour)), part);
  }

  @Test
  void nothingLeaksInAMillionCalls() throws Exception {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      workers.add(Thread.ofPlatform().start(() -> work(new SplittableRandom(SEED + number))));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    // All deadlines pass.
    nanos.addAndGet(2 * DEADLINE_MILLIS * 1_000_000);
    tick();
    assertThat(problems).isEmpty();
    assertThat(ledger.holds()).as("holds at the end").isZero();
    LedgerPicture picture = ledger.picture(clock.nanoTime());
    for (LedgerPicture.Node node : picture.nodes()) {
      assertThat(node.held()).as(node.name()).isEqualTo(new LedgerPicture.Amounts(0, 0, 0));
    }
    System.out.printf(
        "ledger chaos: %d calls, %d granted, %d refused, %d settled, %d released, %d expired, %d"
            + " ticks%n",
        begun.get(), granted.get(), refused.get(), settled.get(), released.get(), expired, ticks);
    assertThat(expired).isEqualTo(forgotten.get()).isPositive();
    assertThat(granted.get()).isEqualTo(settled.get() + released.get() + expired);
    LedgerPicture.Node org = picture.nodes().getFirst();
    assertThat(org.counts().requests()).isEqualTo(settled.get() + expired);
    assertThat(org.counts().used().total()).isGreaterThanOrEqualTo(settledTokens.get());
    assertThat(refused.get()).as("budgets were short at times").isPositive();
    assertThat(granted.get()).isGreaterThan(CALLS / 4);
  }

  private void work(SplittableRandom random) {
    List<Granted> open = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    for (long n = begun.getAndIncrement(); n < CALLS; n = begun.getAndIncrement()) {
      nanos.addAndGet(NANOS_PER_CALL);
      String agent = List.of("wild", "tame", STRICT).get(random.nextInt(3));
      String session = random.nextInt(4) == 0 ? "s" + random.nextInt(100_000) : null;
      Ask ask =
          new Ask(
              agent,
              session,
              "up",
              "m" + random.nextInt(3),
              random.nextInt(4_000),
              random.nextInt(4_096) + 1L,
              random.nextInt(256) + 1L,
              DEADLINE_MILLIS);
      if (admission.reserve(ask) instanceof Granted grant) {
        granted.incrementAndGet();
        open.add(grant);
        owners.add(agent);
      } else {
        refused.incrementAndGet();
      }
      while (open.size() > random.nextInt(8)) {
        int which = random.nextInt(open.size());
        end(open.remove(which), owners.remove(which), random);
      }
      if (n % CALLS_PER_TICK == 0) {
        tick();
      }
    }
    begun.decrementAndGet();
    for (int i = 0; i < open.size(); i++) {
      end(open.get(i), owners.get(i), random);
    }
  }

  /** One of all the ways in which calls end. */
  private void end(Granted grant, String agent, SplittableRandom random) {
    long hold = grant.hold();
    int way = random.nextInt(100);
    long output = random.nextLong(grant.maxOutputTokens() + 1);
    if (way < 70) {
      settle(hold, new TokenUsage(0, 0, 0, output, 0), false);
    } else if (way < 75) {
      settle(hold, new TokenUsage(0, 0, 0, output / 2, output / 4), true);
    } else if (way < 80 && !agent.equals(STRICT)) {
      settle(hold, new TokenUsage(0, 10, 10, grant.maxOutputTokens() + 500, 7), false);
    } else if (way < 85) {
      boolean more = admission.extend(hold, 300);
      settle(hold, new TokenUsage(0, 0, 0, grant.maxOutputTokens() + (more ? 300 : 0), 0), false);
    } else if (way < 94) {
      released.incrementAndGet();
      expect(admission.release(hold), "a release counts");
      expect(!admission.release(hold), "a second release counts nothing");
      expect(
          !admission.settle(hold, new TokenUsage(1, 0, 0, 1, 0), false),
          "a settlement after a release counts nothing");
      expect(!admission.extend(hold, 1), "a hold that has ended grows no more");
    } else {
      forgotten.incrementAndGet();
    }
  }

  private void settle(long hold, TokenUsage usage, boolean estimated) {
    if (admission.settle(hold, usage, estimated)) {
      settled.incrementAndGet();
      settledTokens.addAndGet(usage.total());
    } else {
      problem("a settlement in time counted nothing");
    }
    expect(!admission.settle(hold, usage, estimated), "a second settlement counts nothing");
    expect(!admission.release(hold), "a release after a settlement counts nothing");
  }

  private synchronized void tick() {
    ticks++;
    expired += ledger.tick(clock.nanoTime(), 0, clock.epochMillis()).expiredHolds();
    if (!ledger.audit().isEmpty()) {
      problem("held is not the sum of the holds: " + ledger.audit());
    }
    for (LedgerPicture.Node node : ledger.picture(clock.nanoTime()).nodes()) {
      long spent = node.counts().spent().milliTokens();
      Long before = spentBefore.put(node.name(), spent);
      if (before != null && spent < before) {
        problem(node.name() + " went down from " + before + " to " + spent);
      }
      LedgerPicture.Limit limit = node.limits().getFirst();
      if (node.name().equals(STRICT)
          && limit.spent() + node.held().milliTokens() > limit.amount()) {
        problem(STRICT + " is above its limit: " + node);
      }
    }
  }

  private void expect(boolean holds, String what) {
    if (!holds) {
      problem("not so: " + what);
    }
  }

  private void problem(String text) {
    synchronized (problems) {
      if (problems.size() < 10) {
        problems.add(text);
      }
    }
  }
}
