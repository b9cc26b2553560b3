package io.openwlm.app.demo;

import io.openwlm.app.text.JsonText;
import java.util.Locale;

/** Both sides of the token demo. */
public record TokenSummary(TokenDemoPlan plan, TokenResult openwlm, TokenResult checkThenCharge) {

  /** True if OpenWLM kept the budget, let importance 1 work, and lost no hold. */
  public boolean keepsItsPromise() {
    return openwlm.keepsItsPromise();
  }

  /** What it did not keep, for people. */
  public String shortfall() {
    return "overshoot "
        + openwlm.overshoot()
        + " tokens, refusals of importance 1: "
        + openwlm.importance1Refusals()
        + ", leaked holds: "
        + openwlm.leakedHolds();
  }

  /** One JSON object; docs/demo.md explains its fields. */
  public String json() {
    JsonText json = new JsonText().object();
    json.field("demo", "tokens").field("seed", plan.seed());
    json.field("duration_seconds", plan.seconds()).field("budget_tokens", plan.limit());
    openwlm.writeTo(json.name("openwlm"));
    checkThenCharge.writeTo(json.name("check_then_charge"));
    return json.endObject().toString();
  }

  /** For people. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append("One budget of ")
        .append(plan.limit())
        .append(" tokens an hour for three agents\n\n");
    row(text, "", "check-then-charge", "OpenWLM");
    row(
        text,
        "tokens beyond the budget",
        Long.toString(checkThenCharge.overshoot()),
        Long.toString(openwlm.overshoot()));
    row(text, "part of it left unused, %", percent(checkThenCharge), percent(openwlm));
    row(
        text,
        "refusals of importance 1",
        Long.toString(checkThenCharge.importance1Refusals()),
        Long.toString(openwlm.importance1Refusals()));
    row(
        text,
        "holds that leaked",
        Long.toString(checkThenCharge.leakedHolds()),
        Long.toString(openwlm.leakedHolds()));
    for (int i = 0; i < openwlm.agents().size(); i++) {
      TokenResult.Agent ours = openwlm.agents().get(i);
      TokenResult.Agent theirs = checkThenCharge.agents().get(i);
      row(
          text,
          ours.name() + " (importance " + ours.importance() + ") answered / refused",
          theirs.answered() + " / " + theirs.refused(),
          ours.answered() + " / " + ours.refused());
    }
    return text.toString();
  }

  private static String percent(TokenResult result) {
    return String.format(Locale.ROOT, "%.1f", 100 * result.unusedShare());
  }

  private static void row(StringBuilder text, String name, String a, String b) {
    text.append(String.format(Locale.ROOT, "  %-44s %18s %18s%n", name, a, b));
  }
}
