package io.openwlm.linux;

import static io.openwlm.linux.KernelContract.expect;
import static io.openwlm.linux.KernelContract.expectEquals;
import static io.openwlm.linux.KernelContract.pause;

import io.openwlm.core.port.WorkDiscovery.DiscoveryReport;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationPlan.Write;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClassPeriod;
import java.util.List;

/** Periods on a real kernel; part of the contract. */
final class PeriodsCheck {
  private static final int SECOND_PERIOD = 2;
  private static final String GROUP = "b.period2";

  /** 100,000 service units. */
  private static final long DURATION_NANOS = 2_000_000_000L;

  /** Never runs long itself: the CPU time is that of short-lived children. */
  private static final String JOB =
      "while :; do sh -c 'i=0; while [ $i -lt 5000 ]; do i=$((i+1)); done'; done";

  private PeriodsCheck() {}

  static void workAgesIntoItsNextPeriod() throws Exception {
    Goal goal = new Goal.VelocityGoal(30);
    try (KernelBed bed =
        new KernelBed(
            new ServiceClassPeriod(goal, new Importance(3), 100_000L),
            new ServiceClassPeriod(goal, new Importance(5), null))) {
      bed.place();
      bed.start(KernelBed.B, "sh", "-c", JOB);
      int job = bed.hogPids().getFirst().intValue();
      bed.place();
      expect(
          service(bed, job) < DURATION_NANOS,
          "the first look came late: " + service(bed, job) + " ns of service");
      expect(groupOf(bed, job).endsWith("/b"), "at first in " + groupOf(bed, job));
      bed.sample();
      for (int i = 0; i < 300 && !groupOf(bed, job).endsWith(GROUP); i++) {
        expect(i < 299, "did not age with " + service(bed, job) + " ns of service");
        pause(50);
        bed.place();
        bed.sample();
      }
      long service = service(bed, job);
      System.out.printf("INFO aged with %d ms of CPU time, 2000 asked%n", service / 1_000_000);
      expect(service > DURATION_NANOS, "aged too early, with " + service);
      long before = bed.sample().usageNanos[SECOND_PERIOD];
      pause(500);
      long used = bed.sample().usageNanos[SECOND_PERIOD] - before;
      expect(used > 50_000_000, "the second period used " + used + " ns in 500 ms");
      expectWeight(bed, 300);
      bed.restartDaemon(1);
      DiscoveryReport report = bed.place();
      expectEquals(0, report.processes().get(KernelBed.B), "first period after a restart");
      expect(report.processes().get(SECOND_PERIOD) > 0, "the second period has no work");
      expect(bed.machine.actuator().isAdopted(SECOND_PERIOD), "the weight is not adopted");
    }
  }

  private static void expectWeight(KernelBed bed, int weight) {
    ActuationReport report =
        bed.machine
            .actuator()
            .apply(new ActuationPlan(List.of(Write.weight(SECOND_PERIOD, "B.2", weight))), 1);
    expectEquals(
        Long.toString(bed.hierarchy.toKernel(weight)),
        bed.read(bed.weightFile(GROUP)),
        "weight of the second period: " + report);
  }

  private static String groupOf(KernelBed bed, int pid) {
    return process(bed, pid).group();
  }

  private static long service(KernelBed bed, int pid) {
    return process(bed, pid).service().userNanos() + process(bed, pid).service().systemNanos();
  }

  private static ProcessInfo process(KernelBed bed, int pid) {
    return new ProcessTable(bed.fs).process(pid).orElseThrow();
  }
}
