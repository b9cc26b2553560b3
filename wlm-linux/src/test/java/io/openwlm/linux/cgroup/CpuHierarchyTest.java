package io.openwlm.linux.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.MemoryKernelFs;
import org.junit.jupiter.api.Test;

class CpuHierarchyTest {

  @Test
  void everyWeightComesBackFromTheKernelsUnit() {
    for (CpuHierarchy hierarchy :
        new CpuHierarchy[] {new UnifiedCpuHierarchy(), new HybridCpuHierarchy()}) {
      long before = 0;
      for (int weight = 1; weight <= 10_000; weight++) {
        long kernel = hierarchy.toKernel(weight);
        assertThat(hierarchy.toWeight(kernel)).as(hierarchy.mode()).isEqualTo(weight);
        assertThat(hierarchy.weight().isKernelValue(kernel)).as("%s %s", weight, kernel).isTrue();
        assertThat(kernel).isGreaterThan(before);
        before = kernel;
      }
    }
  }

  @Test
  void defaultsOfBothGenerationsAreTheSameWeight() {
    assertThat(new HybridCpuHierarchy().toWeight(1024)).isEqualTo(100);
    assertThat(new HybridCpuHierarchy().toKernel(100)).isEqualTo(1024);
  }

  @Test
  void valuesOutsideTheRangeBecomeTheNearestWeight() {
    HybridCpuHierarchy hybrid = new HybridCpuHierarchy();
    assertThat(hybrid.toWeight(2)).isEqualTo(1);
    assertThat(hybrid.toWeight(262_144)).isEqualTo(10_000);
    assertThat(hybrid.toWeight(-1)).isEqualTo(1);
    assertThat(new UnifiedCpuHierarchy().toWeight(Long.MAX_VALUE)).isEqualTo(10_000);
  }

  @Test
  void choosesTheHierarchyThatHasTheCpuController() {
    MemoryKernelFs unified = new MemoryKernelFs(KernelRoot.CGROUP2);
    unified.file(KernelRoot.CGROUP2, "/cgroup.controllers", "cpuset cpu io\n");
    assertThat(CpuHierarchy.of(unified)).containsInstanceOf(UnifiedCpuHierarchy.class);

    MemoryKernelFs hybrid = new MemoryKernelFs(KernelRoot.CGROUP2, KernelRoot.CGROUP1_CPU);
    hybrid.file(KernelRoot.CGROUP2, "/cgroup.controllers", "cpuset hugetlb\n");
    assertThat(CpuHierarchy.of(hybrid)).containsInstanceOf(HybridCpuHierarchy.class);

    MemoryKernelFs none = new MemoryKernelFs(KernelRoot.CGROUP2);
    none.file(KernelRoot.CGROUP2, "/cgroup.controllers", "\n");
    assertThat(CpuHierarchy.of(none)).isEmpty();
  }

  @Test
  void countsCpus() {
    assertThat(CpuCount.count("0-3,8")).isEqualTo(5);
    assertThat(CpuCount.count("0")).isEqualTo(1);
    for (String wrong : new String[] {"", "x", "3-1", "1-2-3", "0-99999999"}) {
      assertThat(CpuCount.count(wrong)).as(wrong).isZero();
    }
  }
}
