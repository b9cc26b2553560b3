package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wlm metrics}: what Prometheus would get. */
@Command(
    header = {"Examples:", "  wlm metrics | promtool check metrics", ""},
    description = {
      "Prints the daemon's metrics in the Prometheus text format. docs/metrics.md explains them;",
      "wlmd --metrics PORT serves them to a Prometheus server."
    })
final class MetricsCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  private final CommandContext context;

  MetricsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ManagerLink link = context.connect(common)) {
      context.out().print(SafeText.lines(link.metrics()));
      context.out().flush();
    }
    return ExitCode.OK;
  }
}
