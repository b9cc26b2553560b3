package io.openwlm.app.demo;

import java.util.List;

/**
 * The timeline and the loads of the token demo. One hour of the budget passes while it runs; both
 * sides get the same agents with the same calls.
 *
 * @param seconds how long it runs, {@link #MIN_SECONDS} to {@link #MAX_SECONDS}
 */
public record TokenDemoPlan(int seconds, long seed) {
  public static final int MIN_SECONDS = 20;
  public static final int MAX_SECONDS = 600;
  public static final int DEFAULT_SECONDS = 90;

  /** Of the hour, half a minute is left when it ends: the budget's window does not change. */
  private static final double WINDOW_SECONDS = 3_570;

  /** The budget grows with the length, as the number of calls does. */
  private static final long TOKENS_PER_SECOND = 11_000;

  /** The scraper goes wild after this part of the time. */
  private static final int CALM_PART = 4;

  public TokenDemoPlan {
    if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException("seconds: " + seconds);
    }
  }

  /**
   * An agent of the demo. Calls come at a rate, whether or not earlier ones have ended.
   *
   * @param entitledPercent of the organisation's budget
   * @param capPercent of the same
   * @param perSecond calls, while it is calm
   * @param promptTokens in each call
   * @param wildStreams calls at once when it goes wild; 0 for never
   */
  record Agent(
      String name,
      String serviceClass,
      int importance,
      int floorPercent,
      int entitledPercent,
      int capPercent,
      double perSecond,
      int promptTokens,
      int wildStreams) {}

  static final List<Agent> AGENTS =
      List.of(
          new Agent("chat", "CHAT", 1, 5, 40, 100, 3, 700, 0),
          new Agent("code", "CODE", 3, 2, 30, 80, 1.5, 1_200, 0),
          new Agent("scraper", "SCRAPE", 5, 1, 20, 60, 0.5, 700, 15));

  /** The organisation's budget for the hour, in tokens. */
  long limit() {
    return TOKENS_PER_SECOND * seconds;
  }

  /** How much faster the budget's clock runs than ours. */
  double speed() {
    return WINDOW_SECONDS / seconds;
  }

  int calmSeconds() {
    return seconds / CALM_PART;
  }
}
