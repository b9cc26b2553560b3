package io.openwlm.app.demo;

import io.openwlm.app.text.JsonText;
import java.util.Locale;

/** The runs side by side. */
public record DemoSummary(
    String mode,
    String kernel,
    DemoPlan plan,
    RunResult uncontrolled,
    RunResult equalGroups,
    RunResult controlled) {

  /** One JSON object; docs/demo.md explains its fields. */
  public String json() {
    JsonText json = new JsonText().object();
    json.field("mode", mode).field("kernel", kernel).field("seed", plan.seed());
    json.field("goal_ms", DemoPlan.GOAL_NANOS / 1e6);
    json.field("adjustment_interval_seconds", 1);
    json.field("cpus", plan.cpus());
    uncontrolled.writeTo(json.name("uncontrolled"));
    equalGroups.writeTo(json.name("equal_groups"));
    controlled.writeTo(json.name("controlled"));
    json.field("recovered", controlled.recovered());
    return json.endObject().toString();
  }

  /** For people. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append("Interactive service, goal ").append(DemoPlan.GOAL_PERCENTILE).append("% < ");
    text.append(DemoPlan.GOAL_NANOS / 1_000_000).append("ms; PI 1 = goal met, above = missed\n\n");
    row(text, "", "uncontrolled", "equal groups", "OpenWLM");
    numbers(text, "p90 before, ms", u -> u.p90MillisBefore());
    numbers(text, "p90 worst second of the flood, ms", u -> u.p90MillisFloodMax());
    numbers(text, "p90 rest of the flood, ms", u -> u.p90MillisAfter());
    numbers(text, "PI before", u -> u.piBefore());
    numbers(text, "PI worst second of the flood", u -> u.piFloodMax());
    numbers(text, "PI rest of the flood", u -> u.piAfter());
    row(
        text,
        "intervals to recovery",
        recovery(uncontrolled),
        recovery(equalGroups),
        recovery(controlled));
    numbers(text, "CPU that batch got in the flood, %", u -> 100 * u.batchCpuShare());
    text.append('\n');
    double better = uncontrolled.p90MillisAfter() / controlled.p90MillisAfter();
    text.append(
        String.format(
            Locale.ROOT,
            "In the flood the service answered %.0f times faster than uncontrolled; batch gave up %.0f%%"
                + " of its CPU for it.%n",
            better,
            100 * Math.max(0, 1 - controlled.batchCpuShare() / uncontrolled.batchCpuShare())));
    return text.toString();
  }

  private static String recovery(RunResult run) {
    return switch (run.intervalsToRecovery()) {
      case -1 -> "not in the flood";
      case 0 -> "not missed";
      default -> Integer.toString(run.intervalsToRecovery());
    };
  }

  private void numbers(
      StringBuilder text, String name, java.util.function.ToDoubleFunction<RunResult> of) {
    row(
        text,
        name,
        number(of.applyAsDouble(uncontrolled)),
        number(of.applyAsDouble(equalGroups)),
        number(of.applyAsDouble(controlled)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  private static void row(StringBuilder text, String name, String a, String b, String c) {
    text.append(String.format(Locale.ROOT, "  %-36s %17s %17s %17s%n", name, a, b, c));
  }
}
