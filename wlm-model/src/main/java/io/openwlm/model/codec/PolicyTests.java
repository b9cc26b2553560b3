package io.openwlm.model.codec;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.PrintableText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tests of a definition, as their file holds them.
 *
 * @param definition the file of the definition they are for, as written; null if it is not named
 * @param tests in the order of the file; empty if there is a problem
 * @param problems all of them errors
 */
public record PolicyTests(
    @Nullable String definition, List<PolicyTest> tests, List<Problem> problems) {
  private static final String TOP_KEY = "tests";
  private static final String SUBSYSTEM = "subsystem";
  private static final int MAX_TESTS = 10_000;
  private static final List<String> KEYS = List.of("definition", TOP_KEY);
  private static final List<String> TEST = List.of("name", "work", "expect");
  private static final List<String> EXPECT =
      List.of(
          "service-class",
          "report-class",
          "rule",
          "storage-critical",
          "manage-region-by",
          "reporting-attribute",
          "boost");

  public PolicyTests {
    tests = List.copyOf(tests);
    problems = List.copyOf(problems);
  }

  /** True if a file can be read and has the key {@code tests}: it is no definition. */
  public static boolean isTestFile(Path file) {
    return LocatedYaml.read(file).root().filter(PolicyTests::hasTests).isPresent();
  }

  private static boolean hasTests(Node root) {
    return root instanceof Node.Mapping m
        && m.entries().stream().anyMatch(e -> e.key().value().equals(TOP_KEY));
  }

  /** Reads a file of tests. A file that cannot be read is a problem like any other. */
  public static PolicyTests read(Path file) {
    return of(file.toString(), LocatedYaml.read(file));
  }

  /**
   * Reads tests.
   *
   * @param fileName what messages call it
   */
  public static PolicyTests read(String fileName, String text) {
    return of(fileName, LocatedYaml.read(fileName, text));
  }

  private static PolicyTests of(String fileName, LocatedYaml.Tree tree) {
    Node root = tree.root().orElse(null);
    if (root == null || !tree.problems().isEmpty()) {
      return new PolicyTests(null, List.of(), tree.problems());
    }
    Problems problems = new Problems(fileName);
    Fields fields = Fields.of(root, "a file of tests", problems, KEYS);
    String definition = null;
    List<PolicyTest> tests = new ArrayList<>();
    if (fields != null) {
      Node definitionAt = fields.get("definition");
      definition = definitionAt == null ? null : Values.text(problems, definitionAt, "definition");
      Node testsAt = fields.required(TOP_KEY, TOP_KEY, "a list of name, work and expect");
      if (testsAt != null) {
        List<Node> items = Values.items(problems, testsAt, TOP_KEY, MAX_TESTS);
        items.forEach(item -> addTest(item, problems, tests));
        if (items.isEmpty() && !problems.hasErrors()) {
          problems.add(ProblemCode.TEST_NO_TESTS, testsAt);
        }
      }
    }
    return problems.hasErrors()
        ? new PolicyTests(definition, List.of(), problems.list())
        : new PolicyTests(definition, tests, List.of());
  }

  private static void addTest(Node item, Problems problems, List<PolicyTest> tests) {
    Fields fields = Fields.of(item, "a test", problems, TEST);
    if (fields == null) {
      return;
    }
    Node nameAt = fields.required("name", "name", "every test has a name");
    String name = nameAt == null ? null : Values.line(problems, nameAt, "name");
    Node workAt = fields.required("work", "work", "for example work: {subsystem: JES, TC: A}");
    WorkAttributes work = workAt == null ? null : work(workAt, problems);
    Node expectAt =
        fields.required("expect", "expect", "for example expect: {service-class: ONLINE}");
    PolicyTest.Expectation expect = expectAt == null ? null : expectation(expectAt, problems);
    if (name != null && work != null && expect != null) {
      tests.add(new PolicyTest(name, item.line(), work, expect));
    }
  }

  private static @Nullable WorkAttributes work(Node node, Problems problems) {
    if (!(node instanceof Node.Mapping mapping)) {
      Values.wrongType(problems, node, "work", "a mapping (qualifier: value)");
      return null;
    }
    if (mapping.entries().isEmpty()) {
      problems.add(ProblemCode.TEST_NO_FACTS, node);
      return null;
    }
    SubsystemType subsystem = null;
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    for (Node.Entry entry : mapping.entries()) {
      if (entry.key().value().equals(SUBSYSTEM)) {
        subsystem = subsystem(entry.value(), problems);
      } else {
        fact(entry, known, problems);
      }
    }
    return WorkAttributes.of(
        subsystem == null ? SubsystemType.ofProcess(known) : subsystem, 0, known);
  }

  private static @Nullable SubsystemType subsystem(Node node, Problems problems) {
    String name = Values.text(problems, node, SUBSYSTEM);
    if (name == null || SubsystemType.isName(name)) {
      return name == null ? null : new SubsystemType(name);
    }
    String hint = NearestName.hint(name, SubsystemType.knownNames(), "");
    problems.addWithHint(ProblemCode.SUBSYSTEM_NAME, node, hint, Values.found(node));
    return null;
  }

  private static void fact(Node.Entry entry, Map<QualifierType, String> known, Problems problems) {
    String key = entry.key().value();
    QualifierType type = QualifierType.lookup(key).orElse(null);
    if (type == null) {
      List<String> keys =
          Arrays.stream(QualifierType.values())
              .flatMap(q -> q.spellings().stream().distinct())
              .toList();
      String hint = NearestName.hint(key, keys, "subsystem, or a qualifier as in a rule");
      problems.addWithHint(ProblemCode.UNKNOWN_KEY, entry.key(), hint, PrintableText.of(key));
      return;
    }
    String value;
    if (type.isMultiValued() && entry.value() instanceof Node.Sequence list) {
      value =
          String.join(
              "\n",
              list.items().stream()
                  .map(item -> String.valueOf(Values.text(problems, item, key)))
                  .toList());
    } else {
      value = Values.text(problems, entry.value(), key);
    }
    if (value != null && known.put(type, value) != null) {
      problems.add(ProblemCode.TEST_FACT_TWICE, entry.key(), type.key());
    }
  }

  private static PolicyTest.@Nullable Expectation expectation(Node node, Problems problems) {
    Fields fields = Fields.of(node, "expect", problems, EXPECT);
    if (fields == null) {
      return null;
    }
    if (fields.isEmpty()) {
      problems.add(ProblemCode.TEST_NO_EXPECTATION, node);
      return null;
    }
    return new PolicyTest.Expectation(
        text(fields, "service-class", problems),
        noneOrText(fields, "report-class", problems),
        text(fields, "rule", problems),
        flag(fields, "storage-critical", problems),
        Values.oneOf(
            problems,
            fields.get("manage-region-by"),
            "manage-region-by",
            RegionGoal.values(),
            RegionGoal::key),
        Values.oneOf(
            problems,
            fields.get("reporting-attribute"),
            "reporting-attribute",
            ReportingAttribute.values(),
            ReportingAttribute::key),
        flag(fields, "boost", problems));
  }

  private static @Nullable String text(Fields fields, String key, Problems problems) {
    Node node = fields.get(key);
    return node == null ? null : Values.text(problems, node, key);
  }

  private static @Nullable String noneOrText(Fields fields, String key, Problems problems) {
    Node node = fields.get(key);
    boolean none = node instanceof Node.Scalar s && s.isNull();
    return none ? PolicyTest.Expectation.NONE : text(fields, key, problems);
  }

  private static @Nullable Boolean flag(Fields fields, String key, Problems problems) {
    Node node = fields.get(key);
    return node == null ? null : Values.flag(problems, node, key);
  }
}
