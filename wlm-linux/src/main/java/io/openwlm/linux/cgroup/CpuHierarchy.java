package io.openwlm.linux.cgroup;

import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import java.util.Optional;

/**
 * The hierarchy that carries CPU weights, and the names and units of its files. A weight is 1 to
 * 10000 everywhere in OpenWLM; only an implementation knows what the kernel calls it.
 */
public sealed interface CpuHierarchy permits UnifiedCpuHierarchy, HybridCpuHierarchy {

  /** {@code cgroup2} or {@code hybrid}. */
  String mode();

  /** The hierarchy in which groups are named, processes are placed and weights are written. */
  KernelRoot root();

  /** The file with the weight. */
  SettingFile weight();

  /** The file with the CPU limit. */
  SettingFile limit();

  /** Name of the file with the weight. */
  default String weightFile() {
    return weight().fileName();
  }

  /** A weight, 1 to 10000, in the kernel's unit. */
  default long toKernel(int weight) {
    return weight().toKernel(weight);
  }

  /** The kernel's value as a weight, 1 to 10000; the nearest one if there is no exact one. */
  default int toWeight(long kernelValue) {
    return (int) weight().fromKernel(kernelValue);
  }

  /** The line of {@code cpu.stat} in {@link #root()} that tells the time throttled. */
  String throttledKey();

  /** Nanoseconds in one unit of {@link #throttledKey()}. */
  long throttledUnitNanos();

  /**
   * The hierarchy this machine uses: v2 if its cpu controller is there, else the v1 hierarchy with
   * the v2 tree beside it; empty if there is neither.
   */
  static Optional<CpuHierarchy> of(KernelFs fs) {
    if (UnifiedCpuHierarchy.isThere(fs)) {
      return Optional.of(new UnifiedCpuHierarchy());
    }
    return fs.has(KernelRoot.CGROUP1_CPU)
        ? Optional.of(new HybridCpuHierarchy())
        : Optional.empty();
  }
}
