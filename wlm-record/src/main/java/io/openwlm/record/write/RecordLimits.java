package io.openwlm.record.write;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param fileBytes a file gets no more intervals from this size on
 * @param fileAge or from this age on
 * @param totalBytes of all files together; the oldest go first
 * @param age of a file's last write, then it goes
 */
public record RecordLimits(long fileBytes, Duration fileAge, long totalBytes, Duration age) {
  private static final long MIB = 1L << 20;
  private static final long SMALLEST_TOTAL = 8 * MIB;
  private static final long LARGEST_FILE = 64 * MIB;

  /** A gibibyte, two weeks. */
  public static final RecordLimits DEFAULT = keeping(1024 * MIB, Duration.ofDays(14));

  /**
   * Files of a sixteenth of the total, at most 64 MiB and a day each.
   *
   * @param totalBytes at least 8 MiB
   */
  public static RecordLimits keeping(long totalBytes, Duration age) {
    if (totalBytes < SMALLEST_TOTAL || age.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("records need 8 MiB and a minute at least");
    }
    return new RecordLimits(
        Math.min(LARGEST_FILE, totalBytes / 16), Duration.ofDays(1), totalBytes, age);
  }
}
