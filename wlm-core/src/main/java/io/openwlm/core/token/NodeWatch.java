package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.core.token.LedgerPicture.Node;
import io.openwlm.core.token.Pool.Demand;
import io.openwlm.core.token.Pool.Share;
import io.openwlm.core.token.SignalPolicy.Verdict;

/** What is remembered of one budget from tick to tick. The desk's thread only. */
final class NodeWatch {
  /** What was refused is forgotten in about this part of the window. */
  private static final int BACKLOG_PART = 72;

  /** Who has not called for this part of the window is not kept anything. */
  private static final int IDLE_PART = 6;

  /** Enough for what may come before the next tick: what came in this part of the window. */
  private static final int BURST_PART = 288;

  /** Up to this importance an entitlement is kept for work that does not call now. */
  private static final int KEPT_IMPORTANCE = 2;

  final UseHistory history;
  final AnomalySwitch anomaly = new AnomalySwitch();
  final long windowNanos;
  String windowId = "";
  BurnRate burn = BurnRate.UNKNOWN;
  Forecast forecast = Forecast.UNKNOWN;
  Verdict verdict = Verdict.HEALTHY;

  /** The grant when the decision log was last told about it. */
  long toldGrant;

  private boolean begun;
  private long refusedMilli;
  private long lackRefusals;
  private double backlog;
  private long backlogNanos;
  private boolean refused;

  NodeWatch(long windowNanos) {
    this.windowNanos = windowNanos;
    history = new UseHistory(windowNanos);
  }

  /** Takes a reading. */
  void note(Node node, long nowNanos) {
    LedgerPicture.Amounts spent = node.counts().spent();
    long total = spent.milliTokens() + node.held().milliTokens();
    long calls = node.counts().requests() + node.held().requests();
    if (!begun) {
      double milliPerCall = (double) spent.milliTokens() / Math.max(1, spent.requests());
      history.begin(node.lately(), nowNanos, total, calls, milliPerCall);
    }
    history.note(nowNanos, total, calls);
    long lack = lack(node);
    refused = begun && lack > lackRefusals;
    lackRefusals = lack;
    LedgerPicture.Agent agent = node.agent();
    if (agent != null) {
      double faded =
          Math.exp(-(double) (nowNanos - backlogNanos) * BACKLOG_PART / windowNanos) * backlog;
      backlog = begun && refused ? faded + (agent.refusedMilli() - refusedMilli) : faded;
      refusedMilli = agent.refusedMilli();
    }
    backlogNanos = nowNanos;
    begun = true;
  }

  /** Calls refused because a budget, a grant or a limit had too little. */
  private static long lack(Node node) {
    return node.counts().refusals().getOrDefault(Refusal.EXHAUSTED, 0L)
        + node.counts().refusals().getOrDefault(Refusal.GRANT_USED, 0L);
  }

  /** True if a call was refused for lack of tokens since the reading before. */
  boolean refused() {
    return refused;
  }

  /** True if there were more such refusals than at the last reading. */
  boolean lacksMore(Node node) {
    return begun && lack(node) > lackRefusals;
  }

  /**
   * Looks ahead.
   *
   * @param granted thousandths of tokens for the window
   * @param used spent and held in it
   */
  void lookAhead(long granted, long used, WindowFacts window) {
    burn = BurnRate.of(history, granted, window.lengthNanos());
    double outflow = window.rolling() ? (double) used / window.lengthNanos() : 0;
    forecast =
        Forecast.of(
            history,
            Math.max(0, granted - used),
            window.lengthNanos(),
            window.leftNanos(),
            outflow);
  }

  /** What the agent is seen to need. */
  Demand demand(Node node, Share share, int importance, long used, WindowFacts window) {
    double burst = history.used(window.lengthNanos() / BURST_PART);
    double most = 4.0 * Math.max(1, share.cap());
    long need = (long) Math.min(most, Math.max(forecast.needKept(), burst) + backlog);
    boolean kept =
        importance <= KEPT_IMPORTANCE
            || backlog >= 1
            || history.used(window.lengthNanos() / IDLE_PART) > 0;
    long reserve = kept ? (long) (share.entitlement() * window.leftPart()) : 0;
    LedgerPicture.Amounts spent = node.counts().spent();
    double milli = Math.max(1, spent.milliTokens());
    return new Demand(need, reserve, spent.nanoCost() / milli, spent.requests() / milli);
  }

  /** What it will need in the window, all in all, as likely more as less. */
  double needInWindow(long used) {
    return used + forecast.needP50() + backlog;
  }

  boolean hasBacklog() {
    return backlog >= 1;
  }
}
