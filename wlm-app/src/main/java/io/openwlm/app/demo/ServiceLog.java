package io.openwlm.app.demo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Every request that a service ended: when, and its response time, both in nanoseconds. Exact; does
 * not depend on the daemon. Reads only what was written since the last look.
 */
final class ServiceLog {
  private static final int ROW_BYTES = 2 * Long.BYTES;

  private final Path file;
  private long[] endNanos = new long[4096];
  private long[] responseNanos = new long[4096];
  private int size;

  /**
   * @param file written by the service: for each request the end and the response time
   */
  ServiceLog(Path file) {
    this.file = file;
  }

  /** Reads what is new. A last row that is not complete yet is left for the next time. */
  void refresh() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (InputStream raw = Files.newInputStream(file)) {
      raw.skipNBytes((long) size * ROW_BYTES);
      DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 16));
      while (true) {
        long end = in.readLong();
        add(end, in.readLong());
      }
    } catch (EOFException complete) {
      // The service writes on: the rest comes with the next look.
    }
  }

  void add(long end, long response) {
    if (size == endNanos.length) {
      endNanos = Arrays.copyOf(endNanos, 2 * size);
      responseNanos = Arrays.copyOf(responseNanos, 2 * size);
    }
    endNanos[size] = end;
    responseNanos[size++] = response;
  }

  int size() {
    return size;
  }

  /**
   * The response time that {@code percentile} percent of the requests kept that <em>arrived</em> in
   * [{@code from}, {@code to}); -1 if none did. Counting by arrival leaves nothing out: a request
   * that the flood held up counts in the second that it came.
   */
  long arrivedNanos(int percentile, long from, long to) {
    return percentile(percentile, from, to, true);
  }

  /** As {@link #arrivedNanos}, of the requests that <em>ended</em> in the window. */
  long endedNanos(int percentile, long from, long to) {
    return percentile(percentile, from, to, false);
  }

  private long percentile(int percentile, long from, long to, boolean byArrival) {
    long[] times = new long[size];
    int n = 0;
    for (int i = 0; i < size; i++) {
      long at = byArrival ? endNanos[i] - responseNanos[i] : endNanos[i];
      if (at - from >= 0 && at - to < 0) {
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
