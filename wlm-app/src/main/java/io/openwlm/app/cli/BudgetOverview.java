package io.openwlm.app.cli;

import java.util.List;

/** The help of {@code wlm budget}: examples first, then its commands. */
final class BudgetOverview {
  static final List<String> NAMES = List.of("increase", "stop", "go", "check");

  static final String TEXT =
      """
      Examples:
        wlm get budget                                    all token budgets, and how they stand
        wlm get budget scraper                            one of them, with its limits
        wlm budget increase chat 50K --until 2h --reason "release day"
        wlm budget stop scraper --reason "in a loop"      no calls of it until: wlm budget go scraper
        wlm budget check scraper && call-the-model        for scripts: the exit code is the signal

      Usage: wlm budget COMMAND [OPTIONS] [ARGUMENTS]

        increase   raise the token limits of a budget for a while
        stop       emergency stop of a budget with all below it, or of all
        go         end an emergency stop
        check      an agent's signal from its state file, without asking the daemon

      wlm help budget COMMAND shows one of them.
      """;

  private BudgetOverview() {}
}
