package io.openwlm.simulator.machine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Build-like work: a parent process that sleeps, and a number of jobs side by side. Each job is a
 * new process of one thread that burns its CPU time and ends; after a pause the next one starts, in
 * the group where the parent is by then.
 */
public final class PeriodicJobs implements Workload {
  private final MachineModel machine;
  private final Settings settings;
  private final Dice dice;
  private final CpuAccount account = new CpuAccount();
  private final List<SimProcess> jobs = new ArrayList<>();
  private @Nullable SimProcess parent;
  private long done;

  /**
   * What the jobs are.
   *
   * @param command of the jobs; the parent has the name {@code make}
   * @param parallel jobs at the same time, 1 or more
   * @param cpu CPU time of one job
   * @param pauseNanos from the end of a job to the start of the next, 0 or more
   */
  public record Settings(String command, int parallel, CpuDemand cpu, long pauseNanos) {}

  /**
   * @param name tells the draws of this workload from those of others of the same seed
   */
  public PeriodicJobs(MachineModel machine, Settings settings, long seed, String name) {
    this.machine = machine;
    this.settings = settings;
    dice = Dice.named(seed, name);
  }

  @Override
  public void start(CpuGroup group) {
    parent = machine.start("make", group, 1, account, _ -> 0);
    for (int i = 0; i < settings.parallel(); i++) {
      startJob();
    }
  }

  private void startJob() {
    if (parent == null || parent.hasEnded()) {
      return;
    }
    SimProcess job = machine.start(settings.command(), parent.group(), 1, account, this::endOfJob);
    jobs.add(job);
    machine.wake(job.threads().getFirst(), settings.cpu().draw(dice));
  }

  private long endOfJob(SimThread thread) {
    done++;
    jobs.remove(thread.process());
    machine.end(thread.process());
    machine.at(machine.nowNanos() + settings.pauseNanos(), this::startJob);
    return 0;
  }

  @Override
  public void stop() {
    if (parent != null) {
      machine.end(parent);
    }
    List.copyOf(jobs).forEach(machine::end);
    jobs.clear();
  }

  @Override
  public long usedNanos() {
    return account.usedNanos();
  }

  /** Jobs that have ended. */
  public long done() {
    return done;
  }
}
