package io.openwlm.server.llm;

import io.openwlm.core.port.TokenAdmission;
import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Budgets that a test sets by hand. Keeps each hold until it ends, and notes every ending: also
 * those of holds that have ended before.
 */
public final class FakeAdmission implements TokenAdmission {
  public final List<Ask> asks = new ArrayList<>();
  public final List<Settled> settled = new ArrayList<>();
  public final List<Long> released = new ArrayList<>();
  public final List<Long> extended = new ArrayList<>();
  public final List<String> ceilings = new ArrayList<>();
  public final Map<Long, Long> held = new HashMap<>();

  /** Output tokens that are left. */
  public long output = 1_000_000;

  /** What calls usually answer. */
  public long usualOutput = Long.MAX_VALUE;

  public long remaining = 400_000;
  public Signal signal = Signal.GREEN;
  public long resetsMillis;
  public Refusal refusal;

  /** Endings of holds that were not there any more. */
  public int doubleEndings;

  /** Done by a call that ends, before its end is noted. */
  public volatile Runnable ending = () -> {};

  private long nextHold = 1;

  public record Settled(TokenUsage usage, boolean estimated) {}

  @Override
  public synchronized Admission reserve(Ask ask) {
    asks.add(ask);
    if (refusal != null) {
      return new Refused(refusal, "acme", "the budget of acme is used up", left(ask.agent()));
    }
    long granted = Math.min(output, ask.maxOutputTokens());
    if (granted < ask.leastOutputTokens()) {
      return new Refused(Refusal.EXHAUSTED, "acme", "too little is left", left(ask.agent()));
    }
    output -= granted;
    held.put(nextHold, granted);
    return new Granted(nextHold++, granted, left(ask.agent()));
  }

  private Headroom left(String agent) {
    return new Headroom(agent, "CHAT", signal, remaining, resetsMillis);
  }

  @Override
  public synchronized boolean extend(long hold, long outputTokens) {
    if (output < outputTokens || !held.containsKey(hold)) {
      return false;
    }
    output -= outputTokens;
    held.merge(hold, outputTokens, Long::sum);
    extended.add(outputTokens);
    return true;
  }

  @Override
  public synchronized boolean settle(long hold, TokenUsage usage, boolean estimated) {
    ending.run();
    settled.add(new Settled(usage, estimated));
    return end(hold);
  }

  @Override
  public synchronized boolean release(long hold) {
    ending.run();
    released.add(hold);
    return end(hold);
  }

  private boolean end(long hold) {
    boolean was = held.remove(hold) != null;
    doubleEndings += was ? 0 : 1;
    notifyAll();
    return was;
  }

  @Override
  public synchronized long usualOutput(long hold) {
    return Math.min(usualOutput, held.getOrDefault(hold, 0L));
  }

  @Override
  public synchronized void providerRemaining(
      String upstream, String model, ProviderLimit limit, long amount, long untilEpochMillis) {
    ceilings.add(upstream + " " + model + " " + limit + " " + amount);
  }

  @Override
  public synchronized Optional<Headroom> headroom(String agent) {
    return Optional.of(left(agent));
  }

  /** The only settlement; waits for it. */
  public synchronized Settled onlySettled() throws InterruptedException {
    await(1);
    if (settled.size() != 1 || !released.isEmpty() || doubleEndings > 0 || !held.isEmpty()) {
      throw new AssertionError("settled " + settled + ", released " + released + ", held " + held);
    }
    return settled.getFirst();
  }

  /** Waits until so many holds have ended. */
  public synchronized void await(int endings) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (settled.size() + released.size() < endings) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("holds are leaked: " + held);
      }
      wait(left);
    }
  }
}
