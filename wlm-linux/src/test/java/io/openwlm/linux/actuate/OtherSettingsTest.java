package io.openwlm.linux.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.cgroup.SettingFile;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.definition.CgroupPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I/O weights and memory protection. */
class OtherSettingsTest {
  private static final long MIB = 1 << 20;

  @TempDir Path directory;
  private final MemoryKernel kernel = ActuatorRig.kernel(false);
  private ActuatorRig rig;

  @BeforeEach
  void open() throws IOException {
    for (String group : List.of("/wlm", "/wlm/web", "/wlm/x", "/wlm/x/1", "/wlm/x/2")) {
      file(group + "/io.weight", "default 100\n8:0 300\n", 10_000);
      file(group + "/io.bfq.weight", "default 100\n", 1_000);
      file(group + "/memory.low", "0\n", Long.MAX_VALUE);
    }
    scheduler("[bfq] mq-deadline none");
    rig = new ActuatorRig(directory, kernel);
  }

  private void restart() throws IOException {
    rig.close();
    rig = new ActuatorRig(directory, kernel);
  }

  @AfterEach
  void close() throws IOException {
    rig.close();
  }

  @Test
  void settingsAreThoseOfTheKernel() {
    kernel.fs.file(KernelRoot.CGROUP2, "/wlm/web/memory.low", 3 * MIB + "\n");
    assertThat(rig.actuator.settings())
        .containsExactly(new ClassSettings(100, 100, 3 * MIB), new ClassSettings(200, 200, 0));
  }

  @Test
  void originalsAreThoseBeforeTheFirstWrite() throws IOException {
    kernel.fs.file(KernelRoot.CGROUP2, "/wlm/web/memory.low", 3 * MIB + "\n");
    assertThat(rig.actuator.original(0)).isEqualTo(new ClassSettings(100, 100, 3 * MIB));
    apply(0, Setting.MEMORY_LOW, 64 * MIB, 1);
    apply(0, Setting.IO_WEIGHT, 1200, 1);
    apply(1, Setting.MEMORY_LOW, 10 * MIB, 1);
    assertThat(rig.actuator.original(0)).isEqualTo(new ClassSettings(100, 100, 3 * MIB));
    assertThat(rig.actuator.original(1)).isEqualTo(new ClassSettings(200, 200, 0));
    restart();
    assertThat(rig.actuator.original(0)).isEqualTo(new ClassSettings(100, 100, 3 * MIB));
  }

  @Test
  void withoutACountingSchedulerThereIsNoIoControl() {
    scheduler("[mq-deadline] bfq none");
    assertThat(rig.actuator.settings().getFirst()).isEqualTo(new ClassSettings(100, 0, 0));
    Outcome refused = apply(0, Setting.IO_WEIGHT, 500, 1).getFirst();
    assertThat(refused.result()).isEqualTo(Result.REFUSED);
    assertThat(refused.detail()).isEqualTo("no control of I/O weight");
    kernel.fs.file(KernelRoot.CGROUP2, "/io.cost.qos", "8:0 enable=1 ctrl=auto\n");
    rediscover();
    assertThat(rig.actuator.settings().getFirst()).isEqualTo(new ClassSettings(100, 100, 0));
  }

  @Test
  void aClassHasASettingOnlyIfAllItsGroupsHaveIt() {
    kernel.fs.remove(KernelRoot.CGROUP2, "/wlm/x/2/memory.low");
    kernel.fs.remove(KernelRoot.CGROUP2, "/wlm/x/1/io.bfq.weight");
    assertThat(rig.actuator.settings().get(1)).isEqualTo(ClassSettings.ofCpu(200));
  }

  @Test
  void hybridSystemsHaveNeither() throws IOException {
    MemoryKernel hybrid = new MemoryKernel(true).group("/web");
    ClassGroups web = new ClassGroups(List.of("WEB"));
    Group group = new Group("/web", hybrid.fs.inode(hybrid.tree, "/web"));
    web.set(List.of(List.of(group)), List.of(List.of()));
    CgroupActuator onHybrid =
        new CgroupActuator(
            hybrid.fs,
            CpuHierarchy.of(hybrid.fs).orElseThrow(),
            CgroupPath.ROOT,
            web,
            rig.journal,
            ActuatorRig.BACK_OFF);
    assertThat(onHybrid.settings()).containsExactly(ClassSettings.ofCpu(100));
  }

  @Test
  void dividesAnIoWeightAndReadsItBackAsWanted() {
    kernel.fs.file(KernelRoot.CGROUP2, "/io.cost.qos", "8:0 enable=1\n");
    rediscover();
    assertThat(results(apply(1, Setting.IO_WEIGHT, 501, 1)))
        .containsExactly(Result.APPLIED, Result.APPLIED);
    assertThat(read("/wlm/x/1/io.weight")).isEqualTo("251");
    assertThat(read("/wlm/x/2/io.weight")).isEqualTo("250");
    assertThat(rig.actuator.settings().get(1)).isEqualTo(new ClassSettings(200, 501, 0));
  }

  @Test
  void aValueThatTheKernelRoundsReadsAsItWasWanted() {
    apply(0, Setting.IO_WEIGHT, 5003, 1);
    apply(0, Setting.MEMORY_LOW, 100_000, 1);
    assertThat(read("/wlm/web/io.bfq.weight")).isEqualTo("546");
    assertThat(read("/wlm/web/memory.low")).isEqualTo("65536");
    assertThat(rig.actuator.settings().getFirst()).isEqualTo(new ClassSettings(100, 5003, 100_000));
    kernel.fs.write(KernelRoot.CGROUP2, "/wlm/web/io.bfq.weight", "200");
    assertThat(rig.actuator.settings().getFirst().ioWeight()).isEqualTo(1200);
  }

  @Test
  void protectionReachesUpToTheRootOfTheDefinitionAndNotFurther() {
    file("/memory.low", "0\n", Long.MAX_VALUE);
    apply(1, Setting.MEMORY_LOW, 64 * MIB, 1);
    apply(0, Setting.MEMORY_LOW, 16 * MIB, 1);
    assertThat(read("/wlm/x/1/memory.low")).isEqualTo(Long.toString(32 * MIB));
    assertThat(read("/wlm/x/memory.low")).isEqualTo(Long.toString(64 * MIB));
    assertThat(read("/wlm/memory.low")).isEqualTo(Long.toString(80 * MIB));
    assertThat(read("/memory.low")).isEqualTo("0");
    apply(1, Setting.MEMORY_LOW, 0, 2);
    assertThat(read("/wlm/x/memory.low")).isEqualTo("0");
    assertThat(read("/wlm/memory.low")).isEqualTo(Long.toString(16 * MIB));
    assertThat(rig.actuator.release(3).outcomes()).isEmpty();
  }

  @Test
  void aGroupAboveNeverHasLessThanBefore() {
    kernel.fs.write(KernelRoot.CGROUP2, "/wlm/memory.low", Long.toString(32 * MIB));
    apply(0, Setting.MEMORY_LOW, 16 * MIB, 1);
    assertThat(read("/wlm/memory.low")).isEqualTo(Long.toString(32 * MIB));
    apply(0, Setting.MEMORY_LOW, 48 * MIB, 2);
    apply(0, Setting.MEMORY_LOW, 0, 3);
    assertThat(read("/wlm/memory.low")).isEqualTo(Long.toString(32 * MIB));
  }

  @Test
  void restoreBringsBackEveryFileAlsoAfterARestart() throws IOException {
    kernel.fs.write(KernelRoot.CGROUP2, "/wlm/web/memory.low", "max");
    apply(0, Setting.MEMORY_LOW, 16 * MIB, 1);
    apply(0, Setting.IO_WEIGHT, 50, 1);
    restart();
    assertThat(rig.actuator.isAdopted(0)).as("no CPU weight was written").isFalse();
    assertThat(results(rig.actuator.restore(2).outcomes())).containsOnly(Result.APPLIED);
    assertThat(read("/wlm/web/memory.low")).isEqualTo("max");
    assertThat(read("/wlm/memory.low")).isEqualTo("0");
    assertThat(read("/wlm/web/io.bfq.weight")).isEqualTo("100");
    assertThat(rig.journal.entries()).isEmpty();
  }

  @Test
  void aForeignValueInOneFileLeavesTheClassAlone() {
    apply(0, Setting.MEMORY_LOW, 16 * MIB, 1);
    kernel.fs.write(KernelRoot.CGROUP2, "/wlm/web/memory.low", "4096");
    assertThat(results(apply(0, Setting.MEMORY_LOW, 32 * MIB, 2)))
        .containsExactly(Result.FOREIGN_WRITER);
    assertThat(results(apply(0, Setting.CPU_WEIGHT, 300, 3)))
        .containsExactly(Result.FOREIGN_WRITER);
    assertThat(read("/wlm/memory.low")).as("unchanged").isEqualTo(Long.toString(16 * MIB));
    assertThat(results(apply(0, Setting.MEMORY_LOW, 32 * MIB, 2 + ActuatorRig.BACK_OFF)))
        .containsExactly(Result.APPLIED);
  }

  @Test
  void groupsThatNoClassHasAnyMoreGetTheirValuesBackAndSoDoThoseAbove() {
    apply(1, Setting.MEMORY_LOW, 64 * MIB, 1);
    rig.groups.set(
        List.of(List.of(rig.group("/wlm/web")), List.of()), List.of(List.of(), List.of()));
    assertThat(rig.actuator.release(2).outcomes())
        .extracting(Outcome::target)
        .containsExactlyInAnyOrder(
            "/wlm/x/1/memory.low", "/wlm/x/2/memory.low", "/wlm/x/memory.low");
    assertThat(read("/wlm/x/memory.low")).isEqualTo("0");
  }

  @Test
  void bfqWeightsKeepTheirOrderAndOneHundredStays() {
    long before = 0;
    for (int weight = 1; weight <= 10_000; weight++) {
      long kernelValue = SettingFile.BFQ_WEIGHT.toKernel(weight);
      assertThat(kernelValue).isBetween(before, 1_000L);
      long back = SettingFile.BFQ_WEIGHT.fromKernel(kernelValue);
      assertThat(SettingFile.BFQ_WEIGHT.toKernel(back)).isEqualTo(kernelValue);
      before = kernelValue;
    }
    assertThat(before).isEqualTo(1_000);
    assertThat(SettingFile.BFQ_WEIGHT.toKernel(100)).isEqualTo(100);
  }

  private void rediscover() {
    rig.groups.set(
        List.of(rig.groups.groups(0), rig.groups.groups(1)),
        List.of(rig.groups.loose(0), rig.groups.loose(1)));
  }

  private void scheduler(String text) {
    kernel.fs.file(KernelRoot.SYS, "/block/sda/queue/scheduler", text + "\n");
  }

  private void file(String path, String text, long max) {
    kernel.fs.writable(
        KernelRoot.CGROUP2,
        path,
        text,
        written -> {
          String value = written.strip();
          return value.equals("max")
                  || (KernelText.parse(value) >= 0 && Long.parseLong(value) <= max)
              ? new KernelAnswer.Value(value + "\n")
              : new KernelAnswer.Failed("EINVAL");
        });
  }

  private String read(String path) {
    return rig.read(path);
  }

  private List<Outcome> apply(int classIndex, Setting setting, long value, long now) {
    return rig.apply(classIndex, setting, value, now);
  }

  private static List<Result> results(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::result).toList();
  }
}
