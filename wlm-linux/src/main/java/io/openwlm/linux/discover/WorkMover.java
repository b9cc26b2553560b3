package io.openwlm.linux.discover;

import io.openwlm.linux.actuate.JournalEntry;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.definition.CgroupPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the control group of a class and moves processes into it; on a hybrid system in both trees.
 * Nothing outside the definition's root group is made or written; everything is in the journal
 * before it happens.
 */
final class WorkMover {
  private static final int MAX_MOVES = 4096;
  private static final String SUBTREE_CONTROL = "cgroup.subtree_control";
  private static final String CPU = "cpu";
  private static final List<String> OTHER_CONTROLLERS = List.of("io", "memory");

  private final KernelFs fs;
  private final CpuHierarchy hierarchy;
  private final CgroupPath root;
  private final RestoreJournal journal;
  private final ProcessTable processes;

  WorkMover(
      KernelFs fs,
      CpuHierarchy hierarchy,
      CgroupPath root,
      RestoreJournal journal,
      ProcessTable processes) {
    this.fs = fs;
    this.hierarchy = hierarchy;
    this.root = root;
    this.journal = journal;
    this.processes = processes;
  }

  /** Makes a group with its weight file where it is missing; false with a warning if it cannot. */
  boolean prepare(CgroupPath group, List<String> warnings) {
    if (!group.isAtOrBelow(root) || group.equals(root)) {
      warnings.add(group + " is not below " + root + ": not made");
      return false;
    }
    boolean done = make(hierarchy.root(), group, warnings);
    if (done && isHybrid()) {
      // Without its twin the class has no PSI and no cpu.stat of its own, but it can be managed.
      make(KernelRoot.CGROUP2, group, warnings);
    }
    return done;
  }

  /** Moves processes into a prepared group; returns how many arrived. */
  int move(CgroupPath group, List<ProcessInfo> work, List<String> warnings) {
    List<ProcessInfo> limited = work.subList(0, Math.min(work.size(), MAX_MOVES));
    boolean twin = isHybrid() && fs.inode(KernelRoot.CGROUP2, group.value()) > 0;
    List<JournalEntry> entries = new ArrayList<>();
    for (ProcessInfo process : limited) {
      entries.add(
          new JournalEntry.Moved(
              hierarchy.root(), process.group(), process.pid(), process.startTicks()));
      if (twin && !process.unifiedGroup().isEmpty()) {
        entries.add(
            new JournalEntry.Moved(
                KernelRoot.CGROUP2, process.unifiedGroup(), process.pid(), process.startTicks()));
      }
    }
    if (!noted(entries, warnings)) {
      return 0;
    }
    int arrived = 0;
    for (ProcessInfo process : limited) {
      // The number may belong to another process by now.
      if (processes.startTicks(process.pid()) != process.startTicks()) {
        continue;
      }
      KernelAnswer answer = place(hierarchy.root(), group, process.pid());
      if (answer instanceof KernelAnswer.Value) {
        arrived++;
        if (twin) {
          KernelAnswer second = place(KernelRoot.CGROUP2, group, process.pid());
          if (!(second instanceof KernelAnswer.Value || second instanceof KernelAnswer.Vanished)) {
            warnings.add(notMoved(process, "the v2 twin of " + group, second));
          }
        }
      } else if (!(answer instanceof KernelAnswer.Vanished)) {
        warnings.add(notMoved(process, group.value(), answer));
      }
    }
    return arrived;
  }

  private static String notMoved(ProcessInfo process, String group, KernelAnswer answer) {
    return "process " + process.pid() + " not moved to " + group + ": " + answer.brief();
  }

  private KernelAnswer place(KernelRoot tree, CgroupPath group, int pid) {
    return fs.write(tree, file(group.value(), "cgroup.procs"), pid + "\n");
  }

  private boolean make(KernelRoot tree, CgroupPath group, List<String> warnings) {
    for (CgroupPath each : downTo(group)) {
      if (fs.inode(tree, each.value()) <= 0) {
        KernelAnswer answer = fs.makeDirectory(tree, each.value());
        boolean made = answer instanceof KernelAnswer.Value;
        if (!made && fs.inode(tree, each.value()) <= 0) {
          warnings.add("cannot make the control group " + each + ": " + answer.brief());
          return false;
        }
        // Here the entry follows the act: it needs the inode, and an empty group harms nobody.
        if (made
            && !noted(
                List.of(new JournalEntry.Made(tree, each.value(), fs.inode(tree, each.value()))),
                warnings)) {
          fs.removeDirectory(tree, each.value());
          return false;
        }
      }
    }
    return tree != hierarchy.root() || hasWeight(tree, group, warnings);
  }

  /** On v2 a group has a weight only if its parent enables the cpu controller for its children. */
  private boolean hasWeight(KernelRoot tree, CgroupPath group, List<String> warnings) {
    String file = group + "/" + hierarchy.weightFile();
    List<String> parents = parents(group);
    for (String parent : parents) {
      if (fs.read(tree, file) instanceof KernelAnswer.Value || isHybrid()) {
        break;
      }
      enable(tree, parent, CPU, warnings);
    }
    if (fs.read(tree, file) instanceof KernelAnswer.Value) {
      if (!isHybrid()) {
        enableOthers(tree, parents, warnings);
      }
      return true;
    }
    warnings.add(
        group
            + " has no "
            + hierarchy.weightFile()
            + ": enable the cpu controller above it (+cpu in cgroup.subtree_control)");
    return false;
  }

  /** Without these controllers the class still has its weight, and no I/O weight or protection. */
  private void enableOthers(KernelRoot tree, List<String> parents, List<String> warnings) {
    for (String controller : OTHER_CONTROLLERS) {
      for (String parent : parents) {
        if (controllers(tree, parent, "cgroup.controllers").contains(controller)) {
          enable(tree, parent, controller, warnings);
        }
      }
    }
  }

  private void enable(KernelRoot tree, String parent, String controller, List<String> warnings) {
    String file = file(parent, SUBTREE_CONTROL);
    if (fs.inode(tree, file) > 0
        && !controllers(tree, parent, SUBTREE_CONTROL).contains(controller)
        && noted(List.of(new JournalEntry.Enabled(tree, file, controller)), warnings)) {
      KernelAnswer answer = fs.write(tree, file, "+" + controller + "\n");
      if (!(answer instanceof KernelAnswer.Value)) {
        warnings.add(
            "cannot enable the " + controller + " controller in " + file + ": " + answer.brief());
      }
    }
  }

  private List<String> controllers(KernelRoot tree, String group, String name) {
    return fs.read(tree, file(group, name)) instanceof KernelAnswer.Value(String text)
        ? Arrays.asList(text.strip().split(" "))
        : List.of();
  }

  private static String file(String group, String name) {
    return (group.equals("/") ? "" : group) + "/" + name;
  }

  /** The groups whose controllers reach a group, from the definition's root down. */
  private List<String> parents(CgroupPath group) {
    List<String> parents = new ArrayList<>();
    parents.add(root.value());
    downTo(group).stream()
        .map(CgroupPath::value)
        .filter(path -> !path.equals(root.value()) && !path.equals(group.value()))
        .forEach(parents::add);
    return parents;
  }

  /** The groups from the definition's root down to {@code group}; the hierarchy's own root not. */
  private List<CgroupPath> downTo(CgroupPath group) {
    List<CgroupPath> path = new ArrayList<>();
    for (String each = group.value(); each.length() > 1; ) {
      CgroupPath here = new CgroupPath(each);
      if (!here.isAtOrBelow(root)) {
        break;
      }
      path.addFirst(here);
      int slash = each.lastIndexOf('/');
      each = slash <= 0 ? "/" : each.substring(0, slash);
    }
    return path;
  }

  private boolean isHybrid() {
    return hierarchy.root() != KernelRoot.CGROUP2 && fs.has(KernelRoot.CGROUP2);
  }

  private boolean noted(List<? extends JournalEntry> entries, List<String> warnings) {
    try {
      journal.append(entries);
      return true;
    } catch (IOException e) {
      warnings.add("the restore journal cannot be written: " + e.getMessage());
      return false;
    }
  }
}
