package io.openwlm.app.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm budget stop|go [NAME]}. */
abstract class BudgetStopCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "An agent, team or organisation with all below it. Default: all.")
  @Nullable String budget;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; agents are told.")
  String reason = "";

  private final CommandContext context;

  private BudgetStopCommand(CommandContext context) {
    this.context = context;
  }

  abstract String ask(BudgetLink link, @Nullable String name, String why);

  @Override
  public Integer call() {
    try (ManagerLink link = context.connect(common)) {
      context.answer(ask(link.budgets(), budget, reason), common);
    }
    return ExitCode.OK;
  }

  /** {@code wlm budget stop}. */
  @Command(
      header = {
        "Examples:",
        "  wlm budget stop scraper --reason \"in a loop\"",
        "  wlm budget stop --reason \"the provider asked us to\"     all agents",
        ""
      },
      description = {
        "Emergency stop: the signal is black, calls that come are refused, calls under way end as",
        "they would. It stays, also over a restart, until: wlm budget go. For root and the user that",
        "wlmd runs as."
      })
  static final class Stop extends BudgetStopCommand {
    Stop(CommandContext context) {
      super(context);
    }

    @Override
    String ask(BudgetLink link, @Nullable String name, String why) {
      return link.stop(name, why);
    }
  }

  /** {@code wlm budget go}. */
  @Command(
      header = {"Examples:", "  wlm budget go scraper --reason \"fixed\"", ""},
      description = {
        "Ends an emergency stop, of an operator or of the anomaly switch. For root and the user that",
        "wlmd runs as."
      })
  static final class Go extends BudgetStopCommand {
    Go(CommandContext context) {
      super(context);
    }

    @Override
    String ask(BudgetLink link, @Nullable String name, String why) {
      return link.go(name, why);
    }
  }
}
