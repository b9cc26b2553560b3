package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.Node;
import io.openwlm.simulator.machine.CpuDemand;
import io.openwlm.simulator.machine.DemandShape;
import io.openwlm.simulator.scenario.WorkloadSpec.Arrivals;
import io.openwlm.simulator.scenario.WorkloadSpec.Demand;
import io.openwlm.simulator.scenario.WorkloadSpec.LoadShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads workloads, and knows which names are taken. */
final class WorkloadReader {
  private static final int MAX_COMMAND = 15;
  private static final long MAX_THREADS = 10_000;
  private static final long MAX_PARALLEL = 1_000;
  private static final long MAX_USERS = 1_000_000;
  private static final long MICROSECOND = 1_000;
  private static final List<String> KINDS = List.of("spinners", "jobs", "requests", "users");
  private static final List<String> KEYS =
      List.of("name", "command", "spinners", "jobs", "requests", "users");
  private static final List<String> DEMAND_KEYS =
      List.of("cpu", "io", "distribution", "variation", "tail", "service-class");
  private static final List<String> JOB_KEYS = with("parallel", "pause");
  private static final List<String> REQUEST_KEYS =
      with("rate", "arrivals", "threads", "wave", "bursts");
  private static final List<String> USER_KEYS = with("count", "think", "threads");

  private final ScenarioProblems problems;
  private final Map<String, WorkloadSpec> byName = new HashMap<>();
  private final List<ClassName> classes = new ArrayList<>();
  private final Map<String, Node> withIo = new HashMap<>();

  /** A service class that a workload names. */
  record ClassName(String serviceClass, Node at) {}

  WorkloadReader(ScenarioProblems problems) {
    this.problems = problems;
  }

  private static List<String> with(String... more) {
    List<String> keys = new ArrayList<>(List.of(more));
    keys.addAll(DEMAND_KEYS);
    return keys;
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
          case "users" -> users(name, command, body);
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
        name,
        command,
        parallel,
        demand(name, keys),
        keys.duration("pause", 0, 0L),
        keys.has("service-class") ? serviceClass(keys) : null);
  }

  private WorkloadSpec requests(String name, String command, Node body) {
    Keys keys = new Keys(body, "requests", problems, REQUEST_KEYS);
    Arrivals arrivals =
        new Arrivals(
            keys.rate("rate"),
            keys.choice("arrivals", List.of("poisson", "periodic")).equals("poisson"),
            shape(keys));
    return new WorkloadSpec.Requests(
        name, command, serviceClass(keys), arrivals, demand(name, keys), threads(keys));
  }

  private WorkloadSpec users(String name, String command, Node body) {
    Keys keys = new Keys(body, "users", problems, USER_KEYS);
    return new WorkloadSpec.Users(
        name,
        command,
        serviceClass(keys),
        (int) keys.number("count", 1, MAX_USERS, null),
        keys.duration("think", MICROSECOND, null),
        demand(name, keys),
        threads(keys));
  }

  private static int threads(Keys keys) {
    return (int) keys.number("threads", 1, MAX_THREADS, null);
  }

  private String serviceClass(Keys keys) {
    Node at = keys.required("service-class");
    String name = keys.text("service-class", "");
    if (at != null) {
      classes.add(new ClassName(name, at));
    }
    return name;
  }

  private LoadShape shape(Keys keys) {
    Node wave = keys.get("wave");
    Node bursts = keys.get("bursts");
    if (wave != null) {
      keys.refuse("wave", List.of("bursts"));
      Keys of = new Keys(wave, "wave", problems, List.of("period", "low"));
      return new LoadShape.Wave(of.duration("period", 1_000_000_000L, null), of.share("low"));
    }
    if (bursts != null) {
      Keys of = new Keys(bursts, "bursts", problems, List.of("every", "for", "rate"));
      return new LoadShape.Bursts(
          of.duration("every", 1_000_000L, null),
          of.duration("for", 1_000_000L, null),
          of.rate("rate"));
    }
    return LoadShape.STEADY;
  }

  private Demand demand(String name, Keys keys) {
    DemandShape shape =
        switch (keys.choice(
            "distribution", List.of("exponential", "fixed", "lognormal", "pareto"))) {
          case "fixed" -> DemandShape.FIXED;
          case "lognormal" -> new DemandShape.LogNormal(keys.decimal("variation", 0.01, 100, 2));
          case "pareto" -> new DemandShape.Pareto(keys.decimal("tail", 1.05, 10, 1.5));
          default -> DemandShape.EXPONENTIAL;
        };
    if (!(shape instanceof DemandShape.LogNormal)) {
      keys.refuse("this distribution", List.of("variation"));
    }
    if (!(shape instanceof DemandShape.Pareto)) {
      keys.refuse("this distribution", List.of("tail"));
    }
    CpuDemand cpu = new CpuDemand(keys.duration("cpu", MICROSECOND, null), shape);
    Node ioAt = keys.get("io");
    if (ioAt == null) {
      return new Demand(cpu, null);
    }
    withIo.put(name, ioAt);
    return new Demand(cpu, new CpuDemand(keys.duration("io", MICROSECOND, null), shape));
  }

  /** The workload of that name; null if there is none. */
  @Nullable WorkloadSpec named(String name) {
    return byName.get(name);
  }

  /** Service classes that are named. */
  List<ClassName> classes() {
    return classes;
  }

  /** Reports workloads that need a device which the machine does not have. */
  void checkHardware(Scenario.Hardware hardware) {
    if (hardware.ioChannels() == 0) {
      withIo.forEach((name, at) ->
          problems.add(ScenarioCode.NO_DEVICE, at, "give the machine io-channels", name));
    }
  }
}
