package io.openwlm.linux.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.fs.FaultyKernelFs;
import io.openwlm.linux.fs.FaultyKernelFs.Operation;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.MemoryKernelFs;
import org.junit.jupiter.api.Test;

class CapabilityProbeTest {

  @Test
  void aCompleteMachineCanEnforceAndNothingIsLeftBehind() {
    for (boolean hybrid : new boolean[] {true, false}) {
      MemoryKernel kernel = new MemoryKernel(hybrid);
      kernel.fs.file(KernelRoot.PROC, "/self/status", "Name:\tx\nCapEff:\t000001ffffffffff\n");
      kernel.process(1, "init", "/", 1);
      Capabilities found = CapabilityProbe.probe(kernel.fs);
      assertThat(found.canEnforce()).isTrue();
      assertThat(found.mode()).isEqualTo(hybrid ? "hybrid" : "cgroup2");
      assertThat(found.pressure() && found.usingDelay() && found.taskstats()).isTrue();
      assertThat(found.findings())
          .allMatch(finding -> finding.level() == Finding.Level.OK, "all well");
      assertThat(kernel.fs.list(kernel.tree, "/").toString()).doesNotContain("probe");
    }
  }

  @Test
  void whatIsMissingHasAnEffectAndARemedy() {
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.fs.remove(KernelRoot.PROC, "/pressure").remove(KernelRoot.PROC, "/self");
    kernel.fs.file(KernelRoot.SYS, "/kernel/sched_ext/state", "enabled\n");
    kernel.fs.file(KernelRoot.PROC, "/sys/kernel/sched_autogroup_enabled", "1\n");
    kernel.process(1, "init", "/", 1).process(7, "hidden", "/", 1);
    kernel.fs.remove(KernelRoot.PROC, "/7/exe");
    Capabilities found = CapabilityProbe.probe(kernel.fs);
    assertThat(found.schedExt()).isTrue();
    assertThat(found.findings().getLast().fact())
        .isEqualTo("the executables of 1 of 2 processes cannot be read");
    assertThat(found.pressure() || found.usingDelay() || found.taskstats()).isFalse();
    assertThat(found.findings())
        .filteredOn(finding -> finding.level() == Finding.Level.WARN)
        .extracting(Finding::subject)
        .containsExactly(
            "PSI", "schedstat", "taskstats", "sched_ext", "autogroup", "other processes");
    assertThat(found.findings())
        .filteredOn(finding -> finding.level() != Finding.Level.OK)
        .allMatch(finding -> !finding.effect().isEmpty() && !finding.remedy().isEmpty());
  }

  @Test
  void withoutTheRightToMakeGroupsItCanOnlyObserve() {
    MemoryKernel kernel = new MemoryKernel(false);
    FaultyKernelFs denied =
        new FaultyKernelFs(kernel.fs)
            .always(Operation.MAKE_DIRECTORY, _ -> true, new KernelAnswer.Denied("EROFS"));
    Capabilities found = CapabilityProbe.probe(denied);
    assertThat(found.canEnforce()).isFalse();
    assertThat(found.findings().getFirst().fact()).contains("EROFS");
    assertThat(found.findings().getFirst().level()).isEqualTo(Finding.Level.FAIL);
  }

  @Test
  void withoutAnyHierarchyTheModeIsNone() {
    Capabilities found = CapabilityProbe.probe(new MemoryKernelFs(KernelRoot.PROC));
    assertThat(found.mode()).isEqualTo(Capabilities.NO_MODE);
    assertThat(found.canEnforce()).isFalse();
  }
}
