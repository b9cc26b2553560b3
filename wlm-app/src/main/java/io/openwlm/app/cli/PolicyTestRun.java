package io.openwlm.app.cli;

import io.openwlm.core.classify.Classifier;
import io.openwlm.core.classify.WorkClassification;
import io.openwlm.model.codec.ClassificationTest;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.SystemClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs tests of one definition; each alone, in any order, with the same results. */
final class PolicyTestRun {
  private final ServiceDefinition definition;
  private final Classifier classifier;

  PolicyTestRun(ServiceDefinition definition) {
    this.definition = definition;
    this.classifier = new Classifier(definition);
  }

  /**
   * Something that is not as expected.
   *
   * @param what the key in the test
   * @param hint what may be wrong with the test itself; may be empty
   */
  record Failure(String what, String expected, String got, String hint) {}

  /**
   * The result of one test.
   *
   * @param failures empty if it passed
   * @param trace the way of the work through the rules; empty if it passed
   */
  record Result(ClassificationTest test, List<Failure> failures, String trace) {
    boolean passed() {
      return failures.isEmpty();
    }
  }

  Result run(ClassificationTest test) {
    WorkClassification got = classifier.classify(test.work());
    List<Failure> failures = new ArrayList<>();
    compare("service-class", test.serviceClass(), got.serviceClass(), failures);
    String report = got.reportClass() == null ? ClassificationTest.NONE : got.reportClass();
    compare("report-class", test.reportClass(), report, failures);
    String rule = test.rule();
    if (rule != null && !rule.equals(got.rule()) && !isNumberOf(rule, test, got)) {
      failures.add(new Failure("rule", rule, got.rule(), ""));
    }
    compare("storage-critical", test.storageCritical(), got.storageCritical(), failures);
    compare("boost", test.boost(), got.boost(), failures);
    var region = test.regionGoal();
    compare(
        "manage-region-by", region == null ? null : region.key(), got.regionGoal().key(), failures);
    var reporting = test.reportingAttribute();
    compare(
        "reporting-attribute",
        reporting == null ? null : reporting.key(),
        got.reportingAttribute().key(),
        failures);
    return new Result(
        test, List.copyOf(failures), failures.isEmpty() ? "" : classifier.explain(test.work()));
  }

  /** True for the number of a rule without its subsystem type. */
  private static boolean isNumberOf(String rule, ClassificationTest test, WorkClassification got) {
    return got.rule().equals(test.work().subsystem() + " " + rule);
  }

  private void compare(String what, @Nullable Object expected, Object got, List<Failure> failures) {
    if (expected != null && !expected.equals(got)) {
      failures.add(
          new Failure(what, expected.toString(), got.toString(), hint(what, expected.toString())));
    }
  }

  private String hint(String what, String name) {
    List<String> known =
        switch (what) {
          case "service-class" ->
              Stream.concat(
                      definition.serviceClasses().stream().map(c -> c.name()),
                      SystemClass.names().stream())
                  .toList();
          case "report-class" ->
              Stream.concat(
                      definition.classes().reportClasses().stream().map(c -> c.name()),
                      Stream.of(ClassificationTest.NONE))
                  .toList();
          default -> List.of(name);
        };
    return known.contains(name)
        ? ""
        : "the definition has no "
            + what.replace('-', ' ')
            + " "
            + name
            + "."
            + Nearest.suggestion(name, known);
  }
}
