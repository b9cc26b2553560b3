package io.openwlm.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Commands whose name has two words, such as {@code wlm policy check}.
 *
 * @param name the first word
 * @param names all second words
 * @param text the help of the group
 * @param commands makes the command of a second word; null if there is none
 */
record CommandGroup(String name, List<String> names, String text, Commands commands) {
  /** Makes the command that a second word names. */
  @FunctionalInterface
  interface Commands {
    @Nullable Callable<Integer> of(String second, CommandContext context);
  }

  static final List<CommandGroup> ALL =
      List.of(
          new CommandGroup(
              "policy", PolicyOverview.NAMES, PolicyOverview.TEXT, CommandGroup::policy),
          new CommandGroup(
              "record", RecordOverview.NAMES, RecordOverview.TEXT, CommandGroup::record),
          new CommandGroup(
              "couple", CoupleOverview.NAMES, CoupleOverview.TEXT, CommandGroup::couple),
          new CommandGroup(
              "budget", BudgetOverview.NAMES, BudgetOverview.TEXT, CommandGroup::budget));

  private static @Nullable Callable<Integer> policy(String second, CommandContext context) {
    return switch (second) {
      case "check" -> new CheckCommand(context);
      case "fmt" -> new FormatCommand(context);
      case "convert" -> new ConvertCommand(context);
      case "diff" -> new DiffCommand(context);
      case "test" -> new PolicyTestCommand(context);
      default -> null;
    };
  }

  private static @Nullable Callable<Integer> record(String second, CommandContext context) {
    return switch (second) {
      case "show" -> new RecordShowCommand(context);
      case "dump" -> new RecordDumpCommand(context);
      case "report" -> new RecordReportCommand(context);
      default -> null;
    };
  }

  private static @Nullable Callable<Integer> budget(String second, CommandContext context) {
    return switch (second) {
      case "increase" -> new BudgetIncreaseCommand(context);
      case "stop" -> new BudgetStopCommand.Stop(context);
      case "go" -> new BudgetStopCommand.Go(context);
      case "check" -> new BudgetCheckCommand(context);
      default -> null;
    };
  }

  private static @Nullable Callable<Integer> couple(String second, CommandContext context) {
    return switch (second) {
      case "export" -> new CoupleExportCommand(context);
      case "import" -> new CoupleImportCommand(context);
      case "format" -> new CoupleFileCommand.Format(context);
      case "snapshot" -> new CoupleFileCommand.Snapshot(context);
      default -> null;
    };
  }
}
