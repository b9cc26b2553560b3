package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import io.openwlm.app.text.Style;
import io.openwlm.app.top.Board;
import io.openwlm.app.top.BoardOptions;
import io.openwlm.app.top.ClockText;
import io.openwlm.app.top.DecisionList;
import io.openwlm.app.top.Numbers;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm status}: one screen about the running daemon, or about one of its classes. */
@Command(
    header = {
      "Examples:",
      "  wlm status                 one screen",
      "  wlm status INTERACT        one class: its response times over several spans, and more",
      "  wlm status -o json         one object, for programs",
      "  wlm status --check         for monitoring: exit code 9 if a goal is missed",
      ""
    },
    description = {
      "Shows goals, performance indexes and the last decisions; of one class all that is known.",
      "With a response-time goal, ATTAINED is the time within which the goal's percentage of the",
      "transactions ended, or their mean; running ones that are late count with their age."
    })
final class StatusCommand implements Callable<Integer> {
  private static final int COLUMNS = 100;
  private static final int DECISIONS = 3;
  @Mixin final CommonOptions common = new CommonOptions();

  @Option(names = "--check", description = "Exit with 9 if a goal is missed.")
  boolean check;

  @Parameters(
      paramLabel = "CLASS",
      arity = "0..1",
      description = "A service class; without it, the whole system.")
  @Nullable String serviceClass;

  private final CommandContext context;

  StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ManagerStatus status;
    List<String> trouble;
    try (ManagerLink link = context.connect(common)) {
      status = link.status();
      trouble = common.json() || serviceClass != null ? List.of() : IntakeList.trouble(link);
    }
    ClassStatus one = serviceClass == null ? null : named(status, serviceClass);
    if (one != null) {
      if (common.json()) {
        context.out().println(StatusJson.of(one));
      } else {
        ClassPage.of(one).forEach(context.out()::println);
      }
      return check && misses(one) ? ExitCode.GOALS_MISSED : ExitCode.OK;
    }
    if (common.json()) {
      context.out().println(StatusJson.of(status));
    } else {
      print(status, trouble, context);
    }
    return check && worst(status) != null ? ExitCode.GOALS_MISSED : ExitCode.OK;
  }

  private static ClassStatus named(ManagerStatus status, String name) {
    return status.classes().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            WhyCommand.noSuchClass(
                name, status.classes().stream().map(ClassStatus::name).toList()));
  }

  static void print(ManagerStatus status, CommandContext context) {
    print(status, List.of(), context);
  }

  private static void print(ManagerStatus status, List<String> trouble, CommandContext context) {
    PrintStream out = context.out();
    boolean styled = context.styled();
    BoardOptions options = BoardOptions.show(!context.utf8(), styled, status.atEpochMillis());
    String mode =
        status.enforcing()
            ? Style.GREEN.on("enforcing", styled)
            : Style.YELLOW.on("observing (writes nothing; wlm enforce on changes that)", styled);
    out.println(
        "OpenWLM "
            + SafeText.of(status.version())
            + " on "
            + SafeText.of(status.host())
            + ": "
            + mode);
    String file = status.definitionFile().isEmpty() ? "" : " (" + status.definitionFile() + ")";
    out.println("  definition  " + SafeText.of(status.definition() + file));
    out.println(
        "  policy      "
            + SafeText.of(
                status.policy()
                    + ", activated "
                    + Instant.ofEpochMilli(status.policySinceEpochMillis())
                        .truncatedTo(ChronoUnit.SECONDS)
                    + " by "
                    + status.policyByUser()));
    out.println("  goals       " + goals(status, styled));
    out.println(
        "  system      "
            + SafeText.of(status.mode())
            + ", "
            + status.cpus()
            + (status.cpus() == 1 ? " CPU, " : " CPUs, ")
            + Numbers.percent(status.systemCpuPercent())
            + " used by managed work, PSI cpu "
            + Numbers.percent(status.systemPressurePercent()));
    out.println(
        "  daemon      pid "
            + status.pid()
            + ", up "
            + ClockText.span(status.upSeconds())
            + ", samples every "
            + Durations.text(status.samplingMillis() * 1_000_000)
            + ", adjusts every "
            + Durations.text(status.adjustmentMillis() * 1_000_000));
    for (List<String> warnings : List.of(trouble, status.warnings())) {
      for (String warning : warnings) {
        out.println(Style.YELLOW.on("  warning     " + SafeText.of(warning), styled));
      }
    }
    out.println();
    Board.classTable(status, COLUMNS, options).forEach(out::println);
    GroupLines.of(status.resourceGroups()).forEach(out::println);
    out.println();
    out.println("LAST DECISIONS (wlm why NUMBER explains)");
    if (status.decisions().isEmpty()) {
      out.println(" none yet");
    }
    for (DecisionStatus d :
        status.decisions().subList(0, Math.min(DECISIONS, status.decisions().size()))) {
      out.println(
          " "
              + ClockText.timeOfDay(d.atEpochMillis(), ZoneId.systemDefault())
              + " "
              + DecisionList.line(d));
    }
  }

  private static String goals(ManagerStatus status, boolean styled) {
    long known =
        status.classes().stream()
            .filter(c -> c.performanceIndex() != null && c.importance() <= 5)
            .count();
    if (known == 0) {
      return "nothing measured yet";
    }
    long missed = status.classes().stream().filter(StatusCommand::misses).count();
    ClassStatus worst = worst(status);
    if (worst == null) {
      return Style.GREEN.on("all " + known + " met", styled);
    }
    return Style.RED.on(
        String.format(
            Locale.ROOT,
            "%d of %d missed, worst performance index %s (%s)",
            missed,
            known,
            Numbers.index(worst.performanceIndex()),
            SafeText.of(worst.name())),
        styled);
  }

  /** The class that misses its goal most; null if none does. */
  private static @Nullable ClassStatus worst(ManagerStatus status) {
    ClassStatus worst = null;
    double index = 1 + 1e-9;
    for (ClassStatus c : status.classes()) {
      Double pi = c.performanceIndex();
      if (pi != null && c.importance() <= 5 && pi > index) {
        worst = c;
        index = pi;
      }
    }
    return worst;
  }

  private static boolean misses(ClassStatus c) {
    Double pi = c.performanceIndex();
    return pi != null && c.importance() <= 5 && pi > 1 + 1e-9;
  }
}
