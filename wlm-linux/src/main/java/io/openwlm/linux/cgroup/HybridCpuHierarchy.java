package io.openwlm.linux.cgroup;

import io.openwlm.linux.fs.KernelRoot;

/**
 * cgroup v1 with its {@code cpu.shares}, 2 to 262144, default 1024. A weight of 100 is 1024 shares;
 * every weight from 1 to 10000 has shares of its own, so that the way back is exact.
 */
public final class HybridCpuHierarchy implements CpuHierarchy {
  private static final long MIN_SHARES = 2;
  private static final long MAX_SHARES = 262_144;
  private static final long DEFAULT_SHARES = 1024;
  private static final long DEFAULT_WEIGHT = 100;

  @Override
  public String mode() {
    return "hybrid";
  }

  @Override
  public KernelRoot root() {
    return KernelRoot.CGROUP1_CPU;
  }

  @Override
  public String weightFile() {
    return "cpu.shares";
  }

  @Override
  public long toKernel(int weight) {
    long valid = Math.clamp(weight, 1, 10_000);
    return (valid * DEFAULT_SHARES + DEFAULT_WEIGHT / 2) / DEFAULT_WEIGHT;
  }

  @Override
  public int toWeight(long kernelValue) {
    long shares = Math.clamp(kernelValue, MIN_SHARES, MAX_SHARES);
    return Math.clamp((shares * DEFAULT_WEIGHT + DEFAULT_SHARES / 2) / DEFAULT_SHARES, 1, 10_000);
  }

  @Override
  public boolean isKernelValue(long kernelValue) {
    return kernelValue >= MIN_SHARES && kernelValue <= MAX_SHARES;
  }

  @Override
  public String throttledKey() {
    return "throttled_time";
  }

  @Override
  public long throttledUnitNanos() {
    return 1;
  }
}
