package io.openwlm.app.daemon;

import io.openwlm.app.cli.ExitCode;
import io.openwlm.app.cli.Version;
import io.openwlm.app.wiring.Assembly;
import io.openwlm.app.wiring.Tokens;
import io.openwlm.core.cycle.ManagerIdentity;
import io.openwlm.core.policy.PolicyDesk;
import io.openwlm.core.policy.PolicyOrder;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.actuate.StateDirectory;
import io.openwlm.linux.cgroup.CpuCount;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.probe.Capabilities;
import io.openwlm.linux.probe.CapabilityProbe;
import io.openwlm.linux.probe.Finding;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.sysplex.StoreInUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The daemon on this machine's kernel. */
final class LinuxDaemon {
  private LinuxDaemon() {}

  /**
   * @param given the definition of the command line; null if there is none
   */
  static int run(Wlmd options, @Nullable ServiceDefinition given, Consumer<String> log)
      throws IOException {
    DirKernelFs fs = DirKernelFs.detect();
    SystemClock clock = new SystemClock();
    PolicyKeeper.Given commandLine = options.given(given, options.definition);
    try (PolicyKeeper keeper =
        PolicyKeeper.open(options.coupleDirectory(), commandLine, clock, hostName(fs), log)) {
      return run(options, fs, clock, keeper, log);
    } catch (PolicyDesk.NothingToStartWith e) {
      return Wlmd.usage(String.valueOf(e.getMessage()));
    } catch (StoreInUse e) {
      log.accept("WLM0312E " + e.text());
      return ExitCode.FAILED;
    }
  }

  private static int run(
      Wlmd options, DirKernelFs fs, SystemClock clock, PolicyKeeper keeper, Consumer<String> log)
      throws IOException {
    PolicyOrder order = options.withMode(keeper.order());
    ServiceDefinition definition = order.definition();
    Capabilities capabilities = CapabilityProbe.probe(fs, definition.cgroupRoot());
    if (capabilities.mode().equals(Capabilities.NO_MODE)) {
      log.accept(
          "WLM0306E no control group hierarchy with CPU control is mounted; see: wlm doctor");
      return ExitCode.FAILED;
    }
    if (definition.control().enforce() && !capabilities.canEnforce()) {
      log.accept(
          "WLM0307E weights cannot be written here, so goals cannot be enforced; see: wlm doctor,"
              + " or start with --observe-only");
      return ExitCode.NOT_PERMITTED;
    }
    List<String> warnings =
        capabilities.findings().stream()
            .filter(f -> f.level() != Finding.Level.OK)
            .map(f -> f.subject() + ": " + f.fact() + "; " + f.effect())
            .toList();
    warnings.forEach(w -> log.accept("WLM0308W " + w));
    List<String> shown = new ArrayList<>(keeper.warnings());
    shown.addAll(warnings);
    CpuHierarchy hierarchy = CpuHierarchy.of(fs).orElseThrow();
    try (Telemetry telemetry = Telemetry.of(options, log);
        StateDirectory state = StateDirectory.open(options.state);
        RestoreJournal journal = state.openJournal()) {
      journal
          .refused()
          .forEach(l ->
              log.accept(
                  "WLM0309W restore.journal line " + l.number() + " refused: " + l.reason()));
      ManagerIdentity identity =
          new ManagerIdentity(
              hostName(fs),
              capabilities.mode(),
              Version.number(),
              ProcessHandle.current().pid(),
              CpuCount.online(fs, Runtime.getRuntime().availableProcessors()),
              shown);
      try (Records records = options.openRecords(options.state.resolve("records"));
          Tokens tokens =
              Tokens.of(new Tokens.Place(options.state.resolve("tokens"), clock, bootId(fs)), log);
          Assembly assembly =
              Assembly.of(
                  new Assembly.Bed(
                      fs,
                      hierarchy,
                      journal,
                      ContainerFacts.ofMachine(),
                      records.sink().and(telemetry.records()),
                      state.environments(log),
                      tokens),
                  order,
                  clock,
                  identity)) {
        return new Service(assembly, keeper, clock, LinuxDaemon::pause, telemetry, tokens, log)
            .run(options.doors(options.state));
      }
    } catch (StateDirectory.InUse e) {
      log.accept("WLM0312E " + e.getMessage() + "; one daemon per state directory");
      return ExitCode.FAILED;
    }
  }

  private static boolean pause(long dueNanos) {
    long left = dueNanos - System.nanoTime();
    if (left > 0) {
      LockSupport.parkNanos(left);
    }
    return true;
  }

  private static String bootId(DirKernelFs fs) {
    return fs.read(KernelRoot.PROC, "/sys/kernel/random/boot_id") instanceof KernelAnswer.Value v
        ? v.text().strip()
        : "";
  }

  private static String hostName(DirKernelFs fs) {
    return fs.read(KernelRoot.PROC, "/sys/kernel/hostname") instanceof KernelAnswer.Value v
        ? v.text().strip()
        : "localhost";
  }
}
