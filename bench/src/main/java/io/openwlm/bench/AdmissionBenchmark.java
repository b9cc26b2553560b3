package io.openwlm.bench;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.openwlm.core.port.TokenJournal;
import io.openwlm.core.token.LedgerPlan;
import io.openwlm.core.token.Reservation;
import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.BudgetWindow.Period;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.model.token.TokenWeights;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One call through three levels: take 1,000 of each budget, find that 600 were used, and give 400
 * back. The ledger does it with a hold that has an owner and a deadline, in one hour's windows; a
 * bucket of bucket4j stands for each level of the second way. A limiter of resilience4j cannot give
 * back: one way only takes, without settling; the other takes 500 before the call and owes the
 * other 100 after it, so that the sum is right though a limit may be passed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdmissionBenchmark {
  private static final long MUCH = 1_000_000_000_000_000L;

  /** The most that a bucket of an hour takes: one for each nanosecond. */
  private static final long MOST_IN_A_BUCKET = 3_600_000_000_000L;

  private static final long TAKEN = 1_000;
  private static final long GIVEN_BACK = 400;
  private static final TokenUsage USED = new TokenUsage(500, 0, 0, 100, 0);

  private final TokenLedger ledger = new TokenLedger(plan(), TokenJournal.NONE, 0, 0);
  private final TokenLedger journalled = new TokenLedger(plan(), new CopyingJournal(), 0, 0);
  private final Bucket organisation = bucket();
  private final Bucket team = bucket();
  private final Bucket agent = bucket();
  private final RateLimiter organisationLimiter = limiter("organisation");
  private final RateLimiter teamLimiter = limiter("team");
  private final RateLimiter agentLimiter = limiter("agent");

  private static LedgerPlan plan() {
    AgentBudget part =
        new AgentBudget(
            "CHAT", 0, MUCH, MUCH, List.of(), OnUnavailable.DENY, List.of(), null, null);
    return LedgerPlan.of(
        new TokenBudgets(
            List.of(
                new TokenBudget("acme", Level.ORGANISATION, null, hour(), null),
                new TokenBudget("research", Level.TEAM, "acme", hour(), null),
                new TokenBudget("chat", Level.AGENT, "research", hour(), part)),
            TokenWeights.DEFAULT,
            null,
            null,
            null),
        TokenPrices.NONE,
        Map.of("CHAT", new Importance(1)));
  }

  private static List<BudgetLimit> hour() {
    return List.of(
        new BudgetLimit(
            BudgetUnit.TOKENS, MUCH, BudgetWindow.Aligned.of(Period.HOUR, ZoneOffset.UTC)));
  }

  private static Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(MOST_IN_A_BUCKET)
                .refillIntervally(MOST_IN_A_BUCKET, Duration.ofHours(1))
                .build())
        .build();
  }

  private static RateLimiter limiter(String name) {
    return RateLimiter.of(
        name,
        RateLimiterConfig.custom()
            .limitForPeriod(Integer.MAX_VALUE)
            .limitRefreshPeriod(Duration.ofMillis(1))
            .timeoutDuration(Duration.ZERO)
            .build());
  }

  /** What one caller asks with, again and again. */
  @State(Scope.Thread)
  public static class Caller {
    final Reservation ask = new Reservation();

    /** A request of 500 bytes for 500 tokens. */
    public Caller() {
      ask.agent = "chat";
      ask.model = "m";
      ask.upstream = "main";
      ask.inputBytes = TAKEN / 2;
      ask.maxOutputTokens = TAKEN / 2;
      ask.leastOutputTokens = 1;
      ask.timeoutNanos = TimeUnit.MINUTES.toNanos(10);
    }
  }

  /** The ledger without a journal, as the others have none. */
  @Benchmark
  public boolean ledger(Caller caller) {
    return call(ledger, caller.ask);
  }

  /** The ledger with records that are copied as for the journal's group. */
  @Benchmark
  public boolean ledgerWithJournal(Caller caller) {
    return call(journalled, caller.ask);
  }

  private static boolean call(TokenLedger ledger, Reservation ask) {
    if (!ledger.reserve(ask, System.nanoTime())) {
      throw new IllegalStateException("refused: " + ask.refusal);
    }
    return ledger.settle(ask.hold, USED, false);
  }

  /** One bucket for each level, all or nothing, and the rest given back. */
  @Benchmark
  public boolean bucket4j() {
    if (!agent.tryConsume(TAKEN)) {
      return false;
    }
    if (!team.tryConsume(TAKEN)) {
      agent.addTokens(TAKEN);
      return false;
    }
    if (!organisation.tryConsume(TAKEN)) {
      agent.addTokens(TAKEN);
      team.addTokens(TAKEN);
      return false;
    }
    agent.addTokens(GIVEN_BACK);
    team.addTokens(GIVEN_BACK);
    organisation.addTokens(GIVEN_BACK);
    return true;
  }

  /** One limiter for each level; nothing can be given back. */
  @Benchmark
  public boolean resilience4j() {
    return agentLimiter.acquirePermission((int) TAKEN)
        && teamLimiter.acquirePermission((int) TAKEN)
        && organisationLimiter.acquirePermission((int) TAKEN);
  }

  /** A part is taken before the call, the rest is owed after it. */
  @Benchmark
  public boolean resilience4jTwice() {
    if (!agentLimiter.acquirePermission((int) USED.input())
        || !teamLimiter.acquirePermission((int) USED.input())
        || !organisationLimiter.acquirePermission((int) USED.input())) {
      return false;
    }
    return agentLimiter.reservePermission((int) USED.output()) >= 0
        && teamLimiter.reservePermission((int) USED.output()) >= 0
        && organisationLimiter.reservePermission((int) USED.output()) >= 0;
  }

  /** What appending costs a caller: a copy under a lock. The group's buffer begins again. */
  private static final class CopyingJournal implements TokenJournal {
    private final byte[] group = new byte[6 << 20];
    private int fill;

    @Override
    public synchronized boolean append(byte[] record, int length) {
      if (fill + length > group.length) {
        fill = 0;
      }
      System.arraycopy(record, 0, group, fill, length);
      fill += length;
      return true;
    }

    @Override
    public boolean force() {
      return true;
    }

    @Override
    public void rotate() {}

    @Override
    public boolean healthy() {
      return true;
    }
  }
}
