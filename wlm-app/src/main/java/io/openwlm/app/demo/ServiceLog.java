package io.openwlm.app.demo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every request that a service ended: when, and its response time, both in nanoseconds. Exact; does
 * not depend on the daemon.
 */
record ServiceLog(long[] endNanos, long[] responseNanos) {
  static ServiceLog read(Path file) throws IOException {
    List<long[]> rows = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      while (true) {
        rows.add(new long[] {in.readLong(), in.readLong()});
      }
    } catch (EOFException end) {
      rows.sort((a, b) -> Long.compare(a[0], b[0]));
    }
    return new ServiceLog(
        rows.stream().mapToLong(r -> r[0]).toArray(), rows.stream().mapToLong(r -> r[1]).toArray());
  }

  /**
   * The response time within which {@code percentile} percent of the requests ended that ended in
   * [{@code from}, {@code to}); -1 if none did.
   */
  long percentileNanos(int percentile, long from, long to) {
    long[] times = new long[endNanos.length];
    int n = 0;
    for (int i = 0; i < endNanos.length; i++) {
      if (endNanos[i] >= from && endNanos[i] < to) {
        times[n++] = responseNanos[i];
      }
    }
    if (n == 0) {
      return -1;
    }
    Arrays.sort(times, 0, n);
    return times[Math.max(0, (int) Math.ceil(percentile / 100.0 * n) - 1)];
  }
}
