package io.openwlm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IntakeReaderTest {
  private static final Path EXAMPLES = Path.of(System.getProperty("wlm.root"), "examples/intake");

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void readsEachExample(Path file) {
    IntakeReader.Result read = IntakeReader.read(file);
    assertThat(read.problems()).isEmpty();
    assertThat(read.sources().size()).isPositive();
  }

  @Test
  void everyExampleIsInTheDocument() throws IOException {
    String document = Files.readString(EXAMPLES.resolveSibling("../docs/intake.md"));
    for (Path example : examples()) {
      assertThat(document).contains("examples/intake/" + example.getFileName());
    }
  }

  @Test
  void readsASourceOfSpentTokens() {
    IntakeReader.Result read =
        IntakeReader.read(
            "intake.yaml",
            """
            intake:
              sources:
                - name: codex-usage
                  otlp-tokens: { labels: { service.name: codex* } }
                  agent: coder
            """);
    assertThat(read.problems()).isEmpty();
    assertThat(read.sources().needsOtlp()).isTrue();
    assertThat(read.sources().list().getFirst())
        .isInstanceOfSatisfying(
            SourceConfig.OtlpTokens.class,
            source -> {
              assertThat(source.agent()).isEqualTo("coder");
              assertThat(source.namesOperation()).isFalse();
            });
  }

  @Test
  void tellsWhatIsWrongWithSourcesOfSpentTokens() {
    IntakeReader.Result read =
        IntakeReader.read(
            "intake.yaml",
            """
            intake:
              sources:
                - name: a
                  otlp-tokens: { labels: { service.name: codex } }
                - name: b
                  otlp-tokens: { service-name: codex }
                  agent: coder
                  service-class: A
                - name: c
                  otlp-tokens: codex
                  agent: [coder]
                - name: d
                  otlp: { spans: server }
                  service-class: A
                  agent: coder
            """);
    assertThat(read.sources().size()).isZero();
    assertThat(read.problems().stream().map(Object::toString))
        .containsExactly(
            "intake.yaml:3:7: error WLM0702E agent of a source is missing",
            "intake.yaml:6:20: error WLM0702E labels of otlp-tokens is missing",
            "intake.yaml:6:22: error WLM0701E unknown key service-name (hint: known here: labels, metric)",
            "intake.yaml:8:22: error WLM0707E key service-class does not go with otlp-tokens (hint:"
                + " remove one of them)",
            "intake.yaml:10:20: error WLM0703E otlp-tokens must be a mapping (key: value), found"
                + " codex",
            "intake.yaml:11:14: error WLM0703E agent must be text of 1 to 100 characters, found a"
                + " list",
            "intake.yaml:15:14: error WLM0707E key agent does not go with otlp (hint: remove one of"
                + " them)");
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    IntakeReader.Result read =
        IntakeReader.read(
            "intake.yaml",
            """
            intake:
              sources:
                - name: front
                  acces-log: { file: /x }
                  service-class: A
                - name: front
                  access-log: { file: relative.log, nginx-format: '$status' }
                - name: 9
                  prometheus:
                    url: http://user:pw@host/metrics
                    histogram: a b
                    interval: 10min
                  classes:
                    - { service-class: A, path: /x }
                - name: traces
                  otlp: { metric: m, spans: server }
                  service-class: A
            """);
    assertThat(read.sources().size()).isZero();
    assertThat(read.problems().stream().map(Object::toString))
        .containsExactly(
            "intake.yaml:3:7: error WLM0704E a source needs exactly one of access-log, prometheus,"
                + " otlp, otlp-tokens",
            "intake.yaml:4:7: error WLM0701E unknown key acces-log (hint: did you mean"
                + " access-log?)",
            "intake.yaml:6:7: error WLM0705E source front is already there (hint: names are"
                + " unique)",
            "intake.yaml:6:7: error WLM0702E service-class of a source is missing",
            "intake.yaml:7:27: error WLM0703E file must be an absolute path, found relative.log",
            "intake.yaml:7:55: error WLM0706E nginx-format: it needs $request_time exactly once",
            "intake.yaml:8:13: error WLM0703E name must be 1 to 32 letters, digits, - or _,"
                + " starting with a letter, found 9",
            "intake.yaml:10:14: error WLM0703E url must be http://HOST[:PORT]/PATH without user,"
                + " query or fragment, found http://user:pw@host/metrics",
            "intake.yaml:11:20: error WLM0703E histogram must be the name of a metric, found a b",
            "intake.yaml:12:19: error WLM0703E interval must be 1s to 60s, found 10min",
            "intake.yaml:14:31: error WLM0701E unknown key path (hint: known here: service-class,"
                + " labels)",
            "intake.yaml:16:13: error WLM0704E otlp needs exactly one of metric, spans: server"
                + " (hint: both would count each request twice)");
  }
}
