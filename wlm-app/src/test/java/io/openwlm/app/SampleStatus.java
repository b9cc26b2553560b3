package io.openwlm.app;

import io.openwlm.model.status.ClassResources;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.DecisionStatus.Change;
import io.openwlm.model.status.DecisionStatus.NotChosen;
import io.openwlm.model.status.DecisionStatus.Write;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.ResponseTimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A manager's picture for tests: a flood of batch work, met by a first raise. */
public final class SampleStatus {
  /** 2026-11-21 14:32:10 UTC. */
  public static final long AT_MILLIS = 1_795_271_530_000L;

  private SampleStatus() {}

  public static ManagerStatus flood() {
    return with(classes(), decisions(), List.of());
  }

  public static ManagerStatus with(
      List<ClassStatus> classes, List<DecisionStatus> decisions, List<String> warnings) {
    return new ManagerStatus(
        "HOST01",
        "WEEKDAY",
        "/etc/wlm/weekday.yaml",
        "WORKDAY",
        0,
        "root",
        "cgroup2",
        true,
        "0.1.0",
        4711,
        AT_MILLIS,
        11520,
        4608,
        250,
        2000,
        8,
        87,
        21.4,
        classes,
        decisions,
        warnings,
        List.of(),
        List.of());
  }

  public static List<ClassStatus> classes() {
    return List.of(
        new ClassStatus(
            "BATCHLOW",
            6,
            "discretionary",
            "-",
            null,
            List.of(),
            "fixed",
            "NONE",
            "",
            20,
            60,
            140,
            19,
            81,
            0,
            90,
            0,
            0,
            0,
            12,
            "at floor",
            "",
            ClassResources.UNKNOWN,
            List.of("/wlm/batchlow"),
            List.of()),
        new ClassStatus(
            "INTERACT",
            1,
            "90% < 500ms",
            "66%",
            1.84,
            Arrays.asList(0.4, 0.5, null, 0.6, 0.9, 1.1, 1.5, 2.4, 1.84),
            "transactions",
            "HIGH",
            "",
            320,
            180,
            212,
            39,
            61,
            0,
            70,
            41.5,
            3,
            0,
            4,
            "receiver",
            "raised 180>320: the goal is missed",
            new ClassResources(3, 12, 0, 55, 734_003_200L, 120.5, 42, 2.5, 106_000),
            List.of("/wlm/interact"),
            List.of(
                new ResponseTimeSpan(2, 83, 912.4, 66.2, "MEDIUM"),
                new ResponseTimeSpan(60, 2490, 640.0, 81.5, "HIGH"),
                new ResponseTimeSpan(300, 12450, 481.25, 91.0, "HIGH"))),
        new ClassStatus(
            "PAYMENTS",
            1,
            "avg < 80ms",
            "61ms",
            0.76,
            Arrays.asList(0.7, 0.8, 0.76),
            "transactions",
            "MEDIUM",
            "",
            400,
            400,
            95,
            96,
            4,
            0,
            10,
            12,
            0,
            0,
            2,
            "steady",
            "",
            ClassResources.UNKNOWN,
            List.of("/wlm/payments"),
            List.of(
                new ResponseTimeSpan(2, 0, null, null, "NONE"),
                new ResponseTimeSpan(60, 7, 61.0, 100.0, "LOW"),
                new ResponseTimeSpan(300, 7, 61.0, 100.0, "LOW"))),
        new ClassStatus(
            "CIBUILD",
            3,
            "velocity 30",
            "v19",
            1.58,
            Arrays.asList(0.9, 1.0, 1.2, 1.4, 1.58),
            "using/delay",
            "MEDIUM",
            "",
            60,
            160,
            102,
            30,
            70,
            0,
            88,
            -1,
            0,
            0,
            9,
            "donor",
            "lowered 160>60",
            ClassResources.UNKNOWN,
            List.of("/wlm/ci"),
            List.of()),
        new ClassStatus(
            "NIGHTLY",
            4,
            "velocity 10",
            "-",
            null,
            List.of(),
            "none",
            "NONE",
            "no process in the class",
            0,
            0,
            0,
            -1,
            -1,
            -1,
            -1,
            0,
            0,
            0,
            0,
            "no data",
            "",
            ClassResources.UNKNOWN,
            List.of(),
            List.of()));
  }

  public static List<DecisionStatus> decisions() {
    return List.of(
        decision(
            48213,
            "RAISE",
            "INTERACT",
            "GOAL_MISSED",
            1.84,
            List.of(
                new Change("INTERACT", 1, "weight", 180, 320, "GOAL_MISSED"),
                new Change("CIBUILD", 3, "weight", 160, 60, "DONATED"),
                new Change("BATCHLOW", 6, "weight", 60, 20, "DONATED")),
            List.of(
                new NotChosen("PAYMENTS", "DONOR_MORE_IMPORTANT", "importance 1"),
                new NotChosen("NIGHTLY", "DONOR_NO_USE", "0.00 CPUs")),
            List.of(1.12, 0.97)),
        decision(
            48212,
            "SKIP",
            "CIBUILD",
            "NO_DONOR",
            1.58,
            List.of(),
            List.of(new NotChosen("BATCHLOW", "DONOR_AT_FLOOR", "minimum 20")),
            List.of()),
        decision(48211, "SKIP", "INTERACT", "SETTLING", 1.7, List.of(), List.of(), List.of()),
        new DecisionStatus(
            48210,
            4600,
            AT_MILLIS - 14_000,
            "MODE",
            "",
            "OPERATOR",
            "",
            "",
            null,
            "",
            DecisionStatus.Where.UNKNOWN,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "enforce on by root"));
  }

  private static DecisionStatus decision(
      long id,
      String act,
      String serviceClass,
      String reason,
      @Nullable Double pi,
      List<Change> changes,
      List<NotChosen> notChosen,
      List<Double> after) {
    List<Write> writes = new ArrayList<>();
    for (Change change : changes) {
      boolean refused = change.serviceClass().equals("BATCHLOW");
      writes.add(
          new Write(
              change.serviceClass(),
              "/wlm/" + change.serviceClass().toLowerCase(java.util.Locale.ROOT) + "/cpu.weight",
              Long.toString(change.to()),
              refused ? "60" : Long.toString(change.to()),
              refused ? "REFUSED" : "APPLIED",
              refused ? "EACCES" : ""));
    }
    List<DecisionStatus.Projected> projections =
        changes.isEmpty()
            ? List.of()
            : List.of(
                new DecisionStatus.Projected(serviceClass, 1, pi, 0.9, after.getLast()),
                new DecisionStatus.Projected("CIBUILD", 3, 0.91, 1.62, 1.58),
                new DecisionStatus.Projected("BATCHLOW", 6, null, null, null));
    return new DecisionStatus(
        id,
        4608,
        AT_MILLIS - (48213 - id) * 2000,
        act,
        serviceClass,
        reason,
        "90% < 500ms",
        "66%",
        pi,
        "transactions",
        new DecisionStatus.Where(39, 61, 0, 0, 0, 0),
        changes,
        notChosen,
        projections,
        writes,
        after,
        "");
  }
}
