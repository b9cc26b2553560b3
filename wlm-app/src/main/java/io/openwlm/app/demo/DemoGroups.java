package io.openwlm.app.demo;

import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The demo's own control groups, one parent with children, in every hierarchy that OpenWLM uses
 * here. Nothing else is touched; {@link #close()} removes them.
 */
final class DemoGroups implements AutoCloseable {
  /** One group for each service class. */
  static final List<String> CLASSES = List.of("interactive", "build", "batch");

  /** For the daemon, which has to run when the classes leave nothing free. */
  static final String DAEMON = "wlmd";

  /**
   * So that the demo measures its own processes against each other and not against the rest of the
   * machine; the same in all runs.
   */
  private static final int PARENT_WEIGHT = 1000;

  private static final int DAEMON_WEIGHT = 5000;

  private static final int REMOVE_TRIES = 100;

  private final DirKernelFs fs;
  private final List<KernelRoot> roots;
  private final String parent;
  private final List<String> names;

  private DemoGroups(DirKernelFs fs, List<KernelRoot> roots, String parent, List<String> names) {
    this.fs = fs;
    this.roots = roots;
    this.parent = parent;
    this.names = names;
  }

  /** Thrown where control groups cannot be written. */
  static final class NotWritable extends Exception {
    private static final long serialVersionUID = 1;

    NotWritable(String why) {
      super(why);
    }
  }

  /**
   * Makes the groups.
   *
   * @param names names of the children
   */
  static DemoGroups create(DirKernelFs fs, long pid, List<String> names) throws NotWritable {
    List<KernelRoot> roots = new ArrayList<>();
    if (fs.has(KernelRoot.CGROUP1_CPU)) {
      roots.add(KernelRoot.CGROUP1_CPU);
    }
    if (fs.has(KernelRoot.CGROUP2)) {
      roots.add(KernelRoot.CGROUP2);
    }
    if (roots.isEmpty()) {
      throw new NotWritable("no control group hierarchy is mounted");
    }
    DemoGroups groups = new DemoGroups(fs, roots, "/openwlm-demo-" + pid, names);
    try {
      groups.make();
    } catch (NotWritable e) {
      groups.close();
      throw e;
    }
    return groups;
  }

  private boolean isHybrid() {
    return roots.getFirst() == KernelRoot.CGROUP1_CPU;
  }

  private void make() throws NotWritable {
    for (KernelRoot root : roots) {
      require(fs.makeDirectory(root, parent), root + parent);
    }
    if (!isHybrid()) {
      require(
          fs.write(KernelRoot.CGROUP2, parent + "/cgroup.subtree_control", "+cpu"),
          "the cpu controller for " + parent);
    }
    for (String name : names) {
      for (KernelRoot root : roots) {
        require(fs.makeDirectory(root, parent + "/" + name), root + parent + "/" + name);
      }
    }
    weight(parent, PARENT_WEIGHT);
    if (names.contains(DAEMON)) {
      weight(parent + "/" + DAEMON, DAEMON_WEIGHT);
    }
  }

  private void weight(String path, int weight) throws NotWritable {
    KernelAnswer answer =
        isHybrid()
            ? fs.write(
                KernelRoot.CGROUP1_CPU, path + "/cpu.shares", Integer.toString(weight * 1024 / 100))
            : fs.write(KernelRoot.CGROUP2, path + "/cpu.weight", Integer.toString(weight));
    require(answer, "the weight of " + path);
  }

  private static void require(KernelAnswer answer, String what) throws NotWritable {
    if (!(answer instanceof KernelAnswer.Value)) {
      throw new NotWritable(what + ": " + answer.brief());
    }
  }

  String mode() {
    return isHybrid() ? "hybrid" : "cgroup2";
  }

  String parent() {
    return parent;
  }

  /** The files that a process of a class writes its pid to. */
  List<Path> procsFiles(String name) {
    return roots.stream().map(r -> directory(r).resolve(name).resolve("cgroup.procs")).toList();
  }

  /** All directories, children first. */
  List<Path> directories() {
    List<Path> all = new ArrayList<>();
    for (KernelRoot root : roots) {
      names.forEach(name -> all.add(directory(root).resolve(name)));
      all.add(directory(root));
    }
    return all;
  }

  private Path directory(KernelRoot root) {
    return Objects.requireNonNull(fs.roots().get(root)).resolve(parent.substring(1));
  }

  @Override
  public void close() {
    for (KernelRoot root : roots) {
      for (String name : names) {
        remove(root, parent + "/" + name);
      }
      remove(root, parent);
    }
  }

  /** A group is busy for a moment after its last process was killed. */
  private void remove(KernelRoot root, String path) {
    KernelFs door = fs;
    for (int i = 0; i < REMOVE_TRIES; i++) {
      KernelAnswer answer = door.removeDirectory(root, path);
      if (answer instanceof KernelAnswer.Value || answer instanceof KernelAnswer.Vanished) {
        return;
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
