package io.openwlm.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.linux.fs.FaultyKernelFs;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessTableTest {
  private static final String ID = "0123456789abcdef".repeat(4);

  @Test
  void describesAProcess() {
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.process(42, "nginx", "/system.slice/nginx.service", 777);
    kernel.fs.ownedBy(KernelRoot.PROC, "/42", "www");
    ProcessInfo process = new ProcessTable(kernel.fs).scan().getFirst();
    assertThat(process.pid()).isEqualTo(42);
    assertThat(process.startTicks()).isEqualTo(777);
    assertThat(process.group()).isEqualTo("/system.slice/nginx.service");
    assertThat(process.work().get(QualifierType.EXECUTABLE)).isEqualTo("/usr/bin/nginx");
    assertThat(process.work().get(QualifierType.TN)).isEqualTo("nginx");
    assertThat(process.work().get(QualifierType.UI)).isEqualTo("www");
    assertThat(process.work().get(QualifierType.SYSTEMD_UNIT)).isEqualTo("nginx.service");
    assertThat(process.work().get(QualifierType.CONTAINER)).isNull();
  }

  @Test
  void servicesAreStartedTasksAndAllElseIsOmvs() {
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.process(1, "systemd", "/init.scope", 1);
    kernel.process(42, "nginx", "/system.slice/nginx.service", 1);
    kernel.process(43, "dbus", "/system.slice/dbus.service", 1);
    kernel.process(44, "vi", "/user.slice/user-7.slice/session-3.scope", 1);
    ProcessTable table = new ProcessTable(kernel.fs);
    assertThat(table.scan())
        .extracting(p -> p.work().subsystem() + " " + p.work().get(QualifierType.SPM))
        .containsExactly("STC SYSTEM", "STC null", "STC SYSSTC", "OMVS null");
  }

  @Test
  void namesGroupAndHost() {
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.process(42, "nginx", "/", 1);
    kernel.fs.ownedBy(KernelRoot.PROC, "/42", "www", "web");
    int[] readings = {0};
    kernel.fs.file(
        KernelRoot.PROC,
        "/sys/kernel/hostname",
        () -> {
          readings[0]++;
          return "box1\n";
        });
    ProcessTable table = new ProcessTable(kernel.fs);
    for (int i = 0; i < 3; i++) {
      assertThat(table.scan().getFirst().work().get(QualifierType.GROUP)).isEqualTo("web");
      assertThat(table.scan().getFirst().work().get(QualifierType.SY)).isEqualTo("box1");
    }
    assertThat(readings[0]).isEqualTo(1);
  }

  @Test
  void describesTheContainerOfAProcess(@TempDir Path root) throws IOException {
    Path file = root.resolve("var/lib/docker/containers/" + ID + "/config.v2.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "{\"Config\":{\"Image\":\"db:1\",\"Labels\":{\"b\":\"2\",\"a\":\"1\"}}}");
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.process(42, "db", "/system.slice/docker-" + ID + ".scope", 1);
    kernel.process(43, "forger", "/user.slice/user-7.slice/user@7.service/" + ID, 1);
    ProcessTable table = new ProcessTable(kernel.fs, ContainerFacts.at(root));
    ProcessInfo process = table.process(42).orElseThrow();
    assertThat(process.work().subsystem()).isEqualTo(SubsystemType.OMVS);
    assertThat(process.work().get(QualifierType.CONTAINER)).isEqualTo(ID);
    assertThat(process.work().get(QualifierType.CONTAINER_IMAGE)).isEqualTo("db:1");
    assertThat(process.work().get(QualifierType.POD_LABEL)).isEqualTo("a=1\nb=2");
    ProcessInfo forger = table.process(43).orElseThrow();
    assertThat(forger.work().get(QualifierType.CONTAINER_IMAGE)).isNull();
    assertThat(forger.work().get(QualifierType.POD_LABEL)).isNull();
  }

  @Test
  void forgetsContainersWithoutProcesses(@TempDir Path root) throws IOException {
    Path file = root.resolve("var/lib/docker/containers/" + ID + "/config.v2.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"Config\":{\"Image\":\"db:1\"}}");
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.process(42, "db", "/docker/" + ID, 1);
    ProcessTable table = new ProcessTable(kernel.fs, ContainerFacts.at(root));
    assertThat(table.scan()).hasSize(1);
    Files.delete(file);
    assertThat(table.scan().getFirst().work().get(QualifierType.CONTAINER_IMAGE)).isEqualTo("db:1");
    kernel.endProcess(42);
    assertThat(table.scan()).isEmpty();
    kernel.process(42, "db", "/docker/" + ID, 2);
    assertThat(table.scan().getFirst().work().get(QualifierType.CONTAINER_IMAGE)).isNull();
  }

  @Test
  void hybridShowsTheCpuPathUnlessItIsTheRoot() {
    MemoryKernel kernel = new MemoryKernel(true);
    kernel.process(1, "a", "/", 1);
    kernel.fs.file(KernelRoot.PROC, "/1/cgroup", "4:memory:/m\n3:cpu:/\n0::/init.scope\n");
    kernel.process(22, "b", "/", 1);
    kernel.fs.file(KernelRoot.PROC, "/22/cgroup", "3:cpu,cpuacct:/web\n0::/other\n");
    ProcessTable table = new ProcessTable(kernel.fs);
    ProcessInfo first = table.process(1).orElseThrow();
    assertThat(first.work().get(QualifierType.CGROUP)).isEqualTo("/init.scope");
    assertThat(first.group()).isEqualTo("/");
    ProcessInfo second = table.process(22).orElseThrow();
    assertThat(second.work().get(QualifierType.CGROUP)).isEqualTo("/web");
    assertThat(second.unifiedGroup()).isEqualTo("/other");
  }

  @Test
  void kernelThreadsZombiesAndEndedProcessesAreNoWork() {
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.process(2, "kthreadd", "/", 1);
    kernel.process(3, "rcu", "/", 1);
    kernel.fs.file(KernelRoot.PROC, "/3/stat", MemoryKernel.stat(3, "rcu", 2, 0, 1));
    kernel.process(4, "kworker", "/", 1);
    kernel.fs.file(KernelRoot.PROC, "/4/stat", MemoryKernel.stat(4, "kw", 1, 0x200040, 1));
    kernel.process(5, "dead", "/", 1);
    kernel.fs.file(
        KernelRoot.PROC, "/5/stat", MemoryKernel.stat(5, "dead", 1, 0, 1).replace(" S ", " Z "));
    kernel.process(6, "left", "/", 1);
    FaultyKernelFs faulty =
        new FaultyKernelFs(kernel.fs)
            .always(
                FaultyKernelFs.Operation.READ, "/6/cgroup"::equals, new KernelAnswer.Vanished());
    assertThat(new ProcessTable(faulty).scan()).isEmpty();
  }

  @Test
  void missingRightsLeaveAttributesUnknown() {
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.process(7, "secret", "/x", 1);
    FaultyKernelFs faulty =
        new FaultyKernelFs(kernel.fs)
            .always(FaultyKernelFs.Operation.LINK, _ -> true, new KernelAnswer.Denied("EACCES"))
            .always(FaultyKernelFs.Operation.GROUP, _ -> true, new KernelAnswer.Vanished());
    ProcessInfo process = new ProcessTable(faulty).process(7).orElseThrow();
    assertThat(process.work().get(QualifierType.EXECUTABLE)).isNull();
    assertThat(process.work().get(QualifierType.GROUP)).isNull();
    assertThat(process.work().get(QualifierType.SY)).isNull();
    assertThat(process.work().get(QualifierType.TN)).isEqualTo("secret");
  }

  @Test
  void readsNamesWithBlanksAndParentheses() {
    ProcessStat stat = ProcessStat.parse(MemoryKernel.stat(9, "a) S 2 (b", 1, 0, 55));
    assertThat(stat).isNotNull();
    assertThat(stat.command()).isEqualTo("a) S 2 (b");
    assertThat(stat.startTicks()).isEqualTo(55);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 (a", "1 (a)", "1 (a) S", "1 (a) S x y z", ") 1 (", "(a) S 1"})
  void malformedStatIsNoProcess(String text) {
    assertThat(ProcessStat.parse(text)).isNull();
  }

  @Test
  void findsUnitsAndContainers() {
    assertThat(
            ProcessGroups.systemdUnit("/user.slice/user-0.slice/user@0.service/app.slice/x.scope"))
        .isEqualTo("x.scope");
    assertThat(ProcessGroups.systemdUnit("/a.slice/b")).isNull();
    for (String form :
        new String[] {
          "/docker/" + ID,
          "/system.slice/docker-" + ID + ".scope",
          "/kubepods.slice/pod1.slice/cri-containerd-" + ID + ".scope",
          "/machine.slice/libpod-" + ID + ".scope/container",
          "/kubepods/besteffort/pod1/" + ID,
          "/default/" + ID
        }) {
      assertThat(ProcessGroups.container(form)).as(form).isEqualTo(ID);
    }
    for (String form :
        new String[] {
          "/",
          "/docker/" + ID.substring(1),
          "/x" + ID,
          "/libpod-conmon-" + ID + ".scope",
          "/docker/" + ID.toUpperCase(java.util.Locale.ROOT)
        }) {
      assertThat(ProcessGroups.container(form)).as(form).isNull();
    }
  }

  @Test
  void malformedCgroupFileGivesNoGroups() {
    for (String text : new String[] {"", "x", "0:", "0::relative", ":::", "1:cpu"}) {
      assertThat(ProcessGroups.parse(text)).as(text).isEqualTo(new ProcessGroups("", ""));
    }
  }

  @Test
  void readsUptime() {
    MemoryKernel kernel = new MemoryKernel(false);
    ProcessTable table = new ProcessTable(kernel.fs);
    assertThat(table.uptimeTicks()).isEqualTo(10_000);
    kernel.fs.file(KernelRoot.PROC, "/uptime", "nonsense");
    assertThat(table.uptimeTicks()).isEqualTo(KernelText.NONE);
  }
}
