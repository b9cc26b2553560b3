package io.openwlm.linux.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MountTableTest {

  @Test
  void findsTheHierarchiesOfAHybridSystem() {
    String text =
        """
        22 27 0:21 / /proc rw,relatime - proc proc rw
        23 27 0:22 / /sys rw,relatime shared:7 - sysfs sysfs rw
        32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
        34 31 0:31 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset
        41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
        """;
    assertThat(MountTable.roots(text))
        .isEqualTo(
            Map.of(
                KernelRoot.PROC, Path.of("/proc"),
                KernelRoot.SYS, Path.of("/sys"),
                KernelRoot.CGROUP1_CPU, Path.of("/sys/fs/cgroup/cpu,cpuacct"),
                KernelRoot.CGROUP2, Path.of("/sys/fs/cgroup/unified")));
  }

  @Test
  void readsEscapedMountPoints() {
    assertThat(MountTable.roots("1 2 0:1 / /my\\040dir\\134x rw - cgroup2 c rw"))
        .isEqualTo(Map.of(KernelRoot.CGROUP2, Path.of("/my dir\\x")));
  }

  @Test
  void passesOverLinesItCannotRead() {
    assertThat(MountTable.roots("\nnonsense\n1 2 - cgroup2\n1 2 0:1 / /c rw - cgroup2\n"))
        .isEmpty();
  }
}
