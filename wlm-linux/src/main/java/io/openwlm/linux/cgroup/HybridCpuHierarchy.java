package io.openwlm.linux.cgroup;

import io.openwlm.linux.fs.KernelRoot;

/** cgroup v1 with its {@code cpu.shares}. */
public final class HybridCpuHierarchy implements CpuHierarchy {

  @Override
  public String mode() {
    return "hybrid";
  }

  @Override
  public KernelRoot root() {
    return KernelRoot.CGROUP1_CPU;
  }

  @Override
  public SettingFile weight() {
    return SettingFile.CPU_SHARES;
  }

  @Override
  public SettingFile limit() {
    return SettingFile.CFS_QUOTA;
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
