package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.status.RuleHits;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm get rules|intake}: which rules and which sources work, and which are dead. */
@Command(
    header = {
      "Examples:",
      "  wlm get rules                 each rule of the active policy and how often it decided",
      "  wlm get rules -o json         the same for programs",
      "  wlm get intake                each source of response times, and how it does",
      ""
    },
    description = {
      "Shows classification rules in their order with their hits since the policy was activated: a",
      "process counts each time the daemon looks at it. A rule with 0 hits has matched nothing yet.",
      "Or shows the sources of wlmd --intake: what came from each, what was bad, what went wrong."
    })
final class GetCommand implements Callable<Integer> {
  enum What {
    RULES,
    INTAKE
  }

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "rules|intake",
      description = "rules: the classification rules. intake: the sources of response times.")
  What what = What.RULES;

  private final CommandContext context;

  GetCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ManagerLink link = context.connect(common)) {
      if (what == What.INTAKE) {
        IntakeList.print(link.intake(), common.json(), context.out());
        return ExitCode.OK;
      }
      List<RuleHits> rules = link.rules();
      if (common.json()) {
        context.out().println(json(rules));
      } else {
        print(rules);
      }
    }
    return ExitCode.OK;
  }

  private void print(List<RuleHits> rules) {
    context
        .out()
        .printf(
            Locale.ROOT,
            "%-9s %-9s %10s  %-12s %s%n",
            "SUBSYSTEM",
            "RULE",
            "HITS",
            "CLASS",
            "WHEN");
    for (RuleHits rule : rules) {
      String line =
          String.format(
              Locale.ROOT,
              "%-9s %-9s %10d  %-12s %s%s",
              rule.subsystem().isEmpty() ? "(other)" : rule.subsystem(),
              rule.path(),
              rule.hits(),
              SafeText.of(rule.serviceClass()),
              "  ".repeat(rule.level() - 1) + SafeText.of(rule.description()),
              rule.line() > 0 ? " (line " + rule.line() + ")" : "");
      context.out().println(line.stripTrailing());
    }
  }

  private static String json(List<RuleHits> rules) {
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "RuleList").name("items").array();
    for (RuleHits rule : rules) {
      json.object().field("subsystem", rule.subsystem()).field("rule", rule.path());
      json.field("level", rule.level()).field("when", rule.description());
      json.field("line", rule.line()).field("serviceClass", rule.serviceClass());
      json.field("hits", rule.hits()).endObject();
    }
    return json.endArray().endObject().toString();
  }
}
