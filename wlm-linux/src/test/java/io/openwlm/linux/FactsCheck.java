package io.openwlm.linux;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What classification asks about a process, compared with what the kernel says elsewhere. */
final class FactsCheck {
  private static final int OTHER_GROUP = 1;
  private static final int SET_GROUP_ON_EXECUTION = 02755;

  private FactsCheck() {}

  static void factsAreThoseOfTheProcess() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      bed.discover();
      String group = bed.root + "/kt.service";
      KernelBed.expectOk("make group", bed.fs.makeDirectory(bed.hierarchy.root(), group));
      Path program = otherGroupProgram(bed.state.resolve("hog"));
      Process process = new ProcessBuilder(program.toString(), "60").start();
      try {
        KernelBed.expectOk(
            "enter group",
            bed.fs.write(bed.hierarchy.root(), group + "/cgroup.procs", process.pid() + "\n"));
        check(bed, (int) process.pid());
      } finally {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        Files.delete(program);
        bed.remove(bed.hierarchy.root(), group);
      }
    }
  }

  private static void check(KernelBed bed, int pid) throws Exception {
    ProcessTable table = new ProcessTable(bed.fs);
    WorkAttributes work = table.process(pid).orElseThrow().work();
    KernelContract.expectEquals(SubsystemType.STC, work.subsystem(), "subsystem of a service");
    Map<QualifierType, String> known = work.known();
    KernelContract.expectEquals("kt.service", known.get(QualifierType.SYSTEMD_UNIT), "unit");
    KernelContract.expect(
        !known.containsKey(QualifierType.SPM), "a strange service is the system's own");
    KernelContract.expectEquals("hog", known.get(QualifierType.TN), "command");
    int effective = effectiveGroup(bed, pid);
    KernelContract.expectEquals(OTHER_GROUP, effective, "effective group of the program");
    KernelContract.expectEquals(
        effective, Files.getAttribute(Path.of("/proc/" + pid), "unix:gid"), "group of /proc/PID");
    KernelContract.expect(
        !String.valueOf(known.get(QualifierType.GROUP)).equals("root"), "group is root: " + known);
    if (bed.fs.read(KernelRoot.PROC, "/sys/kernel/hostname")
        instanceof KernelAnswer.Value(String host)) {
      KernelContract.expectEquals(host.strip(), known.get(QualifierType.SY), "host name");
    }
    WorkAttributes init = table.process(1).orElseThrow().work();
    KernelContract.expectEquals(SubsystemType.STC, init.subsystem(), "subsystem of process 1");
    KernelContract.expectEquals("SYSTEM", init.known().get(QualifierType.SPM), "process 1");
  }

  /** A sleeping program whose effective group is not that of the tests. */
  private static Path otherGroupProgram(Path file) throws Exception {
    Files.copy(Path.of("/bin/sleep").toRealPath(), file);
    Files.setAttribute(file, "unix:gid", OTHER_GROUP);
    Files.setAttribute(file, "unix:mode", SET_GROUP_ON_EXECUTION);
    return file;
  }

  private static int effectiveGroup(KernelBed bed, int pid) {
    if (bed.fs.read(KernelRoot.PROC, "/" + pid + "/status")
        instanceof KernelAnswer.Value(String text)) {
      for (String line : text.split("\n", -1)) {
        if (line.startsWith("Gid:")) {
          return Integer.parseInt(line.split("\\s+", -1)[2]);
        }
      }
    }
    return -1;
  }
}
