package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.codec.ConfigurationFile;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.codec.Severity;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.token.TokenPrices;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm check}: all problems of service definitions. Changes nothing, needs no daemon. */
@Command(
    header = {
      "Examples:",
      "  wlm check my.yaml            every problem with file:line:column, code and hint",
      "  wlm check -o json *.yaml     the same for programs; exit code 7 if there is an error",
      ""
    },
    description = "Examines service definitions and price tables. Nothing is activated.")
final class CheckCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Service definitions: YAML, JSON or z/OS XML. Price tables: YAML.")
  List<Path> files = new ArrayList<>();

  private final CommandContext context;

  CheckCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    boolean errors = false;
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "CheckList").name("items").array();
    for (Path file : files) {
      ConfigurationFile found = ConfigurationFile.read(file);
      boolean wrong = found.problems().stream().anyMatch(p -> p.severity() == Severity.ERROR);
      errors |= wrong;
      if (common.json()) {
        item(json, file, found, wrong);
      } else {
        print(file, found);
      }
    }
    if (common.json()) {
      context.out().println(json.endArray().endObject());
    }
    return errors ? ExitCode.INVALID_DEFINITION : ExitCode.OK;
  }

  private void print(Path file, ConfigurationFile found) {
    PrintStream out = context.out();
    found.problems().forEach(problem -> out.println(SafeText.of(problem.toString())));
    long errors = found.problems().stream().filter(p -> p.severity() == Severity.ERROR).count();
    Optional<String> good =
        switch (found) {
          case ConfigurationFile.Definition d -> d.result().definition().map(CheckCommand::sums);
          case ConfigurationFile.Prices p -> p.prices().map(CheckCommand::sums);
        };
    int notes = found.problems().size();
    out.println(
        SafeText.of(file.toString())
            + good.map(sums -> ": good, " + sums + (notes == 0 ? "" : ", " + notes + " to look at"))
                .orElse(": not valid, " + count((int) errors, errors == 1 ? "error" : "errors")));
  }

  private static String sums(ServiceDefinition d) {
    int n = d.serviceClasses().size();
    return count(n, n == 1 ? "service class" : "service classes")
        + ", "
        + count(rules(d), rules(d) == 1 ? "rule" : "rules");
  }

  private static String sums(TokenPrices prices) {
    int n = prices.models().size();
    return "prices in " + prices.currency() + ", " + count(n, n == 1 ? "model" : "models");
  }

  /** Rules of all levels; those of the short form, which two subsystem types share, once. */
  private static int rules(ServiceDefinition d) {
    return d.classification().classifications().stream()
        .map(Classification::rules)
        .distinct()
        .mapToInt(CheckCommand::rules)
        .sum();
  }

  private static int rules(List<ClassificationRule> rules) {
    return rules.stream().mapToInt(r -> 1 + rules(r.rules())).sum();
  }

  private static String count(int n, String what) {
    return n + " " + what;
  }

  private static void item(JsonText json, Path file, ConfigurationFile found, boolean wrong) {
    json.object().field("file", file.toString()).field("valid", !wrong);
    json.name("problems").array();
    for (Problem p : found.problems()) {
      json.object().field("severity", p.severity().text()).field("code", p.code());
      json.field("line", p.line()).field("column", p.column()).field("pointer", p.pointer());
      json.field("message", p.message()).field("hint", p.hint()).endObject();
    }
    json.endArray().endObject();
  }
}
