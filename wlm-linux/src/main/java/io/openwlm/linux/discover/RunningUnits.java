package io.openwlm.linux.discover;

import io.openwlm.core.port.WorkUnits;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.classification.QualifierType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Single processes, found in procfs by id or by command name. */
public final class RunningUnits implements WorkUnits {
  private final ProcessTable processes;

  public RunningUnits(ProcessTable processes) {
    this.processes = processes;
  }

  @Override
  public Optional<WorkUnit> find(int pid) {
    return processes.process(pid).map(RunningUnits::unit);
  }

  @Override
  public List<WorkUnit> named(String job) {
    List<ProcessInfo> running = processes.scan();
    Map<Integer, ProcessInfo> byPid = new HashMap<>();
    running.forEach(p -> byPid.put(p.pid(), p));
    return running.stream()
        .filter(p -> job.equalsIgnoreCase(name(p)) && !hasAncestorNamed(job, p, byPid))
        .sorted(ProcessInfo.BY_ID)
        .map(RunningUnits::unit)
        .toList();
  }

  /** Parents change while we look, so the way up is bounded. */
  private static boolean hasAncestorNamed(
      String job, ProcessInfo process, Map<Integer, ProcessInfo> byPid) {
    ProcessInfo ancestor = byPid.get(process.service().parent());
    for (int step = 0; step < byPid.size() && ancestor != null; step++) {
      if (job.equalsIgnoreCase(name(ancestor))) {
        return true;
      }
      ancestor = byPid.get(ancestor.service().parent());
    }
    return false;
  }

  private static WorkUnit unit(ProcessInfo process) {
    return new WorkUnit(process.pid(), process.startTicks(), name(process), process.work());
  }

  private static String name(ProcessInfo process) {
    String name = process.work().get(QualifierType.TN);
    return name == null ? "" : name;
  }
}
