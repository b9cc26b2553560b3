package io.openwlm.server.oper;

import static io.openwlm.server.oper.Displays.text;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.OperatorControl;
import io.openwlm.core.port.OperatorControl.Outcome;
import io.openwlm.core.port.OperatorControl.ResetRequest;
import io.openwlm.core.port.OperatorControl.ResetTarget;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.status.EnvironmentStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.server.oper.OperAnswer.Result;
import io.openwlm.server.oper.OperCommand.Systems;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Carries out operator commands: understands, looks names up in any case, asks the manager, answers
 * in IBM's layout. Every answer begins with a message id of the catalogue.
 */
public final class OperConsole {
  private final ManagerControl control;
  private final OperatorControl operator;
  private final PolicySwitch policies;
  private final ZoneId zone;

  /**
   * @param zone of the times that are shown
   */
  public OperConsole(
      ManagerControl control, OperatorControl operator, PolicySwitch policies, ZoneId zone) {
    this.control = control;
    this.operator = operator;
    this.policies = policies;
    this.zone = zone;
  }

  /** True if a command would change something; false also for one that is not understood. */
  public static boolean changes(String command) {
    try {
      return OperParser.parse(command).changes();
    } catch (OperSyntax e) {
      return false;
    }
  }

  /**
   * Carries out a command.
   *
   * @param privileged false: only displays
   */
  public OperAnswer execute(String command, String byUser, boolean privileged) {
    OperCommand parsed;
    try {
      parsed = OperParser.parse(command);
    } catch (OperSyntax e) {
      return syntax(command, e);
    }
    if (parsed.changes() && !privileged) {
      return new OperAnswer(
          Result.NOT_PERMITTED,
          "WLM012E COMMAND NOT PERMITTED: IT IS FOR ROOT AND THE USER THAT WLMD RUNS AS");
    }
    return switch (parsed) {
      case OperCommand.Display display -> display(display);
      case OperCommand.Change change -> change(change, byUser);
    };
  }

  private static OperAnswer syntax(String command, OperSyntax e) {
    int end = Math.min(command.length(), OperScanner.MAX_LENGTH);
    int at = Math.min(e.column() - 1, end);
    String before = text(command.substring(Math.max(0, at - 60), at));
    String after = text(command.substring(at, Math.min(end, at + 40)));
    return new OperAnswer(
        Result.SYNTAX,
        "WLM010E COMMAND NOT UNDERSTOOD AT COLUMN "
            + e.column()
            + (e.found().isEmpty() ? ", ITS END" : ": " + e.found())
            + "\n  "
            + before
            + after
            + "\n  "
            + " ".repeat(before.length())
            + "^\n  ALLOWED HERE: "
            + e.expected()
            + "\n  COMMANDS OF WLM: "
            + e.use());
  }

  private OperAnswer display(OperCommand.Display display) {
    ManagerStatus status = control.status();
    return switch (display) {
      case OperCommand.DisplayWlm _ -> {
        Displays shown = policy(status);
        yield OperAnswer.done((status.enforcing() ? shown : shown.systems(status)).toString());
      }
      case OperCommand.DisplayPolicy _ -> OperAnswer.done(policy(status).toString());
      case OperCommand.DisplaySystems(var name) ->
          isHere(name, status)
              ? OperAnswer.done(policy(status).systems(status).toString())
              : noSystem(String.valueOf(name), status);
      case OperCommand.DisplayApplication(var name) -> applications(name, status);
      case OperCommand.DisplayScheduling(var name, var systems) ->
          scheduling(name, systems, status);
      case OperCommand.DisplayResource(var name, var systems) -> resources(name, systems, status);
    };
  }

  private Displays policy(ManagerStatus status) {
    String description =
        operator
            .policy()
            .effective()
            .policy(status.policy())
            .map(ServicePolicy::description)
            .orElse("");
    return Displays.of("WLM025I", status, zone).policy(policies.facts(), description);
  }

  private static boolean isHere(@org.jspecify.annotations.Nullable String name, ManagerStatus s) {
    return name == null || name.equals("*") || name.equalsIgnoreCase(s.host());
  }

  private static OperAnswer noSystem(String name, ManagerStatus status) {
    return noSuch("SYSTEM " + text(name), "THERE IS: " + text(status.host()));
  }

  private OperAnswer applications(String name, ManagerStatus status) {
    List<EnvironmentStatus.Application> all = operator.environments().applicationEnvironments();
    boolean every = name.equals("*");
    List<EnvironmentStatus.Application> found =
        every ? all : named(all, name, EnvironmentStatus.Application::name);
    return found.isEmpty()
        ? notDefined("APPLICATION ENVIRONMENT", name, all, EnvironmentStatus.Application::name)
        : OperAnswer.done(
            Displays.of("WLM029I", status, zone).applications(found, !every).toString());
  }

  private OperAnswer scheduling(String name, Systems systems, ManagerStatus status) {
    if (!isHere(systems.name(), status)) {
      return noSystem(String.valueOf(systems.name()), status);
    }
    List<EnvironmentStatus.Scheduling> all = operator.environments().schedulingEnvironments();
    List<EnvironmentStatus.Scheduling> found =
        name.equals("*") ? all : named(all, name, EnvironmentStatus.Scheduling::name);
    if (found.isEmpty()) {
      return notDefined("SCHEDULING ENVIRONMENT", name, all, EnvironmentStatus.Scheduling::name);
    }
    Displays shown = Displays.of(systems.asked() ? "WLM037I" : "WLM036I", status, zone);
    for (EnvironmentStatus.Scheduling each : found) {
      if (systems.asked()) {
        shown.requirements(each, status.host());
      } else {
        shown.scheduling(each, status.host());
      }
    }
    return OperAnswer.done(shown.toString());
  }

  private OperAnswer resources(String name, Systems systems, ManagerStatus status) {
    if (!isHere(systems.name(), status)) {
      return noSystem(String.valueOf(systems.name()), status);
    }
    List<EnvironmentStatus.Resource> all = operator.environments().resources();
    List<EnvironmentStatus.Resource> found =
        name.equals("*") ? all : named(all, name, EnvironmentStatus.Resource::name);
    if (found.isEmpty()) {
      return notDefined("RESOURCE", name, all, EnvironmentStatus.Resource::name);
    }
    Displays shown = Displays.of("WLM038I", status, zone);
    found.forEach(each -> shown.resource(each, status.host()));
    return OperAnswer.done(shown.toString());
  }

  private OperAnswer change(OperCommand.Change change, String byUser) {
    return switch (change) {
      case OperCommand.ActivatePolicy(var name) -> activate(policyName(name), byUser);
      case OperCommand.RefreshPolicy _ -> activate(policies.facts().policy(), byUser);
      case OperCommand.Compatibility _ -> {
        control.setEnforce(false, byUser);
        yield OperAnswer.done(
            "WLM008I SYSTEM "
                + text(control.status().host())
                + " NOW OBSERVES ONLY\n"
                + "  Z/OS HAS NO COMPATIBILITY MODE ANY MORE, AND NO SUCH COMMAND.\n"
                + "  WEIGHTS STAY AS THEY ARE. ORIGINAL VALUES: wlm restore. AGAIN: wlm enforce on");
      }
      case OperCommand.VaryApplication(var name, var action) -> {
        String exact =
            exact(
                operator.environments().applicationEnvironments(),
                name,
                EnvironmentStatus.Application::name);
        yield vary(exact, action, byUser);
      }
      case OperCommand.ModifyResource(var name, var state) ->
          modify(
              exact(operator.environments().resources(), name, EnvironmentStatus.Resource::name),
              state,
              byUser);
      case OperCommand.ResetJob(var request) -> reset(request, byUser);
    };
  }

  private String policyName(String name) {
    return exact(policies.facts().policies(), name, each -> each);
  }

  private OperAnswer activate(String policy, String byUser) {
    PolicySwitch.Switched switched = policies.activate(policy, byUser);
    return switched.result() == Result.DONE
        ? OperAnswer.done("WLM001I WORKLOAD MANAGEMENT POLICY " + text(policy) + " NOW IN EFFECT")
        : new OperAnswer(
            switched.result(),
            "WLM003E WORKLOAD MANAGEMENT POLICY "
                + text(policy)
                + " NOT ACTIVATED: "
                + text(switched.reason())
                + "\n  POLICY "
                + text(policies.facts().policy())
                + " STAYS IN EFFECT");
  }

  private OperAnswer vary(String name, OperatorControl.ApplicationAction action, String byUser) {
    String what = action + " FOR APPLICATION ENVIRONMENT " + text(name);
    return switch (operator.vary(name, action, byUser)) {
      case Outcome.Done(var detail) ->
          OperAnswer.done("WLM032I " + what + " ACCEPTED: " + text(detail));
      case Outcome.Already(var detail) ->
          OperAnswer.done("WLM032I " + what + " NOT NEEDED: " + text(detail));
      case Outcome.NoSuch(var detail) -> noSuch("APPLICATION ENVIRONMENT " + text(name), detail);
      case Outcome.Refused(var reason) ->
          new OperAnswer(Result.NOT_DONE, "WLM033E " + what + " REFUSED: " + text(reason));
    };
  }

  private OperAnswer modify(String name, OperatorControl.ResourceState state, String byUser) {
    List<EnvironmentStatus.Scheduling> before = operator.environments().schedulingEnvironments();
    return switch (operator.setResource(name, state, byUser)) {
      case Outcome.Done _, Outcome.Already _ -> {
        ManagerStatus status = control.status();
        StringBuilder answer = new StringBuilder(resources(name, Systems.NOT_ASKED, status).text());
        changed(before).forEach(line -> answer.append('\n').append(line));
        yield OperAnswer.done(answer.toString());
      }
      case Outcome.NoSuch(var detail) -> noSuch("RESOURCE " + text(name), detail);
      case Outcome.Refused(var reason) -> failed(reason);
    };
  }

  /** Environments that became available, or are no longer, and where. */
  private List<String> changed(List<EnvironmentStatus.Scheduling> before) {
    EnvironmentStatus now = operator.environments();
    List<String> lines = new ArrayList<>();
    for (EnvironmentStatus.Scheduling each : now.schedulingEnvironments()) {
      for (EnvironmentStatus.Scheduling old : before) {
        if (old.name().equals(each.name()) && old.available() != each.available()) {
          lines.add(
              "WLM039I SCHEDULING ENVIRONMENT "
                  + text(each.name())
                  + (each.available() ? " NOW AVAILABLE" : " NO LONGER AVAILABLE")
                  + " ON SYSTEM "
                  + text(now.system()));
        }
      }
    }
    return lines;
  }

  private OperAnswer reset(ResetRequest typed, String byUser) {
    ResetRequest request = typed;
    if (typed.target() instanceof ResetTarget.IntoClass(String name)) {
      String exact =
          exact(operator.policy().effective().serviceClasses(), name, ServiceClass::name);
      request = new ResetRequest(typed.job(), typed.pid(), new ResetTarget.IntoClass(exact));
    }
    String job = request.job().isEmpty() ? Integer.toString(request.pid()) : text(request.job());
    return switch (operator.reset(request, byUser)) {
      case Outcome.Done(var detail) -> {
        String observing =
            control.status().enforcing()
                ? ""
                : "\n  THE SYSTEM OBSERVES ONLY: WORK IS MOVED WHEN IT ENFORCES (wlm enforce on)";
        yield OperAnswer.done("WLM304I JOB " + job + " " + text(detail) + observing);
      }
      case Outcome.Already(var detail) ->
          OperAnswer.done("WLM304I JOB " + job + " NOT CHANGED: " + text(detail));
      case Outcome.NoSuch(var detail) ->
          new OperAnswer(
              Result.NO_SUCH_OBJECT, "WLM305E JOB " + job + " NOT RESET: " + text(detail));
      case Outcome.Refused(var reason) ->
          new OperAnswer(Result.NOT_DONE, "WLM305E JOB " + job + " NOT RESET: " + text(reason));
    };
  }

  private static OperAnswer failed(String reason) {
    return new OperAnswer(Result.NOT_DONE, "WLM013E COMMAND NOT CARRIED OUT: " + text(reason));
  }

  private static OperAnswer noSuch(String what, String detail) {
    return new OperAnswer(
        Result.NO_SUCH_OBJECT, "WLM011E " + what + " IS NOT DEFINED. " + text(detail));
  }

  private static <T> OperAnswer notDefined(
      String kind, String name, List<T> all, Function<T, String> nameOf) {
    if (name.equals("*")) {
      return new OperAnswer(
          Result.NO_SUCH_OBJECT, "WLM011E NO " + kind + " IS DEFINED IN THE POLICY IN FORCE");
    }
    String defined = String.join(", ", all.stream().map(nameOf).toList());
    return noSuch(
        kind + " " + text(name),
        all.isEmpty() ? "THE POLICY IN FORCE HAS NONE" : "DEFINED: " + defined);
  }

  /** The object of this name; if there is none, those of the name in another case. */
  private static <T> List<T> named(List<T> all, String name, Function<T, String> nameOf) {
    String exact = exact(all, name, nameOf);
    return all.stream().filter(each -> nameOf.apply(each).equals(exact)).toList();
  }

  /** The name of an object as it is defined; as it was typed if there is none, or several. */
  private static <T> String exact(List<T> all, String name, Function<T, String> nameOf) {
    List<String> same = all.stream().map(nameOf).filter(name::equals).toList();
    if (!same.isEmpty()) {
      return name;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    List<String> alike =
        all.stream().map(nameOf).filter(n -> n.toLowerCase(Locale.ROOT).equals(lower)).toList();
    return alike.size() == 1 ? alike.getFirst() : name;
  }
}
