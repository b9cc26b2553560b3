package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The command {@code wlm}. Only the command asked for is built and looked at, so that start-up does
 * not pay for the others.
 */
public final class Wlm {
  private static final String SIMULATE = "simulate";
  private static final String DEMO = "demo";
  private static final String TOKENS = "tokens";
  private static final String COMPARE = "compare";
  private static final List<String> OPTIONS_WITH_VALUE =
      List.of("-o", "--output", "--socket", "--store");
  private static final List<String> WITHOUT_ARGUMENTS =
      List.of("status", "top", "restore", "doctor");
  private final CommandContext context;

  /**
   * @param context what the process looks like to the command
   */
  public Wlm(CommandContext context) {
    this.context = context;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess(Connection::open);
    if (Boolean.getBoolean("wlm.training")) {
      Training.run(context);
      return;
    }
    int exitCode = new Wlm(context).run(args);
    context.out().flush();
    context.err().flush();
    System.exit(exitCode);
  }

  /**
   * Runs one command.
   *
   * @return one of {@link ExitCode}, or the exit code of a command that {@code wlm run} ran
   */
  public int run(String... args) {
    List<String> before = new ArrayList<>();
    int i = takeOptions(List.of(args), before);
    if (i == args.length) {
      return withoutCommand(before);
    }
    String name = args[i];
    List<String> rest = List.of(args).subList(i + 1, args.length);
    if (name.equals("help")) {
      return rest.isEmpty() ? help() : helpFor(rest);
    }
    for (CommandGroup group : CommandGroup.ALL) {
      if (name.equals(group.name())) {
        return grouped(group, before, rest);
      }
    }
    if (name.equals("get") && GetDefinitionCommand.isAskedFor(rest)) {
      before.addAll(rest);
      before.removeAll(List.of("definition", "def"));
      return execute("get definition", new GetDefinitionCommand(context), before);
    }
    if (name.equals("get") && GetBudgetCommand.isAskedFor(rest)) {
      before.addAll(rest);
      before.removeAll(List.of("budget", "budgets"));
      return execute("get budget", new GetBudgetCommand(context), before);
    }
    if (name.equals(SIMULATE)) {
      return simulate(before, rest);
    }
    if (name.equals(DEMO) && rest.contains(TOKENS)) {
      before.addAll(rest);
      before.remove(TOKENS);
      return execute(DEMO + " " + TOKENS, new DemoTokensCommand(context), before);
    }
    Callable<Integer> command =
        name.equals("get") && GetStatesCommand.isAskedFor(rest)
            ? new GetStatesCommand(context)
            : command(name);
    if (command == null) {
      return usageError(
          "WLM0201E there is no command '" + name + "'." + Nearest.suggestion(name, Overview.NAMES),
          "wlm --help");
    }
    List<String> all = new ArrayList<>(before);
    all.addAll(rest);
    return execute(name, command, all);
  }

  /** Takes the options in front of a command; answers where the command stands. */
  private static int takeOptions(List<String> args, List<String> taken) {
    int i = 0;
    while (i < args.size() && args.get(i).startsWith("-")) {
      taken.add(args.get(i));
      if (OPTIONS_WITH_VALUE.contains(args.get(i)) && i + 1 < args.size()) {
        taken.add(args.get(++i));
      }
      i++;
    }
    return i;
  }

  private int helpFor(List<String> command) {
    List<String> args = new ArrayList<>(command);
    args.add("--help");
    return run(args.toArray(String[]::new));
  }

  /** A command of two words: options may stand in front of the second one, too. */
  private int grouped(CommandGroup group, List<String> options, List<String> rest) {
    List<String> before = new ArrayList<>(options);
    int i = takeOptions(rest, before);
    if (i == rest.size()) {
      boolean help = before.contains("--help") || before.contains("-h");
      (help ? context.out() : context.err()).print(group.text());
      return help ? ExitCode.OK : ExitCode.USAGE;
    }
    String name = group.name() + " " + rest.get(i);
    Callable<Integer> command = group.commands().of(rest.get(i), context);
    if (command == null) {
      return usageError(
          "WLM0201E there is no command '"
              + name
              + "'."
              + Nearest.suggestion(rest.get(i), group.names()),
          "wlm " + group.name() + " --help");
    }
    before.addAll(rest.subList(i + 1, rest.size()));
    return execute(name, command, before);
  }

  /** {@code wlm simulate [compare]}: a file of that name is {@code ./compare}. */
  private int simulate(List<String> options, List<String> rest) {
    List<String> before = new ArrayList<>(options);
    int i = takeOptions(rest, before);
    if (i < rest.size() && rest.get(i).equals(COMPARE)) {
      before.addAll(rest.subList(i + 1, rest.size()));
      return execute(SIMULATE + " " + COMPARE, new SimulateCompareCommand(context), before);
    }
    before.addAll(rest.subList(i, rest.size()));
    return execute(SIMULATE, new SimulateCommand(context), before);
  }

  private @Nullable Callable<Integer> command(String name) {
    return switch (name) {
      case "status" -> new StatusCommand(context);
      case "top" -> new TopCommand(context);
      case "why" -> new WhyCommand(context);
      case "check" -> new CheckCommand(context);
      case "explain" -> new ExplainCommand(context);
      case "classify" -> new ClassifyCommand(context);
      case "report" -> new ReportCommand(context);
      case "run" -> new RunCommand(context);
      case "get" -> new GetCommand(context);
      case "metrics" -> new MetricsCommand(context);
      case "install", "apply" -> new InstallCommand(context);
      case "history" -> new HistoryCommand(context);
      case "confirm" -> new PolicyStepCommand(context, PolicyStepCommand.Step.CONFIRM);
      case "rollback" -> new PolicyStepCommand(context, PolicyStepCommand.Step.ROLLBACK);
      case "deactivate" -> new PolicyStepCommand(context, PolicyStepCommand.Step.DEACTIVATE);
      case "activate" -> new ActivateCommand(context);
      case "enforce" -> new EnforceCommand(context);
      case "restore" -> new RestoreCommand(context);
      case "doctor" -> new DoctorCommand(context);
      case "audit" -> new AuditCommand(context);
      case DEMO -> new DemoCommand(context);
      case "oper" -> new OperCommand(context);
      case "msg" -> new MessageCommand(context);
      case "set" -> new SetCommand(context);
      case "quiesce", "resume", "refresh" ->
          new ApplicationCommand(context, name.toUpperCase(Locale.ROOT));
      case "reset" -> new ResetCommand(context);
      default -> null;
    };
  }

  /** There is nothing to parse: the parser, a third of the start-up time, is not loaded. */
  private int direct(Callable<Integer> command) {
    try {
      return command.call();
    } catch (Exception e) {
      return failed(e);
    }
  }

  private int execute(String name, Callable<Integer> command, List<String> args) {
    if (args.isEmpty() && WITHOUT_ARGUMENTS.contains(name)) {
      return direct(command);
    }
    CommandLine line = new CommandLine(command);
    line.setCommandName("wlm " + name);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setStopAtPositional(name.equals("run"));
    line.setUsageHelpWidth(90);
    line.setUsageHelpAutoWidth(false);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(context.styled() ? Ansi.ON : Ansi.OFF));
    line.setOut(writer(context.out()));
    line.setErr(writer(context.err()));
    line.setParameterExceptionHandler((wrong, given) ->
        usageError("WLM0202E " + Nearest.message(wrong), "wlm " + name + " --help"));
    line.setExecutionExceptionHandler((failure, cmd, parsed) -> failed(failure));
    return line.execute(args.toArray(String[]::new));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private int withoutCommand(List<String> options) {
    for (String option : options) {
      switch (option) {
        case "--version", "-V" -> {
          context.out().println(Version.text("wlm"));
          return ExitCode.OK;
        }
        case "--help", "-h" -> {
          return help();
        }
        default -> {}
      }
    }
    if (options.isEmpty()) {
      context.err().print(Overview.TEXT);
      return ExitCode.USAGE;
    }
    return usageError("WLM0202E a command is missing.", "wlm --help");
  }

  private int help() {
    context.out().print(Overview.TEXT);
    return ExitCode.OK;
  }

  private int usageError(String message, String seeAlso) {
    context.err().println(SafeText.lines(message));
    context.err().println("See: " + seeAlso);
    return ExitCode.USAGE;
  }

  private int failed(Exception failure) {
    context.out().flush();
    if (failure instanceof CommandFailure known) {
      context.err().println(SafeText.lines(known.text()));
      return known.exitCode();
    }
    context
        .err()
        .println(
            "WLM0299E unexpected: "
                + SafeText.of(String.valueOf(failure))
                + "\n  This is a fault of wlm. With WLM_DEBUG=1 it prints where it happened.");
    if (context.environment().containsKey("WLM_DEBUG")) {
      failure.printStackTrace(context.err());
    }
    return ExitCode.FAILED;
  }
}
