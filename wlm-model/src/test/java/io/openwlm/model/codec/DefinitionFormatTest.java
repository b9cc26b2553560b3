package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionFormatTest {
  private static final String START =
      """
      service-definition:
        name: X
        service-classes:
          - name: A
            goal: discretionary
      """;

  private static String format(String text) {
    DefinitionFormat.Formatted result = DefinitionFormat.format("x.yaml", text);
    assertThat(result.problems()).isEmpty();
    return result.text().orElseThrow();
  }

  @Test
  void leavesAFormattedTextAlone() {
    assertThat(format(START)).isEqualTo(START);
    assertThat(DefinitionFormat.format("x.yaml", START).changed()).isFalse();
  }

  @Test
  void normalisesIndentationQuotesAndOrderAndKeepsComments() {
    String text =
        """
        # What this is.

        "service-definition":
            # The classes.
            service-classes:
            - goal: {velocity:   30}   # slow
              # A name.
              name: 'BATCH'
              importance:    3
              # Weight follows.
              weight: {max: 10, min: 5}

            -   name: "WEB"   # the site
                importance: 1
                goal:
                    percentile:  90
                    response-time: 2s   # two
                # The end of WEB.
            description: "yes: no"
            name: "A1"      # named
        # The end.
        """;
    assertThat(format(text))
        .isEqualTo(
            """
            # What this is.

            service-definition:
              name: A1          # named
              description: "yes: no"
              # The classes.
              service-classes:
                # A name.
                - name: BATCH
                  importance: 3
                  goal: { velocity: 30 }   # slow
                  # Weight follows.
                  weight: { min: 5, max: 10 }

                - name: WEB       # the site
                  importance: 1
                  goal:
                    response-time: 2s       # two
                    percentile: 90
                  # The end of WEB.
            # The end.
            """);
  }

  @Test
  void keepsTextsOverSeveralLines() {
    String text =
        START
            + """
                description: this goes
                      on and
                      on           # here

                notes:
                    - |
                      one
            """
                .indent(0);
    // The note ends with a line end, which no note may have: the reader says so first.
    assertThat(DefinitionFormat.format("x.yaml", text).text()).isEmpty();
    String good =
        START.replace(
            "  name: X\n",
            "  name: X\n  description: >-\n       this goes\n       on\n\n  notes:\n    - \"a\n      b\"\n");
    assertThat(format(good))
        .isEqualTo(
            START.replace(
                "  name: X\n",
                "  name: X\n  description: >-\n    this goes\n    on\n\n  notes:\n    - \"a\n      b\"\n"));
  }

  @Test
  void opensListsThatHoldComments() {
    String text =
        """
        service-definition: {
          name: X, # first
          # second
          service-classes: [
            { name: A, goal: discretionary }, # third
            # fourth
          ] # fifth
        } # sixth
        """;
    String formatted = format(text);
    assertThat(formatted)
        .contains("# first", "# second", "# third", "# fourth", "# fifth", "# sixth");
    assertThat(formatted).contains("    - { name: A, goal: discretionary }  # third\n");
  }

  @Test
  void refusesWhatItCannotKeep() {
    String hidden = START.replace("  name: X\n", "  name: X\n  description: > # why\n    text\n");
    assertThat(DefinitionFormat.format("x.yaml", hidden).problems().toString())
        .contains("WLM0190E cannot be formatted: a comment stands behind | or >");
    assertThat(DefinitionFormat.format("x.yaml", "service-definition: {}").text()).isEmpty();
  }

  @Test
  void writesJsonAnew() {
    String json =
        "{\"service-definition\":{\"service-classes\":[{\"goal\":\"discretionary\",\"name\":\"A\"}],"
            + "\"name\":\"X\"}}";
    assertThat(format(json)).startsWith("{\n  \"service-definition\": {\n    \"name\": \"X\",\n");
    assertThat(format(format(json))).isEqualTo(format(json));
  }

  @Test
  void readsEveryKindOfLineEnd() {
    String text = START.replace("name: X", "name: X # c");
    assertThat(format("\uFEFF" + text.replace("\n", "\r\n"))).isEqualTo(format(text));
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "examples"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void formatsTheExamples(Path file) throws IOException {
    DefinitionFormat.Formatted result = DefinitionFormat.format(file);
    assertThat(result.problems()).isEmpty();
    String text = result.text().orElseThrow();
    assertThat(DefinitionFormat.format(file.toString(), text).changed()).isFalse();
    List<String> comments =
        Files.readString(file).lines().filter(l -> l.strip().startsWith("#")).toList();
    comments.forEach(c -> assertThat(text).contains(c.strip()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void leavesWhatTheWriterWroteAlone(long seed) {
    ServiceDefinition definition = DefinitionGenerator.generate(new Random(seed));
    for (DefinitionForm form : List.of(DefinitionForm.YAML, DefinitionForm.JSON)) {
      String text = DefinitionWriter.write(definition, form).text();
      assertThat(format(text)).as("seed %d %s", seed, form).isEqualTo(text);
    }
  }

  @Test
  void refusesEveryBadDefinitionWithItsErrors() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/bad"))) {
      for (Path file : files.filter(f -> f.toString().contains(".bad.")).sorted().toList()) {
        DefinitionFormat.Formatted result = DefinitionFormat.format(file);
        assertThat(result.text().isPresent()).as("%s", file).isEqualTo(result.problems().isEmpty());
      }
    }
  }

  @Test
  void formatsALargeFileInOneLine() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      rules
          .append(i == 0 ? "" : ",")
          .append("{when: {TN: J")
          .append(i)
          .append("}, service-class: A}");
    }
    String text =
        "service-definition: {name: X, service-classes: [{name: A, goal: discretionary}],"
            + " classification: {JES: {default: {service-class: A}, rules: ["
            + rules
            + "]}}} # end\n";
    assertThat(format(text))
        .contains("        - { when: { TN: J999 }, service-class: A }\n")
        .contains("# end\n");
  }
}
