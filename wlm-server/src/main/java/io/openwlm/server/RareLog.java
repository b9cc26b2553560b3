package io.openwlm.server;

import java.util.function.Consumer;

/**
 * A log that clients cannot flood: at most 10 lines about refused requests a minute, then one that
 * says how many were left out. Lines about things done are always written.
 */
public final class RareLog {
  private static final int LINES_PER_MINUTE = 10;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Consumer<String> out;
  private long minuteNanos;
  private int lines;
  private long leftOut;

  /**
   * @param out takes one line of printable text; called by any thread
   */
  public RareLog(Consumer<String> out) {
    this.out = out;
  }

  /** Something was done: always written. */
  public void done(String line) {
    out.accept(Printable.line(line, 500));
  }

  /** Something was refused: written if there was not too much of it. */
  public void refused(String line, long nowNanos) {
    String text;
    synchronized (this) {
      if (lines == 0 || nowNanos - minuteNanos > MINUTE_NANOS) {
        minuteNanos = nowNanos;
        lines = 0;
      }
      if (lines >= LINES_PER_MINUTE) {
        leftOut++;
        return;
      }
      lines++;
      text = leftOut == 0 ? line : line + " (" + leftOut + " lines like this were left out)";
      leftOut = 0;
    }
    out.accept(Printable.line(text, 500));
  }
}
