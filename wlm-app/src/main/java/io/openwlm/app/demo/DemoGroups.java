package io.openwlm.app.demo;

import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The demo's own control groups, one parent with three children, in every hierarchy that OpenWLM
 * uses here. Nothing else is touched; {@link #close()} removes them.
 */
final class DemoGroups implements AutoCloseable {
  static final List<String> CLASSES = List.of("interactive", "build", "batch");

  /** So that the demo measures its own processes against each other, not against the rest. */
  private static final int PARENT_WEIGHT = 1000;

  private static final int REMOVE_TRIES = 100;

  private final DirKernelFs fs;
  private final List<KernelRoot> roots;
  private final String parent;

  private DemoGroups(DirKernelFs fs, List<KernelRoot> roots, String parent) {
    this.fs = fs;
    this.roots = roots;
    this.parent = parent;
  }

  /** Thrown where control groups cannot be written. */
  static final class NotWritable extends Exception {
    private static final long serialVersionUID = 1;

    NotWritable(String why) {
      super(why);
    }
  }

  /** Makes the groups. */
  static DemoGroups create(DirKernelFs fs, long pid) throws NotWritable {
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
    DemoGroups groups = new DemoGroups(fs, roots, "/openwlm-demo-" + pid);
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
    for (String name : CLASSES) {
      for (KernelRoot root : roots) {
        require(fs.makeDirectory(root, parent + "/" + name), root + parent + "/" + name);
      }
    }
    weight(parent, PARENT_WEIGHT);
  }

  private void weight(String path, int weight) throws NotWritable {
    KernelAnswer answer =
        isHybrid()
            ? fs.write(KernelRoot.CGROUP1_CPU, path + "/cpu.shares", "" + weight * 1024 / 100)
            : fs.write(KernelRoot.CGROUP2, path + "/cpu.weight", "" + weight);
    require(answer, "the weight of " + path);
  }

  private static void require(KernelAnswer answer, String what) throws NotWritable {
    if (!(answer instanceof KernelAnswer.Value)) {
      throw new NotWritable(what + ": " + answer);
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
    return roots.stream()
        .map(r -> directory(r).resolve(name).resolve("cgroup.procs"))
        .toList();
  }

  /** All directories, children first. */
  List<Path> directories() {
    List<Path> all = new ArrayList<>();
    for (KernelRoot root : roots) {
      CLASSES.forEach(name -> all.add(directory(root).resolve(name)));
      all.add(directory(root));
    }
    return all;
  }

  private Path directory(KernelRoot root) {
    return java.util.Objects.requireNonNull(fs.roots().get(root)).resolve(parent.substring(1));
  }

  @Override
  public void close() {
    for (KernelRoot root : roots) {
      for (String name : CLASSES) {
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
