package io.openwlm.app.cli;

import io.openwlm.app.cli.PolicyTestRun.Failure;
import io.openwlm.app.cli.PolicyTestRun.Result;
import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.codec.ClassificationTest;
import io.openwlm.model.codec.ClassificationTestReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm policy test}: does work get the classes it should get? */
@Command(
    header = {
      "Examples:",
      "  wlm policy test my.yaml                    the tests in tests/my.yaml beside it",
      "  wlm policy test my.yaml a.yaml b.yaml      these tests",
      "  wlm policy test tests/my.yaml              a file of tests that names its definition",
      ""
    },
    description = {
      "Runs tests of a definition: work, and the classes and the rule it must get.",
      "Exit code 0: all pass, 1: one fails, 7: the definition or a file of tests is not valid."
    })
final class PolicyTestCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A definition; or a file of tests with the key definition.")
  Path file = Path.of("");

  @Parameters(index = "1..*", paramLabel = "TESTFILE", description = "Files of tests.")
  List<Path> testFiles = new ArrayList<>();

  private final CommandContext context;

  PolicyTestCommand(CommandContext context) {
    this.context = context;
  }

  /** Tests and where they come from. */
  private record Suite(Path file, ClassificationTestReader.Result tests) {}

  @Override
  public Integer call() {
    Path definition = file;
    List<Path> from = testFiles;
    if (from.isEmpty() && ClassificationTestReader.isTestFile(file)) {
      from = List.of(file);
      definition = definitionOf(file);
    } else if (from.isEmpty()) {
      from = List.of(usual(file));
    }
    List<Suite> suites =
        from.stream().map(f -> new Suite(f, ClassificationTestReader.read(f))).toList();
    String problems =
        suites.stream()
            .flatMap(s -> s.tests().problems().stream())
            .map(Object::toString)
            .collect(Collectors.joining("\n"));
    if (!problems.isEmpty()) {
      throw new CommandFailure(ExitCode.INVALID_DEFINITION, problems);
    }
    PolicyTestRun run = new PolicyTestRun(DefinitionFile.valid(definition));
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "PolicyTestList").field("definition", definition.toString());
    json.name("items").array();
    int count = 0;
    int failed = 0;
    for (Suite suite : suites) {
      if (!common.json()) {
        context.out().println(SafeText.of(suite.file().toString()));
      }
      for (ClassificationTest test : suite.tests().tests()) {
        Result result = run.run(test);
        count++;
        failed += result.passed() ? 0 : 1;
        if (common.json()) {
          item(json, suite.file(), result);
        } else {
          print(result);
        }
      }
    }
    if (common.json()) {
      json.endArray().field("passed", count - failed).field("failed", failed);
      context.out().println(json.endObject());
    } else {
      context
          .out()
          .println(
              count
                  + (count == 1 ? " test: " : " tests: ")
                  + (failed == 0
                      ? "all passed"
                      : failed + " failed, " + (count - failed) + " passed"));
    }
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  /** The definition that a file of tests names, from the directory of that file. */
  private static Path definitionOf(Path tests) {
    ClassificationTestReader.Result read = ClassificationTestReader.read(tests);
    String named = read.definition();
    if (named == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "WLM0202E "
              + tests
              + " names no definition.\n  Give it: wlm policy test DEFINITION "
              + tests
              + ", or add definition: to it.");
    }
    return tests.resolveSibling(named);
  }

  /** {@code tests/my.xml.yaml} or {@code tests/my.yaml} for {@code my.xml}. */
  private static Path usual(Path definition) {
    Path name = definition.getFileName();
    String full = name == null ? "" : name.toString();
    Path directory = definition.resolveSibling("tests");
    Path special = directory.resolve(full + ".yaml");
    Path tests =
        Files.exists(special)
            ? special
            : directory.resolve(full.replaceFirst("\\.[^.]*$", "") + ".yaml");
    if (!Files.exists(tests)) {
      throw new CommandFailure(
          ExitCode.NO_SUCH_OBJECT,
          "WLM0204E there are no tests for "
              + definition
              + ": "
              + tests
              + " does not exist.\n  Name them: wlm policy test "
              + definition
              + " TESTFILE");
    }
    return tests;
  }

  private void print(Result result) {
    PrintStream out = context.out();
    ClassificationTest test = result.test();
    if (result.passed()) {
      out.println("  ok    " + SafeText.of(test.name()));
      return;
    }
    out.println("  FAIL  " + SafeText.of(test.name()) + " (line " + test.line() + ")");
    for (Failure failure : result.failures()) {
      out.println(
          SafeText.of(
              String.format(
                  "          %-19s expected %s, got %s",
                  failure.what(), failure.expected(), failure.got())));
      if (!failure.hint().isEmpty()) {
        out.println("          " + " ".repeat(20) + SafeText.of(failure.hint()));
      }
    }
    out.println("        the way through the rules:");
    result.trace().lines().forEach(line -> out.println("          " + SafeText.of(line)));
  }

  private static void item(JsonText json, Path file, Result result) {
    ClassificationTest test = result.test();
    json.object().field("file", file.toString()).field("name", test.name());
    json.field("line", test.line()).field("passed", result.passed());
    json.name("failures").array();
    for (Failure failure : result.failures()) {
      json.object().field("what", failure.what()).field("expected", failure.expected());
      json.field("got", failure.got()).field("hint", failure.hint()).endObject();
    }
    json.endArray().field("trace", result.trace()).endObject();
  }
}
