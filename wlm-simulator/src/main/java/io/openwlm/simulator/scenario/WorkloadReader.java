package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.Node;
import io.openwlm.simulator.machine.CpuDemand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads workloads, and knows which names are taken. */
final class WorkloadReader {
  private static final int MAX_COMMAND = 15;
  private static final long MAX_THREADS = 10_000;
  private static final long MAX_PARALLEL = 1_000;
  private static final long MICROSECOND = 1_000;
  private static final List<String> KINDS = List.of("spinners", "jobs", "requests");
  private static final List<String> KEYS =
      List.of("name", "command", "spinners", "jobs", "requests");
  private static final List<String> JOB_KEYS = List.of("parallel", "cpu", "distribution", "pause");
  private static final List<String> REQUEST_KEYS =
      List.of("service-class", "rate", "arrivals", "cpu", "distribution", "threads");

  private final ScenarioProblems problems;
  private final Map<String, WorkloadSpec> byName = new HashMap<>();
  private final Map<WorkloadSpec.Requests, Node> classes = new HashMap<>();

  WorkloadReader(ScenarioProblems problems) {
    this.problems = problems;
  }

  /** Null after reporting what is wrong. */
  @Nullable WorkloadSpec read(Node node) {
    Keys keys = new Keys(node, "a workload", problems, KEYS);
    String name = keys.name("name");
    String command = keys.text("command", name);
    command = command.substring(0, Math.min(MAX_COMMAND, command.length()));
    String kind = keys.one(KINDS);
    Node body = kind == null ? null : keys.get(kind);
    if (kind == null || body == null) {
      return null;
    }
    WorkloadSpec workload =
        switch (kind) {
          case "spinners" ->
              new WorkloadSpec.Spinners(
                  name, command, (int) keys.number("spinners", 1, MAX_THREADS, null));
          case "jobs" -> jobs(name, command, body);
          default -> requests(name, command, body);
        };
    if (!name.isEmpty() && byName.putIfAbsent(name, workload) != null) {
      Node at = keys.get("name");
      problems.add(
          ScenarioCode.NAME_USED, at == null ? node : at, "names are unique", "workload", name);
    }
    return workload;
  }

  private WorkloadSpec jobs(String name, String command, Node body) {
    Keys keys = new Keys(body, "jobs", problems, JOB_KEYS);
    int parallel = (int) keys.number("parallel", 1, MAX_PARALLEL, 1L);
    return new WorkloadSpec.Jobs(
        name, command, parallel, demand(keys), keys.duration("pause", 0, 0L));
  }

  private WorkloadSpec requests(String name, String command, Node body) {
    Keys keys = new Keys(body, "requests", problems, REQUEST_KEYS);
    Node classAt = keys.required("service-class");
    WorkloadSpec.Requests requests =
        new WorkloadSpec.Requests(
            name,
            command,
            keys.text("service-class", ""),
            keys.rate("rate"),
            keys.choice("arrivals", List.of("poisson", "periodic")).equals("poisson"),
            demand(keys),
            (int) keys.number("threads", 1, MAX_THREADS, null));
    if (classAt != null) {
      classes.put(requests, classAt);
    }
    return requests;
  }

  private static CpuDemand demand(Keys keys) {
    long nanos = keys.duration("cpu", MICROSECOND, null);
    return new CpuDemand(
        nanos, keys.choice("distribution", List.of("exponential", "fixed")).equals("exponential"));
  }

  /** The workload of that name; null if there is none. */
  @Nullable WorkloadSpec named(String name) {
    return byName.get(name);
  }

  /** Where each service class is named. */
  Map<WorkloadSpec.Requests, Node> classes() {
    return classes;
  }
}
