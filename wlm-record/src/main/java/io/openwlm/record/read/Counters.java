package io.openwlm.record.read;

import java.util.ArrayList;
import java.util.List;

/**
 * What a service class period did over some time, as counters: counters of several intervals are
 * added, and only then is anything divided.
 *
 * @param seconds length of the intervals
 * @param serviceUnits weighted
 * @param cpuSeconds CPU time used
 * @param ioOperations reads and writes on block devices
 * @param ended transactions
 * @param elapsedSeconds sum of their response times; 0 if the goal is none on response time
 * @param elapsedSquares sum of the squares of them, in seconds squared
 * @param samples in states
 * @param buckets transactions in each of the 14 buckets around the goal; empty without distribution
 */
public record Counters(
    double seconds,
    double serviceUnits,
    double cpuSeconds,
    double ioOperations,
    double ended,
    double elapsedSeconds,
    double elapsedSquares,
    Samples samples,
    List<Long> buckets) {
  public Counters {
    buckets = List.copyOf(buckets);
  }

  /** Samples by state. */
  public record Samples(
      double using,
      double cpuDelay,
      double capDelay,
      double memoryDelay,
      double queueDelay,
      double ioDelay,
      double idle) {

    /** Not idle. */
    public double busy() {
      return delay() + using + ioDelay;
    }

    /** Delays that count in velocity as on z/OS without I/O priority management. */
    public double delay() {
      return cpuDelay + capDelay + memoryDelay + queueDelay;
    }

    Samples plus(Samples o) {
      return new Samples(
          using + o.using,
          cpuDelay + o.cpuDelay,
          capDelay + o.capDelay,
          memoryDelay + o.memoryDelay,
          queueDelay + o.queueDelay,
          ioDelay + o.ioDelay,
          idle + o.idle);
    }
  }

  /** Both together; a distribution only if both have one. */
  public Counters plus(Counters o) {
    return new Counters(
        seconds + o.seconds,
        serviceUnits + o.serviceUnits,
        cpuSeconds + o.cpuSeconds,
        ioOperations + o.ioOperations,
        ended + o.ended,
        elapsedSeconds + o.elapsedSeconds,
        elapsedSquares + o.elapsedSquares,
        samples.plus(o.samples),
        sum(buckets, o.buckets));
  }

  private static List<Long> sum(List<Long> a, List<Long> b) {
    List<Long> sum = new ArrayList<>();
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      sum.add(a.get(i) + b.get(i));
    }
    return sum;
  }

  /** Transactions in the distribution. */
  public long distributed() {
    return buckets.stream().mapToLong(Long::longValue).sum();
  }

  /** Mean response time in seconds; negative if there is none. */
  public double meanSeconds() {
    long n = distributed();
    return n == 0 ? -1 : elapsedSeconds / n;
  }

  /** Standard deviation of the response times in seconds; negative if there are less than two. */
  public double deviationSeconds() {
    long n = distributed();
    return n < 2
        ? -1
        : Math.sqrt(Math.max(0, (elapsedSquares - elapsedSeconds * elapsedSeconds / n) / (n - 1)));
  }

  /** Execution velocity, 0 to 100: using / (using + delay); negative if there are no samples. */
  public double velocity() {
    double all = samples.using() + samples.delay();
    return all <= 0 ? -1 : 100 * samples.using() / all;
  }
}
