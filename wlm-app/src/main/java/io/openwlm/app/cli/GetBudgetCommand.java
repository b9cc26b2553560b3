package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import io.openwlm.model.json.StatusJson;
import io.openwlm.model.status.BudgetStatus;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm get budget [NAME]}: token budgets of agents. */
@Command(
    header = {
      "Examples:",
      "  wlm get budget                all token budgets: signal, what is granted, spent and left",
      "  wlm get budget scraper        one of them: why, all limits, tokens by kind, refusals",
      "  wlm get budget -o json        the same for programs",
      ""
    },
    description = {
      "Shows token budgets as of the last control tick. Amounts are weighted tokens in the window",
      "that the organisation shares out. BURN is the rate lately / the rate that lasts to the end of",
      "the window; EMPTY is when the grant is used up if it goes on like this. Exit code 4: no such",
      "budget."
    })
final class GetBudgetCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "An agent, team or organisation. Default: all.")
  @Nullable String name;

  private final CommandContext context;

  GetBudgetCommand(CommandContext context) {
    this.context = context;
  }

  /** True if the arguments of {@code wlm get} ask for budgets. */
  static boolean isAskedFor(List<String> args) {
    return args.contains("budget") || args.contains("budgets");
  }

  @Override
  public Integer call() {
    List<BudgetStatus> budgets;
    try (ManagerLink link = context.connect(common)) {
      budgets = link.budgets().list();
    }
    if (name != null) {
      budgets = List.of(named(budgets, name));
    }
    if (common.json()) {
      context
          .out()
          .println(
              "{\"apiVersion\":\"openwlm.io/v1\",\"kind\":\"BudgetList\",\"items\":"
                  + StatusJson.write(budgets)
                  + "}");
    } else if (name != null) {
      BudgetTable.one(budgets.getFirst(), ZoneId.systemDefault(), context.out());
    } else if (budgets.isEmpty()) {
      context.out().println("no token budgets: the policy in force has no class with a token goal");
    } else {
      BudgetTable.all(budgets, ZoneId.systemDefault(), context.out());
    }
    return ExitCode.OK;
  }

  private static BudgetStatus named(List<BudgetStatus> budgets, String name) {
    List<String> names = budgets.stream().map(BudgetStatus::name).toList();
    return budgets.stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.NO_SUCH_OBJECT,
                "WLM0204E no token budget "
                    + SafeText.of(name)
                    + "."
                    + Nearest.suggestion(name, names)));
  }
}
