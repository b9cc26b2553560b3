package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.core.classify.Classifier;
import io.openwlm.core.classify.WorkClassification;
import io.openwlm.model.codec.ClassificationTest;
import io.openwlm.model.codec.ClassificationTestReader;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.codec.Severity;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm policy test}: does a definition classify work as its tests say? */
@Command(
    header = {
      "Examples:",
      "  wlm policy test weekday.test.yaml                      the file names its definition",
      "  wlm policy test --definition new.yaml weekday.test.yaml   the same tests on another one",
      "",
      "A test file:",
      "  definition: weekday.yaml",
      "  tests:",
      "    - name: operators' jobs go first",
      "      work: { subsystem: JES, TC: A, UI: OPS1 }",
      "      expect: { service-class: BATCHHI, report-class: ROPS, rule: JES 1.1 }",
      ""
    },
    description = {
      "Runs policy tests: work, and the service class, report class and rule that it must get.",
      "Exit code 1 if a test fails, 7 if a file has errors. Needs no daemon."
    })
final class PolicyTestCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = "--definition",
      paramLabel = "FILE",
      description = "Test this definition instead of the one that the test files name.")
  @Nullable Path definition;

  @Parameters(paramLabel = "TESTFILE", arity = "1..*", description = "Policy tests (YAML).")
  List<Path> files = new ArrayList<>();

  private final CommandContext context;
  private final JsonText json = new JsonText();
  private int passed;
  private int failed;

  PolicyTestCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (common.json()) {
      json.object().field("apiVersion", "openwlm.io/v1");
      json.field("kind", "PolicyTestList").name("items").array();
    }
    for (Path file : files) {
      run(file);
    }
    if (common.json()) {
      json.endArray().field("passed", passed).field("failed", failed).endObject();
      context.out().println(json);
    } else {
      context.out().println(passed + " passed, " + failed + " failed");
    }
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private void run(Path file) {
    ClassificationTestReader.Result read = ClassificationTestReader.read(file);
    failOn(read.problems());
    Path named = definition;
    if (named == null) {
      if (read.definition() == null) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "WLM0210E "
                + file
                + " names no definition.\n  Add definition: FILE to it, or use --definition FILE.");
      }
      named = file.resolveSibling(read.definition());
    }
    DefinitionResult result = DefinitionReader.read(named);
    failOn(result.problems());
    Classifier classifier = new Classifier(result.definition().orElseThrow());
    if (!common.json()) {
      context.out().println(SafeText.of(file + " on " + named));
    }
    for (ClassificationTest test : read.tests()) {
      check(file, test, classifier);
    }
  }

  private static void failOn(List<Problem> problems) {
    String errors =
        problems.stream()
            .filter(p -> p.severity() == Severity.ERROR)
            .map(Object::toString)
            .collect(Collectors.joining("\n"));
    if (!errors.isEmpty()) {
      throw new CommandFailure(ExitCode.INVALID_DEFINITION, errors);
    }
  }

  private void check(Path file, ClassificationTest test, Classifier classifier) {
    WorkClassification got = classifier.classify(test.work());
    String report = got.reportClass() == null ? ClassificationTest.NONE : got.reportClass();
    List<String> wrong = new ArrayList<>();
    compare(wrong, "service class", test.serviceClass(), got.serviceClass());
    compare(wrong, "report class", test.reportClass(), report);
    compare(wrong, "rule", test.rule(), got.rule());
    boolean good = wrong.isEmpty();
    passed += good ? 1 : 0;
    failed += good ? 0 : 1;
    if (common.json()) {
      json.object().field("file", file.toString()).field("line", test.line());
      json.field("name", test.name()).field("passed", good);
      json.field("serviceClass", got.serviceClass()).field("reportClass", report);
      json.field("rule", got.rule()).field("message", String.join("; ", wrong)).endObject();
      return;
    }
    PrintStream out = context.out();
    out.println((good ? "  ok    " : "  FAIL  ") + SafeText.of(test.name()));
    if (!good) {
      wrong.forEach(w -> out.println("        " + SafeText.of(w)));
      out.println("        at " + SafeText.of(file.toString()) + ":" + test.line());
      classifier.explain(test.work()).lines().forEach(l -> out.println("        | " + l));
    }
  }

  private static void compare(
      List<String> wrong, String what, @Nullable String expected, String got) {
    if (expected != null && !expected.equals(got)) {
      wrong.add(what + ": expected " + expected + ", got " + got);
    }
  }
}
