package io.openwlm.linux.cgroup;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import java.util.Arrays;

/** cgroup v2: {@code cpu.weight}, 1 to 10000, default 100. */
public final class UnifiedCpuHierarchy implements CpuHierarchy {

  static boolean isThere(KernelFs fs) {
    return fs.has(KernelRoot.CGROUP2)
        && fs.read(KernelRoot.CGROUP2, "/cgroup.controllers")
            instanceof KernelAnswer.Value(String controllers)
        && Arrays.asList(controllers.strip().split(" ")).contains("cpu");
  }

  @Override
  public String mode() {
    return "cgroup2";
  }

  @Override
  public KernelRoot root() {
    return KernelRoot.CGROUP2;
  }

  @Override
  public String weightFile() {
    return "cpu.weight";
  }

  @Override
  public long toKernel(int weight) {
    return Math.clamp(weight, 1, 10_000);
  }

  @Override
  public int toWeight(long kernelValue) {
    return Math.clamp(kernelValue, 1, 10_000);
  }

  @Override
  public boolean isKernelValue(long kernelValue) {
    return kernelValue >= 1 && kernelValue <= 10_000;
  }

  @Override
  public String throttledKey() {
    return "throttled_usec";
  }

  @Override
  public long throttledUnitNanos() {
    return 1_000;
  }
}
