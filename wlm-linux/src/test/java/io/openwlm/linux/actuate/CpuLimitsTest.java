package io.openwlm.linux.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.cgroup.SettingFile;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.decision.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CPU limits of both generations of control groups. */
class CpuLimitsTest {
  private static final List<String> GROUPS = List.of("/wlm/web", "/wlm/x/1", "/wlm/x/2");

  @TempDir Path directory;
  private MemoryKernel kernel = ActuatorRig.kernel(false);
  private ActuatorRig rig;

  private void start(boolean hybrid) throws IOException {
    kernel = ActuatorRig.kernel(hybrid);
    for (String group : GROUPS) {
      if (hybrid) {
        file(group + "/cpu.cfs_quota_us", "-1\n");
        file(group + "/cpu.cfs_period_us", "100000\n");
      } else {
        file(group + "/cpu.max", "max 100000\n");
      }
    }
    rig = new ActuatorRig(directory, kernel);
  }

  @AfterEach
  void close() throws IOException {
    rig.close();
  }

  private void file(String path, String text) {
    kernel.fs.writable(kernel.tree, path, text);
  }

  private String read(String path) {
    return rig.read(path);
  }

  private List<Outcome> limit(int classIndex, long limit) {
    return rig.apply(classIndex, Setting.CPU_LIMIT, limit, 1);
  }

  private long limit(int classIndex) {
    return rig.actuator.settings().get(classIndex).cpuLimitMicros();
  }

  @Test
  void setsLiftsAndRestoresALimit() throws IOException {
    start(false);
    assertThat(limit(0)).isEqualTo(CpuLimit.NONE);
    assertThat(limit(0, 150_000)).extracting(Outcome::result).containsExactly(Result.APPLIED);
    assertThat(read("/wlm/web/cpu.max")).isEqualTo("150000 100000");
    assertThat(limit(0)).isEqualTo(150_000);
    limit(0, CpuLimit.NONE);
    assertThat(read("/wlm/web/cpu.max")).isEqualTo("max 100000");
    limit(0, 20_000);
    rig.close();
    rig = new ActuatorRig(directory, kernel);
    rig.actuator.restore(2);
    assertThat(read("/wlm/web/cpu.max")).isEqualTo("max 100000");
  }

  @Test
  void aPeriodThatSomebodyChoseStays() throws IOException {
    start(false);
    file("/wlm/web/cpu.max", "80000 50000\n");
    assertThat(limit(0)).isEqualTo(160_000);
    limit(0, 30_000);
    assertThat(read("/wlm/web/cpu.max")).isEqualTo("15000 50000");
    assertThat(limit(0)).isEqualTo(30_000);
    assertThat(rig.actuator.original(0).cpuLimitMicros()).isEqualTo(160_000);
    limit(0, 160_000);
    assertThat(read("/wlm/web/cpu.max")).as("lifted").isEqualTo("80000 50000");
  }

  @Test
  void onHybridOnlyTheQuotaIsWritten() throws IOException {
    start(true);
    file("/wlm/web/cpu.cfs_period_us", "250000\n");
    assertThat(limit(0)).isEqualTo(CpuLimit.NONE);
    limit(0, 40_000);
    assertThat(read("/wlm/web/cpu.cfs_quota_us")).isEqualTo("100000");
    assertThat(read("/wlm/web/cpu.cfs_period_us")).isEqualTo("250000");
    assertThat(limit(0)).isEqualTo(40_000);
    rig.actuator.restore(2);
    assertThat(read("/wlm/web/cpu.cfs_quota_us")).isEqualTo("-1");
  }

  @Test
  void theKernelsLeastIsKeptInAShortPeriod() throws IOException {
    start(false);
    file("/wlm/web/cpu.max", "max 10000\n");
    assertThat(limit(0, 1_000)).extracting(Outcome::result).containsExactly(Result.APPLIED);
    assertThat(read("/wlm/web/cpu.max")).isEqualTo("1000 10000");
    assertThat(limit(0)).as("reads as it was wanted").isEqualTo(1_000);
  }

  @Test
  void aLimitOfAClassGoesToTheGroupsThatUseIt() throws IOException {
    start(false);
    limit(1, 100_000);
    assertThat(read("/wlm/x/1/cpu.max")).isEqualTo("50000 100000");
    assertThat(limit(1)).isEqualTo(100_000);
    kernel.cpuStat("/wlm/x/1", 3_000_000, 0);
    limit(1, 120_000);
    assertThat(read("/wlm/x/1/cpu.max")).isEqualTo("107200 100000");
    assertThat(read("/wlm/x/2/cpu.max")).isEqualTo("12800 100000");
    assertThat(limit(1)).as("together what was wanted").isEqualTo(120_000);
  }

  @Test
  void aClassWithOneUnlimitedGroupHasNoLimit() throws IOException {
    start(false);
    file("/wlm/x/1/cpu.max", "20000 100000\n");
    assertThat(limit(1)).isEqualTo(CpuLimit.NONE);
    limit(1, 50_000);
    limit(1, CpuLimit.NONE);
    assertThat(read("/wlm/x/1/cpu.max")).as("its own").isEqualTo("20000 100000");
    assertThat(read("/wlm/x/2/cpu.max")).isEqualTo("max 100000");
  }

  @Test
  void aLimitOfSomebodyElseIsNotFought() throws IOException {
    start(false);
    limit(0, 50_000);
    file("/wlm/web/cpu.max", "70000 100000\n");
    assertThat(limit(0, 40_000)).extracting(Outcome::result).containsExactly(Result.FOREIGN_WRITER);
    assertThat(read("/wlm/web/cpu.max")).isEqualTo("70000 100000");
  }

  @Test
  void textsAreThoseOfTheKernel() throws IOException {
    start(false);
    assertThat(SettingFile.CPU_MAX.format(SettingFile.CPU_MAX.parse("max 100000\n")))
        .isEqualTo("max 100000");
    assertThat(SettingFile.CPU_MAX.format(SettingFile.CPU_MAX.parse("1234 5678\n")))
        .isEqualTo("1234 5678");
    for (String strange : List.of("", "max max", "-1 100000", "1 2 3", "99999999999999 100000")) {
      assertThat(SettingFile.CPU_MAX.isKernelValue(SettingFile.CPU_MAX.parse(strange)))
          .as(strange)
          .isFalse();
    }
    assertThat(SettingFile.CFS_QUOTA.format(SettingFile.CFS_QUOTA.parse("-1\n"))).isEqualTo("-1");
    assertThat(SettingFile.CFS_QUOTA.isKernelValue(999)).isFalse();
  }
}
