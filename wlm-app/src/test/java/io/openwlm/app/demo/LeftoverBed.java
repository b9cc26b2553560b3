package io.openwlm.app.demo;

import io.openwlm.linux.fs.DirKernelFs;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of its own that starts what a demo starts, says so, and waits to be killed. */
final class LeftoverBed {
  private LeftoverBed() {}

  public static void main(String[] args) throws Exception {
    DemoGroups groups =
        DemoGroups.create(DirKernelFs.detect(), ProcessHandle.current().pid(), DemoGroups.CLASSES);
    Path temporary = Files.createTempDirectory("openwlm-demo-");
    Watchdog watchdog = Watchdog.start(groups.directories(), temporary);
    DemoProcesses processes = new DemoProcesses(watchdog);
    var inside = processes.calmBatch(1, groups.procsFiles("batch"));
    var outside = processes.calmBatch(1, java.util.List.of());
    System.out.println(inside.getFirst().pid() + " " + outside.getFirst().pid() + " " + temporary);
    groups.directories().forEach(System.out::println);
    System.out.println("READY");
    System.out.flush();
    Thread.sleep(120_000);
  }
}
