package io.openwlm.simulator.kernel;

import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.MemoryKernelFs;
import io.openwlm.simulator.machine.CpuGroup;
import io.openwlm.simulator.machine.MachineModel;
import io.openwlm.simulator.machine.SimProcess;

/**
 * A simulated machine with its kernel files: cgroup v2, pressure and procfs. Files show the machine
 * as it is at the moment of reading; writes change it at once. The files may be read and written by
 * several threads, also while {@link #advanceTo} runs: both hold the same lock.
 *
 * <p>Nothing waits for memory or I/O.
 */
public final class SimulatedKernel {
  private final MachineModel machine;
  private final MemoryKernelFs fs =
      new MemoryKernelFs(KernelRoot.CGROUP2, KernelRoot.PROC, KernelRoot.SYS);
  private final CgroupFiles cgroups;

  /**
   * @param machine without processes yet; from now on only this kernel lets it run
   */
  public SimulatedKernel(MachineModel machine) {
    this.machine = machine;
    cgroups = new CgroupFiles(fs, machine);
    ProcFiles proc = new ProcFiles(fs, machine);
    synchronized (fs) {
      cgroups.addRoot();
      proc.addSystem();
      fs.rules(KernelRoot.CGROUP2, cgroups);
      machine.listenTo(
          new MachineModel.ProcessListener() {
            @Override
            public void started(SimProcess process) {
              proc.add(process);
            }

            @Override
            public void ended(SimProcess process) {
              proc.remove(process);
            }
          });
    }
  }

  /** The kernel files, for the adapters. */
  public KernelFs files() {
    return fs;
  }

  /**
   * A control group; made, with its parents, if it is not there. All parents enable the cpu
   * controller for their children.
   */
  public CpuGroup group(String path) {
    synchronized (fs) {
      return cgroups.make(path);
    }
  }

  /** Lets the machine run until then. */
  public void advanceTo(long untilNanos) {
    synchronized (fs) {
      machine.advanceTo(untilNanos);
    }
  }
}
