package io.openwlm.simulator.kernel;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.linux.fs.MemoryKernelFs;
import io.openwlm.simulator.machine.Bandwidth;
import io.openwlm.simulator.machine.CpuGroup;
import io.openwlm.simulator.machine.MachineModel;
import io.openwlm.simulator.machine.SimProcess;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The cgroup v2 tree with the kernel's rules: files of the cpu controller exist where the parent
 * enables the cpu controller, a group has processes or controllers for its children but not both
 * (the root excepted), a group in use cannot be removed.
 */
final class CgroupFiles implements MemoryKernelFs.DirectoryRules {
  private static final KernelAnswer DONE = new KernelAnswer.Value("");
  private static final List<String> CONTROLLERS = List.of("cpu", "io", "memory");
  private static final long NANOS_PER_MICRO = 1_000;
  private static final int DEFAULT_WEIGHT = 100;

  /** The kernel takes no shorter quota or period, and no longer period. */
  private static final long LEAST_MICROS = 1_000;

  private static final long MOST_PERIOD_MICROS = 1_000_000;
  private static final long MOST_QUOTA_MICROS = 1L << 44;

  private final MemoryKernelFs fs;
  private final MachineModel machine;
  private final Map<String, Cgroup> groups = new LinkedHashMap<>();

  /** A group and the controllers that its children have. */
  private record Cgroup(CpuGroup model, TreeSet<String> enabled) {}

  CgroupFiles(MemoryKernelFs fs, MachineModel machine) {
    this.fs = fs;
    this.machine = machine;
  }

  void addRoot() {
    Cgroup root = new Cgroup(machine.root(), new TreeSet<>(CONTROLLERS));
    groups.put("/", root);
    fs.file(KernelRoot.CGROUP2, "/cgroup.controllers", String.join(" ", CONTROLLERS) + "\n");
    addCommon("", root);
  }

  /** Makes a group and its parents, each with all controllers for its children. */
  CpuGroup make(String path) {
    Cgroup known = groups.get(path);
    if (known != null) {
      return known.model;
    }
    String parent = parent(path);
    make(parent);
    Cgroup above = groups.get(parent);
    if (above != null && !parent.equals("/")) {
      enable(parent, above, "cpu io memory", true);
    }
    fs.directory(KernelRoot.CGROUP2, path);
    return add(path).model;
  }

  @Override
  public void made(String path) {
    add(path);
  }

  @Override
  public KernelAnswer removing(String path) {
    Cgroup group = groups.get(path);
    if (group == null) {
      return new KernelAnswer.Vanished();
    }
    if (!group.model.processes().isEmpty()) {
      return new KernelAnswer.Failed("EBUSY");
    }
    machine.removeGroup(group.model);
    groups.remove(path);
    return DONE;
  }

  private Cgroup add(String path) {
    Cgroup parent = groups.get(parent(path));
    if (parent == null) {
      throw new IllegalStateException("no group above " + path);
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    Cgroup group = new Cgroup(machine.makeGroup(parent.model, name), new TreeSet<>());
    groups.put(path, group);
    fs.file(
        KernelRoot.CGROUP2,
        path + "/cgroup.controllers",
        () -> String.join(" ", parent.enabled) + "\n");
    addCommon(path, group);
    if (parent.enabled.contains("cpu")) {
      addCpu(path, group);
    }
    return group;
  }

  private void addCommon(String prefix, Cgroup group) {
    String path = prefix.isEmpty() ? "/" : prefix;
    fs.writable(
        KernelRoot.CGROUP2,
        prefix + "/cgroup.procs",
        () -> processes(group),
        text -> place(path, group, text));
    fs.writable(
        KernelRoot.CGROUP2,
        prefix + "/cgroup.subtree_control",
        () -> String.join(" ", group.enabled) + "\n",
        text -> control(path, group, text));
    fs.file(KernelRoot.CGROUP2, prefix + "/cpu.stat", () -> cpuStat(group));
    fs.file(
        KernelRoot.CGROUP2,
        prefix + "/cpu.pressure",
        () -> PressureText.group(group.model.pressure()));
    fs.file(KernelRoot.CGROUP2, prefix + "/memory.pressure", PressureText.NONE);
    fs.file(KernelRoot.CGROUP2, prefix + "/io.pressure", PressureText.NONE);
  }

  private void addCpu(String path, Cgroup group) {
    fs.writable(
        KernelRoot.CGROUP2,
        path + "/cpu.max",
        () -> limit(group),
        text -> limit(group, text.strip()));
    fs.writable(
        KernelRoot.CGROUP2,
        path + "/cpu.weight",
        () -> group.model.weight() + "\n",
        text -> weigh(group, text));
  }

  private KernelAnswer weigh(Cgroup group, String text) {
    long weight = KernelText.parse(text);
    if (weight < MachineModel.MIN_WEIGHT || weight > MachineModel.MAX_WEIGHT) {
      return new KernelAnswer.Failed("EINVAL");
    }
    machine.setWeight(group.model, (int) weight);
    return DONE;
  }

  private static String limit(Cgroup group) {
    Bandwidth bandwidth = group.model.bandwidth();
    long quota = bandwidth.quotaNanos();
    return (quota == Bandwidth.NO_LIMIT ? "max" : Long.toString(quota / NANOS_PER_MICRO))
        + " "
        + bandwidth.periodNanos() / NANOS_PER_MICRO
        + "\n";
  }

  private KernelAnswer limit(Cgroup group, String text) {
    String[] words = text.split(" ", -1);
    long period =
        words.length < 2
            ? group.model.bandwidth().periodNanos() / NANOS_PER_MICRO
            : KernelText.parse(words[1]);
    long quota = words[0].equals("max") ? Bandwidth.NO_LIMIT : KernelText.parse(words[0]);
    if (words.length > 2
        || period < LEAST_MICROS
        || period > MOST_PERIOD_MICROS
        || quota < LEAST_MICROS
        || (quota != Bandwidth.NO_LIMIT && quota > MOST_QUOTA_MICROS)) {
      return new KernelAnswer.Failed("EINVAL");
    }
    machine.setLimit(
        group.model,
        quota == Bandwidth.NO_LIMIT ? quota : quota * NANOS_PER_MICRO,
        period * NANOS_PER_MICRO);
    return DONE;
  }

  private KernelAnswer place(String path, Cgroup group, String text) {
    long pid = KernelText.parse(text);
    SimProcess process = pid <= 0 || pid > Integer.MAX_VALUE ? null : machine.process((int) pid);
    if (process == null) {
      return pid < 0 ? new KernelAnswer.Failed("EINVAL") : new KernelAnswer.Vanished();
    }
    if (!path.equals("/") && !group.enabled.isEmpty()) {
      return new KernelAnswer.Failed("EBUSY");
    }
    machine.move(process, group.model);
    return DONE;
  }

  private KernelAnswer control(String path, Cgroup group, String text) {
    List<String> words = Arrays.stream(text.split(" ", -1)).filter(w -> !w.isEmpty()).toList();
    for (String word : words) {
      String name = word.substring(1);
      if (!(word.startsWith("+") || word.startsWith("-")) || !CONTROLLERS.contains(name)) {
        return new KernelAnswer.Failed("EINVAL");
      }
      Cgroup parent = groups.get(parent(path));
      if (word.startsWith("+") && parent != null && !parent.enabled.contains(name)) {
        return new KernelAnswer.Vanished();
      }
    }
    boolean adds = words.stream().anyMatch(word -> word.startsWith("+"));
    if (adds && !path.equals("/") && !group.model.processes().isEmpty()) {
      return new KernelAnswer.Failed("EBUSY");
    }
    for (String word : words) {
      enable(path, group, word.substring(1), word.startsWith("+"));
    }
    return DONE;
  }

  private void enable(String path, Cgroup group, String names, boolean on) {
    boolean before = group.enabled.contains("cpu");
    List<String> list = Arrays.asList(names.split(" ", -1));
    if (on) {
      group.enabled.addAll(list);
    } else {
      list.forEach(group.enabled::remove);
    }
    boolean after = group.enabled.contains("cpu");
    if (before == after) {
      return;
    }
    groups.forEach((child, cgroup) -> {
      if (!child.equals("/") && parent(child).equals(path)) {
        if (after) {
          addCpu(child, cgroup);
        } else {
          machine.setWeight(cgroup.model, DEFAULT_WEIGHT);
          machine.setLimit(cgroup.model, Bandwidth.NO_LIMIT, Bandwidth.DEFAULT_PERIOD_NANOS);
          fs.remove(KernelRoot.CGROUP2, child + "/cpu.max");
          fs.remove(KernelRoot.CGROUP2, child + "/cpu.weight");
        }
      }
    });
  }

  private static String processes(Cgroup group) {
    StringBuilder text = new StringBuilder();
    group.model.processes().forEach(process -> text.append(process.pid()).append('\n'));
    return text.toString();
  }

  private static String cpuStat(Cgroup group) {
    long micros = group.model.usageNanos() / NANOS_PER_MICRO;
    return "usage_usec "
        + micros
        + "\nuser_usec "
        + micros
        + "\nsystem_usec 0\nnr_periods "
        + group.model.bandwidth().periods()
        + "\nnr_throttled "
        + group.model.bandwidth().throttledPeriods()
        + "\nthrottled_usec "
        + group.model.bandwidth().throttledNanos() / NANOS_PER_MICRO
        + "\n";
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
