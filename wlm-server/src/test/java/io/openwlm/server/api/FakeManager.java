package io.openwlm.server.api;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.ClassResources;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.ResponseTimeSpan;
import io.openwlm.model.status.RuleHits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A manager with two classes and a few decisions, that writes down what it is asked. */
final class FakeManager implements ManagerControl {
  final List<String> calls = new ArrayList<>();
  final FakeTokens tokens = new FakeTokens();
  volatile boolean enforcing;
  volatile String name = "ONLINE";
  volatile String warning = "psi: disabled";
  volatile long interval = 7;
  volatile long stoppedAtMillis;
  volatile List<DecisionStatus> decisions = List.of(decision(2), decision(1));

  static DecisionStatus decision(long id) {
    return new DecisionStatus(
        id,
        3,
        1_000,
        "RAISE",
        "ONLINE",
        "GOAL_MISSED",
        "90% < 50ms",
        "62%",
        1.84,
        "transactions",
        new DecisionStatus.Where(40, 55, 0, 5, 0, 0),
        List.of(
            new DecisionStatus.Change("ONLINE", 1, "weight", 100, 180, "GOAL_MISSED"),
            new DecisionStatus.Change("BATCH", 6, "weight", 100, 20, "DONOR_GAVE")),
        List.of(new DecisionStatus.NotChosen("SYSTEM", "DONOR_MORE_IMPORTANT", "")),
        List.of(new DecisionStatus.Projected("ONLINE", 1, 1.84, 1.1, null)),
        List.of(new DecisionStatus.Write("ONLINE", "cpu.weight", "180", "180", "APPLIED", "")),
        List.of(1.2),
        "");
  }

  @Override
  public ManagerStatus status() {
    long now = stoppedAtMillis == 0 ? System.currentTimeMillis() : stoppedAtMillis;
    return new ManagerStatus(
        "host1",
        "SHOP",
        "shop.yaml",
        "DEFAULT",
        1_700_000_000_000L,
        "root",
        "cgroup2",
        enforcing,
        "0.1",
        1,
        now,
        60,
        interval,
        250,
        2000,
        4,
        Double.NaN,
        -1,
        List.of(shown(name, 1, 1.84), shown("BATCH", 6, null)),
        decisions,
        warning.isEmpty() ? List.of() : List.of(warning),
        List.of(),
        List.of());
  }

  private static ClassStatus shown(String name, int importance, Double index) {
    return new ClassStatus(
        name,
        importance,
        importance > 5 ? "discretionary" : "90% < 50ms",
        index == null ? "-" : "62%",
        index,
        Arrays.asList(null, 1.84),
        "transactions",
        "HIGH",
        "",
        180,
        100,
        52.5,
        40,
        55,
        0,
        12,
        80,
        3,
        0,
        4,
        "receiver",
        "100>180 GOAL_MISSED",
        ClassResources.UNKNOWN,
        List.of("/shop"),
        List.of(new ResponseTimeSpan(2, 160, 61.0, 62.0, "HIGH")));
  }

  @Override
  public ReportAnswer report(
      String c, long[] n, int count, long f, long o, long d, long r, String u) {
    return ReportAnswer.UNKNOWN_CLASS;
  }

  @Override
  public ReportAnswer queued(String serviceClass, long waiting, long reporter, String user) {
    return ReportAnswer.ACCEPTED;
  }

  @Override
  public void reporterGone(long reporter) {}

  @Override
  public FakeTokens tokens() {
    return tokens;
  }

  @Override
  public synchronized String setEnforce(boolean enforce, String byUser) {
    calls.add("enforce " + enforce + " by " + byUser);
    enforcing = enforce;
    return enforce ? "enforcing" : "observing only";
  }

  @Override
  public synchronized String restore(String byUser) {
    calls.add("restore by " + byUser);
    return "restored; observing only";
  }

  @Override
  public String classify(WorkAttributes work) {
    return work.toString();
  }

  @Override
  public String classifyPid(int pid) {
    return "process " + pid;
  }

  @Override
  public List<RuleHits> rules() {
    return List.of(
        new RuleHits("STC", "1", 1, "UI=web*", 7, "ONLINE", 41),
        new RuleHits("STC", "2", 1, "UI=batch", 8, "BATCH", 2));
  }
}
