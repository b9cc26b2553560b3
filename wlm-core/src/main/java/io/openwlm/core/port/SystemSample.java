package io.openwlm.core.port;

import io.openwlm.model.measurement.ClassPresence;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One look at the machine: totals since some unspecified start, per service class in the order of
 * the definition, and per report class. A reused, mutable structure, so that sampling allocates
 * nothing; owned by the cycle's thread. Totals never fall between two samples, except after {@link
 * #generation} changed.
 */
public final class SystemSample {
  /** In a total that is not known. */
  public static final long UNKNOWN = -1;

  private final int classes;

  /**
   * The same for the report classes, as far as tasks tell: processes, run time (as usage too), and
   * delays; null without report classes. Its totals are part of those of the service classes.
   */
  public final @Nullable SystemSample reports;

  /** Rises when totals may have restarted (a class got other control groups). */
  public final long[] generation;

  /** Never null after a sample. */
  public final ClassPresence[] presence;

  /** Processes now. */
  public final int[] processes;

  /** CPU time used by the class's control groups. */
  public final long[] usageNanos;

  /** Time the class's threads ran, as schedstat or taskstats tells; {@link #UNKNOWN} without. */
  public final long[] runNanos;

  /** Time they were runnable and waited, own throttling included; {@link #UNKNOWN} without. */
  public final long[] runDelayNanos;

  /** Time the class was throttled by its own CPU limit. */
  public final long[] throttledNanos;

  /** The part of {@link #usageNanos} spent in the kernel; {@link #UNKNOWN} if not told. */
  public final long[] systemNanos;

  /** Time the class's threads waited for block I/O; {@link #UNKNOWN} if not told. */
  public final long[] ioDelayNanos;

  /** Time they waited for memory (reclaim, refaults, swap-in); {@link #UNKNOWN} if not told. */
  public final long[] memoryDelayNanos;

  /** Time transactions waited in queues that are managed; {@link #UNKNOWN} without any. */
  public final long[] queueDelayNanos;

  /** Reads and writes on block devices; {@link #UNKNOWN} if not told. */
  public final long[] ioOperations;

  /** Pages that were evicted and soon read back, from swap or not; {@link #UNKNOWN} if not told. */
  public final long[] refaults;

  /** Those of them that came from swap; {@link #UNKNOWN} if not told. */
  public final long[] swapIns;

  /** Memory charged now (no total); {@link #UNKNOWN} if not told. */
  public final long[] memoryBytes;

  /** PSI cpu some total; {@link #UNKNOWN} without PSI. */
  public final long[] cpuPressureNanos;

  /** PSI memory some total; {@link #UNKNOWN} without PSI. */
  public final long[] memoryPressureNanos;

  /** PSI I/O some total; {@link #UNKNOWN} without PSI. */
  public final long[] ioPressureNanos;

  /** PSI cpu some total of the whole system; {@link #UNKNOWN} without PSI. */
  public long systemCpuPressureNanos = UNKNOWN;

  /** When the sample was taken, on the monotonic clock. */
  public long atNanos;

  public SystemSample(int classes) {
    this(classes, 0);
  }

  public SystemSample(int classes, int reportClasses) {
    this.classes = classes;
    reports = reportClasses == 0 ? null : new SystemSample(reportClasses);
    generation = new long[classes];
    presence = new ClassPresence[classes];
    Arrays.fill(presence, ClassPresence.NO_CGROUP);
    processes = new int[classes];
    usageNanos = new long[classes];
    runNanos = new long[classes];
    runDelayNanos = new long[classes];
    throttledNanos = new long[classes];
    systemNanos = unknown(classes);
    ioDelayNanos = unknown(classes);
    memoryDelayNanos = unknown(classes);
    queueDelayNanos = unknown(classes);
    ioOperations = unknown(classes);
    refaults = unknown(classes);
    swapIns = unknown(classes);
    memoryBytes = unknown(classes);
    cpuPressureNanos = new long[classes];
    memoryPressureNanos = new long[classes];
    ioPressureNanos = new long[classes];
  }

  private static long[] unknown(int classes) {
    long[] totals = new long[classes];
    Arrays.fill(totals, UNKNOWN);
    return totals;
  }

  public int classes() {
    return classes;
  }

  /** Takes over every value of another sample of the same size. Allocates nothing. */
  public void copyFrom(SystemSample other) {
    System.arraycopy(other.generation, 0, generation, 0, classes);
    System.arraycopy(other.presence, 0, presence, 0, classes);
    System.arraycopy(other.processes, 0, processes, 0, classes);
    System.arraycopy(other.usageNanos, 0, usageNanos, 0, classes);
    System.arraycopy(other.runNanos, 0, runNanos, 0, classes);
    System.arraycopy(other.runDelayNanos, 0, runDelayNanos, 0, classes);
    System.arraycopy(other.throttledNanos, 0, throttledNanos, 0, classes);
    System.arraycopy(other.systemNanos, 0, systemNanos, 0, classes);
    System.arraycopy(other.ioDelayNanos, 0, ioDelayNanos, 0, classes);
    System.arraycopy(other.memoryDelayNanos, 0, memoryDelayNanos, 0, classes);
    System.arraycopy(other.queueDelayNanos, 0, queueDelayNanos, 0, classes);
    System.arraycopy(other.ioOperations, 0, ioOperations, 0, classes);
    System.arraycopy(other.refaults, 0, refaults, 0, classes);
    System.arraycopy(other.swapIns, 0, swapIns, 0, classes);
    System.arraycopy(other.memoryBytes, 0, memoryBytes, 0, classes);
    System.arraycopy(other.cpuPressureNanos, 0, cpuPressureNanos, 0, classes);
    System.arraycopy(other.memoryPressureNanos, 0, memoryPressureNanos, 0, classes);
    System.arraycopy(other.ioPressureNanos, 0, ioPressureNanos, 0, classes);
    systemCpuPressureNanos = other.systemCpuPressureNanos;
    atNanos = other.atNanos;
    if (reports != null && other.reports != null) {
      reports.copyFrom(other.reports);
    }
  }
}
