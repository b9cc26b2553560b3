package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.Node;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;

/** Reads what should come of a run. */
final class ExpectationReader {
  private static final List<String> KINDS =
      List.of("in-goal", "recovers-within", "cpu-work", "weight-changes");
  private static final List<String> KEYS =
      List.of(
          "class",
          "in-goal",
          "recovers-within",
          "cpu-work",
          "weight-changes",
          "from",
          "to",
          "after",
          "last");
  private static final int MAX_INTERVALS = 10_000;

  private final ScenarioProblems problems;
  private final ServiceDefinition definition;
  private final long durationNanos;

  /**
   * @param definition of the policy in force, with one class per period
   */
  ExpectationReader(ScenarioProblems problems, ServiceDefinition definition, long durationNanos) {
    this.problems = problems;
    this.definition = definition;
    this.durationNanos = durationNanos;
  }

  List<Expectation> read(Keys top) {
    List<Expectation> expectations = new ArrayList<>();
    for (Node each : top.items("expect", ScenarioReader.MAX_ITEMS)) {
      Keys keys = new Keys(each, "an expectation", problems, KEYS);
      String kind = keys.one(KINDS);
      if (kind != null) {
        expectations.add(expectation(keys, kind));
      }
    }
    return expectations;
  }

  private Expectation expectation(Keys keys, String kind) {
    switch (kind) {
      case "in-goal", "cpu-work" -> keys.refuse(kind, List.of("after", "last"));
      case "recovers-within" -> keys.refuse(kind, List.of("from", "to", "last"));
      default -> keys.refuse(kind, List.of("class", "from", "to", "after"));
    }
    String of = kind.equals("weight-changes") ? "" : serviceClass(keys);
    long from = keys.duration("from", 0, 0L);
    long to = keys.duration("to", 1, durationNanos);
    keys.checkBeforeEnd("from", from, durationNanos);
    return switch (kind) {
      case "in-goal" -> new Expectation.InGoal(of, keys.share("in-goal"), from, to);
      case "cpu-work" ->
          new Expectation.CpuWork(of, keys.duration("cpu-work", 1, null) / 1e9, from, to);
      case "recovers-within" -> {
        long after = keys.duration("after", 0, null);
        keys.checkBeforeEnd("after", after, durationNanos);
        int intervals = (int) keys.number("recovers-within", 1, MAX_INTERVALS, null);
        yield new Expectation.Recovery(of, after, intervals);
      }
      default ->
          new Expectation.Quiet(
              (int) keys.number("weight-changes", 0, MAX_INTERVALS, null),
              keys.duration("last", 1, null));
    };
  }

  private String serviceClass(Keys keys) {
    String name = keys.text("class", "");
    Node at = keys.required("class");
    if (at != null && definition.serviceClass(name).isEmpty()) {
      problems.add(ScenarioCode.UNKNOWN_NAME, at, "", "service class", name);
    }
    return name;
  }
}
