package io.openwlm.app;

import io.openwlm.core.policy.PolicyDesk;
import io.openwlm.core.policy.UnreadableCoupleDataSet;
import io.openwlm.core.port.Clock;
import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import io.openwlm.server.ControlServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A control socket with an invented manager behind it, for tests of the clients. Started by hand
 * ({@code main SOCKET}) it serves {@code wlm top} without root.
 */
public final class SampleDaemon implements ManagerControl, AutoCloseable {
  private final AtomicBoolean enforcing = new AtomicBoolean(true);
  private final AtomicLong reported = new AtomicLong();
  private final ControlServer server;

  public SampleDaemon(Path socket) throws java.io.IOException {
    server = ControlServer.open(socket, this, policies(), line -> {});
  }

  public static void main(String[] args) throws Exception {
    try (SampleDaemon daemon = new SampleDaemon(Path.of(args[0]))) {
      System.out.println("ready, reported " + daemon.reported());
      Thread.currentThread().join();
    }
  }

  /** Policies without a couple data set behind them. */
  private static PolicyControl policies() {
    Clock clock =
        new Clock() {
          @Override
          public long nanoTime() {
            return 0;
          }

          @Override
          public long epochMillis() {
            return 0;
          }
        };
    return new PolicyDesk(new UnreadableCoupleDataSet("a sample keeps nothing"), clock, "sample");
  }

  /** Transactions reported so far. */
  public long reported() {
    return reported.get();
  }

  @Override
  public ManagerStatus status() {
    ManagerStatus s = SampleStatus.flood();
    long now = System.currentTimeMillis();
    List<ClassStatus> classes = new ArrayList<>(s.classes());
    return new ManagerStatus(
        s.host(),
        s.definition(),
        s.definitionFile(),
        s.policy(),
        s.policySinceEpochMillis(),
        s.policyByUser(),
        s.mode(),
        enforcing.get(),
        s.version(),
        s.pid(),
        now,
        s.upSeconds(),
        s.intervals(),
        s.samplingMillis(),
        s.adjustmentMillis(),
        s.cpus(),
        now / 1000 % 100,
        s.systemPressurePercent(),
        classes,
        s.decisions(),
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public ReportAnswer report(
      String serviceClass,
      long[] responseNanos,
      int count,
      long inFlight,
      long oldestInFlightNanos,
      long dropped,
      long reporter,
      String user) {
    if (!serviceClass.equals("INTERACT")) {
      return ReportAnswer.UNKNOWN_CLASS;
    }
    reported.addAndGet(count);
    return ReportAnswer.ACCEPTED;
  }

  @Override
  public ReportAnswer queued(String serviceClass, long waiting, long reporter, String user) {
    return ReportAnswer.ACCEPTED;
  }

  @Override
  public void reporterGone(long reporter) {}

  @Override
  public String setEnforce(boolean enforce, String byUser) {
    enforcing.set(enforce);
    return enforce ? "enforcing" : "observing";
  }

  @Override
  public String restore(String byUser) {
    enforcing.set(false);
    return "restored";
  }

  @Override
  public List<RuleHits> rules() {
    return List.of();
  }

  @Override
  public String classify(WorkAttributes work) {
    return "result for " + work.get(QualifierType.UI);
  }

  @Override
  public String classifyPid(int pid) {
    return "result for " + pid;
  }

  @Override
  public void close() throws java.io.IOException {
    server.close();
  }
}
