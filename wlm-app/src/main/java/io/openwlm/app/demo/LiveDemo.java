package io.openwlm.app.demo;

import io.openwlm.core.port.RecordSink;
import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.record.write.RecordLimits;
import io.openwlm.record.write.RecordWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The whole demo on this machine: three runs with the same loads. However the process ends, nothing
 * of a run is left: orderly or by signal this class removes it, otherwise its {@link Watchdog}.
 */
public final class LiveDemo {
  private final DemoPlan plan;
  private final DemoScreen screen;
  private final @Nullable Path records;
  private final DirKernelFs fs = DirKernelFs.detect();
  private volatile @Nullable DemoRun current;
  private volatile boolean stopping;

  /**
   * @param records where the records of the run with OpenWLM go; null for none
   */
  public LiveDemo(DemoPlan plan, DemoScreen screen, @Nullable Path records) {
    this.plan = plan;
    this.screen = screen;
    this.records = records;
  }

  /** The demo on real control groups; on a simulated machine if none can be written. */
  public DemoSummary run() throws IOException, InterruptedException {
    String mode;
    try (DemoGroups probe =
        DemoGroups.create(fs, ProcessHandle.current().pid(), DemoGroups.CLASSES)) {
      mode = probe.mode();
    } catch (DemoGroups.NotWritable e) {
      screen.say("No control group can be written here: " + e.getMessage() + ".");
      screen.say("As root, on a machine with cgroup v2 or v1, this demo runs real processes.");
      screen.say("Now the same on a simulated machine:");
      return simulated();
    }
    Thread cleanup = Thread.ofPlatform().unstarted(this::closeCurrent);
    Runtime.getRuntime().addShutdownHook(cleanup);
    int rounds = DemoRun.calibrate();
    RunResult uncontrolled = run(DemoRun.Control.UNCONTROLLED, rounds);
    RunResult equalGroups = run(DemoRun.Control.EQUAL_GROUPS, rounds);
    RunResult controlled = run(DemoRun.Control.CONTROLLED, rounds);
    Runtime.getRuntime().removeShutdownHook(cleanup);
    String kernel = System.getProperty("os.version", "");
    return new DemoSummary(mode, kernel, plan, uncontrolled, equalGroups, controlled);
  }

  /** The demo on a simulated machine. */
  public DemoSummary simulated() throws IOException {
    if (records == null) {
      return SimulatedDemo.run(plan, screen, RecordSink.NONE);
    }
    try (RecordWriter writer = RecordWriter.open(records, RecordLimits.DEFAULT, screen::say)) {
      return SimulatedDemo.run(plan, screen, writer.waiting());
    }
  }

  /** The process was told to end: what fails from now on is no news. */
  public boolean isStopping() {
    return stopping;
  }

  private RunResult run(DemoRun.Control control, int rounds)
      throws IOException, InterruptedException {
    try (DemoRun run = new DemoRun(plan, control, screen, fs, records)) {
      current = run;
      return run.run(rounds);
    } catch (DemoGroups.NotWritable e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      current = null;
    }
  }

  /** Ctrl-C and termination: leave nothing behind. */
  private void closeCurrent() {
    stopping = true;
    DemoRun run = current;
    if (run != null) {
      try {
        run.close();
      } catch (IOException e) {
        screen.say("WLM0289E " + e.getMessage());
      }
    }
  }
}
