package io.openwlm.simulator.machine;

import org.jspecify.annotations.Nullable;

/** Batch burners: one process whose threads take all CPU they get. */
public final class SpinnerWorkload implements Workload {
  private final MachineModel machine;
  private final String command;
  private final int threads;
  private final CpuAccount account = new CpuAccount();
  private @Nullable SimProcess process;

  /**
   * @param threads 1 or more
   */
  public SpinnerWorkload(MachineModel machine, String command, int threads) {
    this.machine = machine;
    this.command = command;
    this.threads = threads;
  }

  @Override
  public void start(CpuGroup group) {
    process = machine.start(command, group, threads, account, _ -> SimThread.ENDLESS);
    process.threads().forEach(thread -> machine.wake(thread, SimThread.ENDLESS));
  }

  @Override
  public void stop() {
    if (process != null) {
      machine.end(process);
    }
  }

  @Override
  public long usedNanos() {
    return account.usedNanos();
  }
}
