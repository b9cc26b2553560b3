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
 * Reads policy tests: {@code tests:}, each with {@code work} (a subsystem type and qualifiers) and
 * {@code expect}. As strict and as safe as {@link DefinitionReader}.
 */
public final class ClassificationTestReader {
  private static final int MAX_TESTS = 10_000;
  private static final List<String> TOP = List.of("definition", "tests");
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
  private static final String SUBSYSTEM = "subsystem";

  private final Problems problems;

  private ClassificationTestReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * What reading gave.
   *
   * @param definition the definition that the file names, as written; null if it names none
   * @param tests empty if there is an error
   * @param problems everything found
   */
  public record Result(
      @Nullable String definition, List<ClassificationTest> tests, List<Problem> problems) {
    public Result {
      tests = List.copyOf(tests);
      problems = List.copyOf(problems);
    }
  }

  /** True if a file can be read and has the key {@code tests}: it is no definition. */
  public static boolean isTestFile(Path file) {
    return LocatedYaml.read(file).root().orElse(null) instanceof Node.Mapping root
        && root.entries().stream().anyMatch(e -> e.key().value().equals("tests"));
  }

  /** Reads a file. A file that cannot be read is a problem like any other. */
  public static Result read(Path file) {
    Problems problems = new Problems(file.toString());
    return read(SourceText.ofFile(file, problems), problems);
  }

  /**
   * Reads a text.
   *
   * @param fileName what messages call it
   */
  public static Result read(String fileName, String text) {
    return read(text, new Problems(fileName));
  }

  private static Result read(@Nullable String text, Problems problems) {
    String body = text == null ? null : SourceText.checked(text, problems);
    Node root = body == null ? null : TreeReader.read(body, problems);
    Fields top = root == null ? null : Fields.of(root, "a test file", problems, TOP);
    List<ClassificationTest> tests = new ArrayList<>();
    String definition = null;
    if (top != null) {
      Node definitionAt = top.get("definition");
      definition = definitionAt == null ? null : Values.line(problems, definitionAt, "definition");
      Node list = top.required("tests", "tests", "a list of work and what to expect");
      ClassificationTestReader reader = new ClassificationTestReader(problems);
      if (list instanceof Node.Sequence s && s.items().isEmpty()) {
        problems.add(ProblemCode.TEST_NO_TESTS, list);
      }
      for (Node item :
          list == null ? List.<Node>of() : Values.items(problems, list, "tests", MAX_TESTS)) {
        ClassificationTest test = reader.test(item);
        if (test != null) {
          tests.add(test);
        }
      }
    }
    return new Result(definition, problems.hasErrors() ? List.of() : tests, problems.list());
  }

  private @Nullable ClassificationTest test(Node item) {
    Fields fields = Fields.of(item, "a test", problems, TEST);
    if (fields == null) {
      return null;
    }
    Node nameAt = fields.get("name");
    String name = nameAt == null ? null : Values.line(problems, nameAt, "name");
    Node workAt = fields.required("work", "work", "for example work: { subsystem: JES, TC: A }");
    WorkAttributes work = workAt == null ? null : work(workAt);
    Node expectAt =
        fields.required("expect", "expect", "for example expect: { service-class: BATCH }");
    Fields expect = expectAt == null ? null : Fields.of(expectAt, "expect", problems, EXPECT);
    if (expect != null && expect.isEmpty()) {
      problems.add(ProblemCode.TEST_NO_EXPECTATION, expect.at());
    }
    if (work == null || expect == null) {
      return null;
    }
    return new ClassificationTest(
        name == null ? "line " + item.line() : name,
        item.line(),
        work,
        text(expect, "service-class"),
        reportClass(expect),
        text(expect, "rule"),
        flag(expect, "storage-critical"),
        Values.oneOf(
            problems,
            expect.get("manage-region-by"),
            "manage-region-by",
            RegionGoal.values(),
            RegionGoal::key),
        Values.oneOf(
            problems,
            expect.get("reporting-attribute"),
            "reporting-attribute",
            ReportingAttribute.values(),
            ReportingAttribute::key),
        flag(expect, "boost"));
  }

  private @Nullable String text(Fields fields, String key) {
    Node node = fields.get(key);
    return node == null ? null : Values.line(problems, node, key);
  }

  /** A report class; nothing and {@code null} say that there must be none. */
  private @Nullable String reportClass(Fields fields) {
    boolean none = fields.get("report-class") instanceof Node.Scalar s && s.isNull();
    return none ? ClassificationTest.NONE : text(fields, "report-class");
  }

  private @Nullable Boolean flag(Fields fields, String key) {
    Node node = fields.get(key);
    return node == null ? null : Values.flag(problems, node, key);
  }

  private @Nullable WorkAttributes work(Node node) {
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
      String key = entry.key().value();
      if (key.equals(SUBSYSTEM)) {
        subsystem = EnvironmentReader.subsystem(problems, entry.value());
        continue;
      }
      QualifierType type = QualifierType.lookup(key).orElse(null);
      String value = type == null ? null : value(type, entry.value(), key);
      if (type == null) {
        unknown(entry.key(), key);
      } else if (value != null && known.put(type, value) != null) {
        problems.add(ProblemCode.TEST_FACT_TWICE, entry.key(), type.key());
      }
    }
    return WorkAttributes.of(
        subsystem == null ? SubsystemType.ofProcess(known) : subsystem, 0, known);
  }

  /** A value; of a multi-valued qualifier it may be a list. */
  private @Nullable String value(QualifierType type, Node node, String key) {
    if (!type.isMultiValued() || !(node instanceof Node.Sequence list)) {
      return Values.text(problems, node, key);
    }
    List<String> lines = new ArrayList<>();
    for (Node item : list.items()) {
      String line = Values.text(problems, item, key);
      if (line != null) {
        lines.add(line);
      }
    }
    return String.join("\n", lines);
  }

  private void unknown(Node at, String key) {
    List<String> all = new ArrayList<>(List.of(SUBSYSTEM));
    Arrays.stream(QualifierType.values()).forEach(q -> all.addAll(q.spellings()));
    problems.addWithHint(
        ProblemCode.UNKNOWN_KEY,
        at,
        NearestName.hint(key, all, "subsystem, or a qualifier as in a rule"),
        PrintableText.of(key));
  }
}
