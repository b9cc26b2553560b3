package io.openwlm.app.demo;

import io.openwlm.core.port.TokenAdmission;
import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenUsage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The usual way to keep a budget, for comparison: look whether something is left, let the call
 * through, and charge it when it has ended. All agents are alike.
 */
final class CheckThenCharge implements TokenAdmission {
  private final long limit;
  private final AtomicLong spent = new AtomicLong();
  private final AtomicLong number = new AtomicLong();
  private final Map<Long, Ask> underWay = new ConcurrentHashMap<>();

  /**
   * @param limit tokens of all agents together
   */
  CheckThenCharge(long limit) {
    this.limit = limit;
  }

  private Headroom left(String agent) {
    long remaining = Math.max(0, limit - spent.get());
    return new Headroom(agent, "", remaining > 0 ? Signal.GREEN : Signal.RED, remaining, 0);
  }

  @Override
  public Admission reserve(Ask ask) {
    Headroom left = left(ask.agent());
    if (left.remaining() <= 0) {
      return new Refused(Refusal.EXHAUSTED, "acme", "the budget is used up", left);
    }
    long id = number.incrementAndGet();
    underWay.put(id, ask);
    return new Granted(id, ask.maxOutputTokens(), left);
  }

  @Override
  public boolean extend(long hold, long outputTokens) {
    return underWay.containsKey(hold);
  }

  @Override
  public boolean settle(long hold, TokenUsage usage, boolean estimated) {
    if (underWay.remove(hold) == null) {
      return false;
    }
    spent.addAndGet(usage.total());
    return true;
  }

  @Override
  public boolean release(long hold) {
    return underWay.remove(hold) != null;
  }

  @Override
  public long usualOutput(long hold) {
    return 0; // it charges what it saw
  }

  @Override
  public void providerRemaining(
      String upstream, String model, ProviderLimit limit, long amount, long untilEpochMillis) {
    // it keeps no such limit
  }

  @Override
  public Optional<Headroom> headroom(String agent) {
    return Optional.of(left(agent));
  }

  long spent() {
    return spent.get();
  }

  /** Calls that never ended. */
  int underWay() {
    return underWay.size();
  }
}
