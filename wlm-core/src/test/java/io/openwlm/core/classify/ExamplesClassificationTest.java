package io.openwlm.core.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.codec.ClassificationTest;
import io.openwlm.model.codec.ClassificationTestReader;
import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionWriter;
import io.openwlm.model.definition.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example classifies as its policy tests say, also after it was converted. */
class ExamplesClassificationTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("wlm.root", "..")).resolve("examples");

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void classifiesAsItsTestsSay(Path example) {
    ServiceDefinition definition = DefinitionReader.read(example).definition().orElseThrow();
    List<ClassificationTest> tests = tests(example);
    check(tests, definition);
    for (DefinitionForm form : DefinitionForm.values()) {
      var written = DefinitionWriter.write(definition, form);
      if (written.losses().isEmpty()) {
        check(tests, DefinitionReader.read("written", written.text()).definition().orElseThrow());
      }
    }
  }

  @Test
  void theMainframeExampleHasATestForEverySubsystemType() {
    Set<String> types = new TreeSet<>();
    tests(EXAMPLES.resolve("mainframe.yaml")).forEach(t -> types.add(t.work().subsystem().name()));
    assertThat(types).containsAll(SubsystemType.knownNames());
  }

  private static void check(List<ClassificationTest> tests, ServiceDefinition definition) {
    Classifier classifier = new Classifier(definition);
    for (ClassificationTest test : tests) {
      WorkClassification answer = classifier.classify(test.work());
      String trace = test.name() + "\n" + classifier.explain(test.work());
      if (test.serviceClass() != null) {
        assertThat(answer.serviceClass()).as(trace).isEqualTo(test.serviceClass());
      }
      if (test.reportClass() != null) {
        String report = answer.reportClass();
        assertThat(report == null ? ClassificationTest.NONE : report)
            .as(trace)
            .isEqualTo(test.reportClass());
      }
      if (test.rule() != null) {
        assertThat(answer.rule()).as(trace).isEqualTo(test.rule());
      }
    }
  }

  private static List<ClassificationTest> tests(Path example) {
    String name = example.getFileName().toString();
    Path file = EXAMPLES.resolve("tests").resolve(name.endsWith(".yaml") ? name : name + ".yaml");
    ClassificationTestReader.Result result = ClassificationTestReader.read(file);
    assertThat(result.problems()).isEmpty();
    assertThat(result.tests()).as(file.toString()).isNotEmpty();
    return result.tests();
  }
}
