package io.openwlm.app.cli;

import io.openwlm.app.demo.TokenDemo;
import io.openwlm.app.demo.TokenDemoPlan;
import io.openwlm.app.demo.TokenScreen;
import io.openwlm.app.demo.TokenSummary;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wlm demo tokens}. */
@Command(
    header = {
      "Examples:",
      "  wlm demo tokens                   a minute and a half, live",
      "  wlm demo tokens --duration 20     the shortest",
      "  wlm demo tokens --output json     one JSON object on standard output",
      ""
    },
    description = {
      "Three AI agents of importance 1, 3 and 5 share one token budget and call a fake provider",
      "through the proxy; the least important goes wild. Beside it the same agents on a proxy that",
      "checks and then charges. Needs no root and no network but loopback."
    })
final class DemoTokensCommand implements Callable<Integer> {
  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "Length of the demo, 20 to 600. Default: ${DEFAULT-VALUE}.")
  int seconds = TokenDemoPlan.DEFAULT_SECONDS;

  @Mixin final DemoOptions options = new DemoOptions();

  private final CommandContext context;

  DemoTokensCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (seconds < TokenDemoPlan.MIN_SECONDS || seconds > TokenDemoPlan.MAX_SECONDS) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0932E the token demo takes 20 to 600 seconds, not " + seconds + ".");
    }
    boolean json = options.json();
    TokenScreen screen = new TokenScreen(options.progress(context), options.live(context));
    TokenSummary summary;
    try {
      summary = new TokenDemo(new TokenDemoPlan(seconds, options.seed), screen).run();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "WLM0933E the token demo cannot go on: " + e.getMessage());
    }
    context.out().println(json ? summary.json() : "\n" + summary.table());
    if (!summary.keepsItsPromise()) {
      context.err().println("WLM0934W " + summary.shortfall());
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }
}
