package io.openwlm.linux.cgroup;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import java.util.Arrays;

/** cgroup v2 with its {@code cpu.weight}. */
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
  public SettingFile weight() {
    return SettingFile.CPU_WEIGHT;
  }

  @Override
  public SettingFile limit() {
    return SettingFile.CPU_MAX;
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
