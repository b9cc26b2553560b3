package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong definition gives exactly its text. {@code -Dwlm.golden=write} rewrites the texts. */
class BadDefinitionsGoldenTest {
  private static final Path BAD = Path.of("src/test/resources/bad");

  static List<String> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".bad.yaml") || f.endsWith(".bad.xml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void saysExactlyThis(String fixture) throws IOException {
    DefinitionResult result = DefinitionReader.read(BAD.resolve(fixture));
    String text =
        result.problems().stream()
            .map(p -> p.toString().replace(BAD + "/", "") + "\n")
            .collect(Collectors.joining());
    Path expected = BAD.resolve(fixture.replaceAll("\\.bad\\.(yaml|xml)$", ".expected"));
    if ("write".equals(System.getProperty("wlm.golden"))) {
      Files.writeString(expected, text);
    }
    assertThat(text).isEqualTo(Files.readString(expected));
    assertThat(result.problems()).isNotEmpty();
    assertThat(result.definition().isPresent()).isEqualTo(result.errors().isEmpty());
  }

  /** Losses are the writer's to tell, and others are of the formatter and of test files. */
  @Test
  void everyCodeButThoseOfHugeAndMissingFilesHasAFixture() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (String fixture : fixtures()) {
      DefinitionReader.read(BAD.resolve(fixture)).problems().forEach(p -> shown.add(p.code()));
    }
    Set<String> catalogue = new TreeSet<>();
    for (ProblemCode code : ProblemCode.values()) {
      assertThat(catalogue.add(code.code())).as("codes are unique: " + code).isTrue();
    }
    catalogue.removeAll(
        Set.of(
            ProblemCode.FILE_UNREADABLE.code(),
            ProblemCode.FILE_TOO_LARGE.code(),
            ProblemCode.TOO_MANY.code(),
            ProblemCode.TOO_MANY_VALUES.code(),
            ProblemCode.TOO_MANY_NOTES.code(),
            ProblemCode.XML_TOO_BIG.code()));
    Arrays.stream(ProblemCode.values())
        .filter(c -> c.name().matches("(LOSS|FORMAT|TEST)_.*"))
        .forEach(c -> catalogue.remove(c.code()));
    assertThat(shown).isEqualTo(catalogue);
  }
}
