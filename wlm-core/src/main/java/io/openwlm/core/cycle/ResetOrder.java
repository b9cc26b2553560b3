package io.openwlm.core.cycle;

import io.openwlm.core.environment.WorkOverrides;
import io.openwlm.core.environment.WorkOverrides.Member;
import io.openwlm.core.port.OperatorControl.Outcome;
import io.openwlm.core.port.OperatorControl.ResetRequest;
import io.openwlm.core.port.OperatorControl.ResetTarget;
import io.openwlm.core.port.WorkUnits;
import io.openwlm.core.port.WorkUnits.WorkUnit;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a RESET is about and whether it may be done: only work that the definition manages, never
 * process 1, the daemon, or what classification leaves alone; only into classes whose work may be
 * moved.
 */
final class ResetOrder {
  private static final int INIT = 1;
  private static final int SHOWN = 10;

  private final WorkUnits units;
  private final WorkOverrides overrides;
  private final Function<WorkAttributes, Optional<String>> classOf;
  private final long ownPid;

  /** The unit that a request is about. */
  sealed interface Found {
    record Unit(WorkUnit unit) implements Found {}

    record Not(Outcome outcome) implements Found {}
  }

  /** What was done, for who asked and for the log of decisions. */
  record Result(Outcome outcome, String serviceClass, String detail) {
    static Result refused(String reason) {
      return new Result(new Outcome.Refused(reason), "", "");
    }
  }

  /**
   * @param classOf the class that classification gives; empty if it leaves the work alone
   * @param ownPid process id of the daemon
   */
  ResetOrder(
      WorkUnits units,
      WorkOverrides overrides,
      Function<WorkAttributes, Optional<String>> classOf,
      long ownPid) {
    this.units = units;
    this.overrides = overrides;
    this.classOf = classOf;
    this.ownPid = ownPid;
  }

  /** True if work can be reset into a class. */
  static boolean takesWork(ServiceDefinition definition, String serviceClass) {
    return definition.serviceClass(serviceClass).filter(ResetOrder::takesWork).isPresent();
  }

  private static boolean takesWork(ServiceClass each) {
    return each.placement() == Placement.MOVE && each.cgroup() != null && each.period() == 1;
  }

  /** Finds the unit. Looks at the machine: not for the cycle's thread. */
  Found find(ResetRequest request) {
    if (request.pid() != 0) {
      Optional<WorkUnit> unit = units.find(request.pid());
      if (unit.isEmpty()) {
        return not("THERE IS NO PROCESS " + request.pid() + ", OR IT IS A KERNEL THREAD");
      }
      String job = request.job();
      if (!job.isEmpty() && !job.equalsIgnoreCase(unit.get().job())) {
        return not("PROCESS " + request.pid() + " IS NOT " + job + " BUT " + unit.get().job());
      }
      return new Found.Unit(unit.get());
    }
    List<WorkUnit> named = units.named(request.job());
    if (named.isEmpty()) {
      return not("NO PROCESS HAS THE COMMAND NAME " + request.job());
    }
    if (named.size() > 1) {
      return new Found.Not(
          new Outcome.Refused(
              named.size()
                  + " PROCESSES HAVE THIS NAME; ADD A=PID: "
                  + named.stream()
                      .limit(SHOWN)
                      .map(u -> Integer.toString(u.pid()))
                      .collect(Collectors.joining(", "))
                  + (named.size() > SHOWN ? ", ..." : "")));
    }
    return new Found.Unit(named.getFirst());
  }

  private static Found not(String detail) {
    return new Found.Not(new Outcome.NoSuch(detail));
  }

  /** Carries it out, on the cycle's thread. */
  Result carryOut(
      WorkUnit unit,
      ResetTarget target,
      ServiceDefinition definition,
      String byUser,
      long epochMillis) {
    String untouchable = untouchable(unit);
    if (untouchable != null) {
      return Result.refused(untouchable);
    }
    return switch (target) {
      case ResetTarget.IntoClass(String name) -> {
        ServiceClass into = definition.serviceClass(name).orElse(null);
        if (into == null || into.period() != 1) {
          yield new Result(
              new Outcome.NoSuch(
                  "SERVICE CLASS " + name + " IS NOT DEFINED. " + takers(definition)),
              "",
              "");
        }
        yield takesWork(into)
            ? into(unit, into, false, byUser, epochMillis)
            : Result.refused(
                "WORK IS NEVER MOVED INTO "
                    + name
                    + ", WHICH HAS NO PLACEMENT MOVE. "
                    + takers(definition));
      }
      case ResetTarget.Quiesce() ->
          leastImportant(definition)
              .map(into -> into(unit, into, true, byUser, epochMillis))
              .orElseGet(() -> Result.refused("NO CLASS HAS PLACEMENT MOVE: NOWHERE TO GO"));
      case ResetTarget.Resume() -> resume(unit, byUser);
    };
  }

  private @Nullable String untouchable(WorkUnit unit) {
    if (unit.pid() == INIT) {
      return "PROCESS 1 IS NEVER TOUCHED";
    }
    if (unit.pid() == ownPid) {
      return "THE DAEMON ITSELF IS NEVER TOUCHED";
    }
    boolean overridden = overrides.rootOf(member(unit)) != null;
    return overridden || classOf.apply(unit.work()).isPresent()
        ? null
        : "CLASSIFICATION LEAVES THIS WORK ALONE, SO IT IS NOT MANAGED";
  }

  private Result into(
      WorkUnit unit, ServiceClass into, boolean quiesced, String byUser, long epochMillis) {
    overrides.put(
        new WorkOverrides.Order(
            member(unit), unit.job(), into.name(), quiesced, byUser, epochMillis));
    return new Result(
        new Outcome.Done((quiesced ? "QUIESCED INTO " : "RESET INTO ") + into.name()),
        into.name(),
        "process "
            + unit.pid()
            + " ("
            + unit.job()
            + ") and its descendants "
            + (quiesced ? "quiesced into " : "into ")
            + into.name()
            + ", by "
            + byUser);
  }

  private Result resume(WorkUnit unit, String byUser) {
    Member member = member(unit);
    String from = overrides.classOf(member);
    if (from != null && overrides.remove(member)) {
      return new Result(
          new Outcome.Done("RESUMED FROM " + from),
          from,
          "process "
              + unit.pid()
              + " ("
              + unit.job()
              + ") and its descendants from "
              + from
              + " back to classification, by "
              + byUser);
    }
    Member root = overrides.rootOf(member);
    return root == null
        ? new Result(new Outcome.Already("IT IS NOT RESET"), "", "")
        : Result.refused(
            "IT BELONGS TO THE UNIT OF PROCESS " + root.pid() + ", WHICH WAS RESET: RESUME THAT");
  }

  private static Member member(WorkUnit unit) {
    return new Member(unit.pid(), unit.startTicks());
  }

  private static String takers(ServiceDefinition definition) {
    String names =
        definition.serviceClasses().stream()
            .filter(ResetOrder::takesWork)
            .map(ServiceClass::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "NO CLASS TAKES WORK" : "CLASSES THAT TAKE WORK: " + names;
  }

  private static Optional<ServiceClass> leastImportant(ServiceDefinition definition) {
    return definition.serviceClasses().stream()
        .filter(ResetOrder::takesWork)
        .max(Comparator.comparingInt(c -> c.importance().level()));
  }
}
