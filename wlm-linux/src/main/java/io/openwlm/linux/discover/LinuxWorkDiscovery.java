package io.openwlm.linux.discover;

import io.openwlm.core.environment.WorkOverrides;
import io.openwlm.core.port.WorkClassifier;
import io.openwlm.core.port.WorkDiscovery;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Finds work in procfs. A class gets control groups in two ways: its bound group, if that exists,
 * and groups in which all work belongs to it already. The root group, groups outside the
 * definition's root, process 1, kernel threads and the daemon itself are never touched.
 */
public final class LinuxWorkDiscovery implements WorkDiscovery {
  private static final int INIT = 1;
  private static final int MAX_WARNINGS = 50;

  private final KernelFs fs;
  private final CpuHierarchy hierarchy;
  private final ServiceDefinition definition;
  private final ClassGroups groups;
  private final ProcessTable processes;
  private final WorkMover mover;
  private final PeriodAging aging;
  private final OverriddenWork overridden;
  private final long ownPid;

  /**
   * @param groups filled by each discovery; sampler and actuator look at the same object
   * @param ownPid process id of the daemon
   * @param overrides what operators took out of classification
   */
  public LinuxWorkDiscovery(
      KernelFs fs,
      CpuHierarchy hierarchy,
      ServiceDefinition definition,
      ClassGroups groups,
      RestoreJournal journal,
      ProcessTable processes,
      long ownPid,
      WorkOverrides overrides) {
    this.fs = fs;
    this.hierarchy = hierarchy;
    this.definition = definition;
    this.groups = groups;
    this.ownPid = ownPid;
    this.processes = processes;
    aging = new PeriodAging(definition);
    mover = new WorkMover(fs, hierarchy, definition.cgroupRoot(), journal, processes);
    overridden = new OverriddenWork(overrides, definition, mover);
  }

  @Override
  public DiscoveryReport discover(WorkClassifier classifier, boolean enforce) {
    List<String> warnings = new ArrayList<>();
    List<ProcessInfo> running = processes.scan();
    if (overridden.look(running, enforce, warnings)) {
      running = processes.scan();
    }
    List<List<ProcessInfo>> work = work(running, classifier);
    if (enforce && move(work, warnings)) {
      work = work(processes.scan(), classifier);
    }
    GroupSurvey survey = new GroupSurvey(definition.cgroupRoot(), names());
    for (int i = 0; i < work.size(); i++) {
      int classIndex = i < work.size() - 1 ? i : WorkClassifier.UNMANAGED;
      work.get(i).forEach(process -> survey.add(process, classIndex));
    }
    List<List<Group>> found = new ArrayList<>();
    List<List<ProcessInfo>> loose = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < definition.serviceClasses().size(); i++) {
      List<Group> managed = managed(i, survey);
      found.add(managed);
      loose.add(work.get(i).stream().filter(process -> !isIn(process, managed)).toList());
      counts.add(work.get(i).size());
    }
    groups.set(found, loose, reportClasses(work, classifier));
    warnings.addAll(survey.warnings());
    return new DiscoveryReport(
        found.stream().map(list -> list.stream().map(Group::path).toList()).toList(),
        counts,
        limited(warnings));
  }

  /** Report classes by process id; whatever lives in a group of a class is counted with it. */
  private Map<Integer, Integer> reportClasses(
      List<List<ProcessInfo>> work, WorkClassifier classifier) {
    if (definition.classes().reportClasses().isEmpty()) {
      return Map.of();
    }
    Map<Integer, Integer> found = new HashMap<>();
    for (List<ProcessInfo> ofClass : work) {
      for (ProcessInfo process : ofClass) {
        int report = classifier.reportClassIndex(process.work());
        if (report >= 0) {
          found.put(process.pid(), report);
        }
      }
    }
    return found;
  }

  /** Processes per class; the last list has those of no class. */
  private List<List<ProcessInfo>> work(List<ProcessInfo> running, WorkClassifier classifier) {
    List<List<ProcessInfo>> work = new ArrayList<>();
    for (int i = 0; i <= definition.serviceClasses().size(); i++) {
      work.add(new ArrayList<>());
    }
    for (ProcessInfo process : running) {
      boolean untouchable = process.pid() == INIT || process.pid() == ownPid;
      int classIndex =
          untouchable
              ? WorkClassifier.UNMANAGED
              : overridden
                  .classIndex(process)
                  .orElseGet(() -> classifier.classIndex(process.work()));
      work.get(classIndex < 0 ? work.size() - 1 : classIndex).add(process);
    }
    aging.age(work);
    return work;
  }

  /** Moves what is to be moved; true if anything arrived. */
  private boolean move(List<List<ProcessInfo>> work, List<String> warnings) {
    boolean moved = false;
    for (int i = 0; i < definition.serviceClasses().size(); i++) {
      ServiceClass serviceClass = definition.serviceClasses().get(i);
      CgroupPath target = serviceClass.cgroup();
      if (serviceClass.placement() != Placement.MOVE || target == null) {
        continue;
      }
      List<ProcessInfo> elsewhere =
          work.get(i).stream().filter(process -> !isAtOrBelow(process.group(), target)).toList();
      if (mover.prepare(target, warnings) && !elsewhere.isEmpty()) {
        moved |= mover.move(target, elsewhere, warnings) > 0;
      }
    }
    return moved;
  }

  private List<Group> managed(int classIndex, GroupSurvey survey) {
    ServiceClass serviceClass = definition.serviceClasses().get(classIndex);
    CgroupPath bound = serviceClass.cgroup();
    LinkedHashSet<String> paths = new LinkedHashSet<>();
    if (bound != null && isManageable(bound)) {
      paths.add(bound.value());
    }
    if (serviceClass.placement() == Placement.IN_PLACE && serviceClass.isManaged()) {
      for (String path : survey.groupsOf(classIndex)) {
        if (!isBound(path)) {
          paths.add(path);
        }
      }
    }
    List<Group> found = new ArrayList<>();
    for (String path : paths.stream().sorted().toList()) {
      long inode = fs.inode(hierarchy.root(), path);
      if (inode > 0) {
        found.add(new Group(path, inode));
      }
    }
    return found;
  }

  private boolean isManageable(CgroupPath path) {
    CgroupPath root = definition.cgroupRoot();
    return path.isAtOrBelow(root) && !path.equals(root) && !path.equals(CgroupPath.ROOT);
  }

  /** True in or above a bound group: its weight is the bound class's, or reaches into it. */
  private boolean isBound(String path) {
    for (ServiceClass serviceClass : definition.serviceClasses()) {
      CgroupPath bound = serviceClass.cgroup();
      if (bound != null && (isAtOrBelow(path, bound) || bound.isAtOrBelow(new CgroupPath(path)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(ProcessInfo process, List<Group> managed) {
    for (Group group : managed) {
      if (process.group().equals(group.path()) || process.group().startsWith(group.path() + "/")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAtOrBelow(String path, CgroupPath group) {
    return path.equals(group.value()) || path.startsWith(group.value() + "/");
  }

  private List<String> names() {
    return definition.serviceClasses().stream().map(ServiceClass::name).toList();
  }

  private static List<String> limited(List<String> warnings) {
    if (warnings.size() <= MAX_WARNINGS) {
      return Collections.unmodifiableList(warnings);
    }
    List<String> shown = new ArrayList<>(warnings.subList(0, MAX_WARNINGS));
    shown.add("and " + (warnings.size() - MAX_WARNINGS) + " more warnings");
    return shown;
  }
}
