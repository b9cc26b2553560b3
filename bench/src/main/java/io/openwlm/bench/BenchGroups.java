package io.openwlm.bench;

import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Control groups of this benchmark's own, one per class, in every hierarchy that the sampler reads,
 * with sleeping processes in them. Removed again by {@link #close}; nothing else is touched.
 */
final class BenchGroups implements AutoCloseable {
  private static final int REMOVE_TRIES = 100;

  private final KernelFs fs;
  private final Set<KernelRoot> roots = new LinkedHashSet<>();
  private final String parent;
  private final List<Group> groups = new ArrayList<>();
  private final List<Process> sleepers = new ArrayList<>();

  private BenchGroups(KernelFs fs, CpuHierarchy hierarchy, String parent) {
    this.fs = fs;
    this.parent = parent;
    roots.add(hierarchy.root());
    if (fs.has(KernelRoot.CGROUP2)) {
      roots.add(KernelRoot.CGROUP2);
    }
  }

  /**
   * Makes the groups.
   *
   * @throws IOException if the kernel refuses; nothing is left behind then
   */
  static BenchGroups make(KernelFs fs, CpuHierarchy hierarchy, int classes, int processes)
      throws IOException {
    String parent = "/openwlm-bench-" + ProcessHandle.current().pid();
    BenchGroups made = new BenchGroups(fs, hierarchy, parent);
    try {
      made.makeAll(hierarchy, classes, processes);
    } catch (IOException e) {
      made.close();
      throw e;
    }
    return made;
  }

  private void makeAll(CpuHierarchy hierarchy, int classes, int processes) throws IOException {
    make(parent);
    for (int i = 0; i < classes; i++) {
      String path = parent + "/c" + i;
      make(path);
      groups.add(new Group(path, fs.inode(hierarchy.root(), path)));
      for (int k = 0; k < processes; k++) {
        Process sleeper = new ProcessBuilder("sleep", "900").start();
        sleepers.add(sleeper);
        for (KernelRoot root : roots) {
          demand(fs.write(root, path + "/cgroup.procs", Long.toString(sleeper.pid())), path);
        }
      }
    }
  }

  private void make(String path) throws IOException {
    for (KernelRoot root : roots) {
      demand(fs.makeDirectory(root, path), path);
    }
  }

  private static void demand(KernelAnswer answer, String path) throws IOException {
    if (!(answer instanceof KernelAnswer.Value)) {
      throw new IOException("control group " + path + ": " + answer.brief());
    }
  }

  /** One group per class. */
  List<Group> groups() {
    return List.copyOf(groups);
  }

  @Override
  public synchronized void close() {
    sleepers.forEach(Process::destroyForcibly);
    try {
      for (Process sleeper : sleepers) {
        sleeper.waitFor(10, TimeUnit.SECONDS);
      }
      for (Group group : groups) {
        remove(group.path());
      }
      remove(parent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sleepers.clear();
    groups.clear();
  }

  /** A group stays busy for a moment after its last process ended. */
  private void remove(String path) throws InterruptedException {
    for (KernelRoot root : roots) {
      for (int i = 0; i < REMOVE_TRIES; i++) {
        if (!(fs.removeDirectory(root, path) instanceof KernelAnswer.Failed)) {
          break;
        }
        Thread.sleep(20);
      }
    }
  }
}
