package io.openwlm.app.cli;

import io.openwlm.record.read.WorkloadActivity;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wlm record report}. */
@Command(
    header = {
      "Examples:",
      "  wlm record report --last 1h                       all service classes in the last hour",
      "  wlm record report --from 14:00 --to 15:00 --class INTERACT",
      "  wlm record report --records /tmp/run -o json",
      ""
    },
    description = {
      "The Workload Activity report: goal, achieved, performance index, using and delay, service,",
      "transactions and response times of each service class period, from records of type 72.",
      "Several intervals are summed up: counters are added, then divided. Needs no daemon."
    })
final class RecordReportCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();
  @Mixin final RecordPlaces places = new RecordPlaces();

  @Option(names = "--class", paramLabel = "NAME", description = "This service class only.")
  @Nullable String serviceClass;

  private final CommandContext context;

  RecordReportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    RecordFilter filter = new RecordFilter();
    filter.type = "72";
    filter.serviceClass = serviceClass;
    WorkloadActivity activity = new WorkloadActivity();
    filter.each(context, places, activity::visit);
    ActivityReport report = new ActivityReport(activity);
    if (common.json()) {
      context.out().println(report.json());
    } else {
      report.text().forEach(context.out()::println);
    }
    return ExitCode.OK;
  }
}
