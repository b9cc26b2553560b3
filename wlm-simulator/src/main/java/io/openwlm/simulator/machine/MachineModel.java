package io.openwlm.simulator.machine;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A machine in virtual time: CPUs, control groups with weights, processes with threads. Pure and
 * deterministic: it reads no clock and draws no numbers; the same calls give the same machine. Not
 * safe for several threads at once.
 *
 * <p>Laws: the CPU time given in a span is the smaller of what the CPUs offer and what is asked
 * for; totals never fall; groups that always want to run share in the ratio of their weights; a
 * group uses no more in a period than its limit.
 */
public final class MachineModel {
  /** Time that a thread keeps a CPU while others wait: a tick of a 250 Hz kernel. */
  public static final long DEFAULT_SLICE_NANOS = 4_000_000L;

  public static final int MAX_CPUS = 1024;
  public static final int MIN_WEIGHT = 1;
  public static final int MAX_WEIGHT = 10_000;

  /** Above every number that Linux gives, so that no real process is ever meant. */
  public static final int FIRST_PID = 5_000_001;

  private final CpuGroup root;
  private final Scheduler scheduler;
  private final TimerQueue timers = new TimerQueue();
  private final NavigableMap<Integer, SimProcess> processes = new TreeMap<>();
  private @Nullable ProcessListener listener;
  private int nextPid = FIRST_PID;
  private long events;

  /** Told at once when processes come and go. */
  public interface ProcessListener {
    void started(SimProcess process);

    void ended(SimProcess process);
  }

  public MachineModel(int cpus) {
    this(cpus, DEFAULT_SLICE_NANOS);
  }

  /**
   * @param cpus 1 to {@link #MAX_CPUS}
   * @param sliceNanos above 0
   */
  public MachineModel(int cpus, long sliceNanos) {
    if (cpus < 1 || cpus > MAX_CPUS || sliceNanos < 1) {
      throw new IllegalArgumentException("cpus " + cpus + ", slice " + sliceNanos + "ns");
    }
    root = new CpuGroup("/", cpus);
    scheduler = new Scheduler(root, cpus, sliceNanos);
    averageLater();
  }

  private void averageLater() {
    timers.at(
        nowNanos() + Pressure.AVERAGE_EVERY_NANOS,
        () -> {
          root.averagePressure();
          averageLater();
        });
  }

  public void listenTo(ProcessListener newListener) {
    listener = newListener;
  }

  /** Virtual time since the machine was started. */
  public long nowNanos() {
    return scheduler.nowNanos();
  }

  public int cpus() {
    return scheduler.cpus();
  }

  /** Lets the machine run until then; time never goes back. */
  public void advanceTo(long untilNanos) {
    if (untilNanos < nowNanos()) {
      throw new IllegalArgumentException("time cannot go back to " + untilNanos + "ns");
    }
    long next = Math.min(scheduler.nextNanos(), timers.nextNanos());
    while (next <= untilNanos) {
      events++;
      scheduler.pass(next);
      scheduler.runDue();
      timers.runDue(next);
      next = Math.min(scheduler.nextNanos(), timers.nextNanos());
    }
    scheduler.pass(untilNanos);
  }

  /** Times so far at which the scheduler or a timer had something to do. */
  public long events() {
    return events;
  }

  /** Does something at a time that is not past. */
  public void at(long atNanos, Runnable action) {
    if (atNanos < nowNanos()) {
      throw new IllegalArgumentException(atNanos + "ns is past");
    }
    timers.at(atNanos, action);
  }

  public CpuGroup root() {
    return root;
  }

  /** Makes a group of weight 100; its parent must not have such a child. */
  public CpuGroup makeGroup(CpuGroup parent, String name) {
    CpuGroup group = new CpuGroup((parent == root ? "" : parent.path()) + "/" + name, cpus());
    parent.addChild(name, group);
    return group;
  }

  /** Removes a group without processes and child groups. */
  public void removeGroup(CpuGroup group) {
    CpuGroup parent = group.parent;
    if (parent == null || !group.processes().isEmpty() || !group.children().isEmpty()) {
      throw new IllegalStateException(group.path() + " is in use");
    }
    scheduler.forget(group);
    parent.removeChild(group);
  }

  /**
   * @param weight {@link #MIN_WEIGHT} to {@link #MAX_WEIGHT}
   */
  public void setWeight(CpuGroup group, int weight) {
    if (weight < MIN_WEIGHT || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("weight " + weight);
    }
    group.weight = weight;
    scheduler.reweigh();
  }

  /**
   * Limits a group, other than the root, to so much CPU time in each period.
   *
   * @param quotaNanos above 0; {@link Bandwidth#NO_LIMIT} = no limit
   * @param periodNanos above 0
   */
  public void setLimit(CpuGroup group, long quotaNanos, long periodNanos) {
    if (quotaNanos <= 0 || periodNanos <= 0 || group == root) {
      throw new IllegalArgumentException(
          group.path() + ": " + quotaNanos + "ns of " + periodNanos + "ns");
    }
    scheduler.limit(group, quotaNanos, periodNanos);
  }

  /** The running processes, by number. */
  public Collection<SimProcess> processes() {
    return Collections.unmodifiableCollection(processes.values());
  }

  public @Nullable SimProcess process(int pid) {
    return processes.get(pid);
  }

  /** Starts a process whose threads sleep. */
  SimProcess start(
      String command, CpuGroup group, int threads, CpuAccount account, SimProcess.Work work) {
    SimProcess process = new SimProcess(nextPid, command, group, nowNanos(), account, work);
    for (int i = 0; i < threads; i++) {
      SimThread thread = new SimThread(nextPid++, process);
      thread.parent = group;
      process.addThread(thread);
    }
    processes.put(process.pid(), process);
    group.processes.put(process.pid(), process);
    if (listener != null) {
      listener.started(process);
    }
    return process;
  }

  void wake(SimThread thread, long workNanos) {
    scheduler.wake(thread, workNanos);
  }

  void end(SimProcess process) {
    if (process.ended) {
      return;
    }
    process.ended = true;
    process.threads().forEach(scheduler::sleep);
    process.group.processes.remove(process.pid());
    processes.remove(process.pid());
    if (listener != null) {
      listener.ended(process);
    }
  }

  /** Moves a process to another group; its threads go on with their work there. */
  public void move(SimProcess process, CpuGroup target) {
    if (process.ended || process.group == target) {
      return;
    }
    process.group.processes.remove(process.pid());
    target.processes.put(process.pid(), process);
    process.group = target;
    for (SimThread thread : process.threads()) {
      boolean wantsToRun = thread.isRunnable();
      long left = thread.workLeftNanos;
      scheduler.sleep(thread);
      thread.parent = target;
      thread.lag = 0;
      if (wantsToRun) {
        scheduler.wake(thread, left);
      }
    }
  }
}
