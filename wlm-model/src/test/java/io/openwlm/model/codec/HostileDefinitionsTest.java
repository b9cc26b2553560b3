package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs too large to keep as files. Each is refused with its exact message. */
class HostileDefinitionsTest {
  @TempDir private Path directory;

  private static String firstProblem(String text) {
    DefinitionResult result = DefinitionReader.read("h.yaml", text);
    assertThat(result.hasErrors()).isTrue();
    assertThat(result.problems()).hasSizeLessThanOrEqualTo(Problems.MAX + 1);
    return result.errors().getFirst().toString();
  }

  @Test
  void refusesDeepNestingInEveryStyle() {
    String tail = " error WLM0109E values are nested deeper than 32 levels";
    assertThat(firstProblem("[".repeat(5000))).isEqualTo("h.yaml:1:33:" + tail);
    assertThat(firstProblem("{a: ".repeat(5000))).isEqualTo("h.yaml:1:129:" + tail);
    assertThat(firstProblem("- ".repeat(5000) + "x")).isEqualTo("h.yaml:1:65:" + tail);
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      block.append(" ".repeat(i)).append("a:\n");
    }
    assertThat(firstProblem(block.toString())).isEqualTo("h.yaml:33:33:" + tail);
    assertThat(firstProblem("[".repeat(1_000_000))).isEqualTo("h.yaml:1:33:" + tail);
  }

  @Test
  void refusesLargeFilesAndTexts() throws IOException {
    Path file = directory.resolve("large.yaml");
    Files.writeString(file, "# comment\n".repeat(200_000));
    String message =
        ": error WLM0102E the file is larger than 1 MiB (hint: a definition is a few kilobytes)";
    assertThat(DefinitionReader.read(file).problems()).hasToString("[" + file + message + "]");
    assertThat(firstProblem(" ".repeat(2 << 20))).isEqualTo("h.yaml" + message);
  }

  @Test
  void answersForFilesThatCannotBeRead() {
    assertThat(DefinitionReader.read(directory.resolve("no.yaml")).problems())
        .hasToString(
            "[" + directory + "/no.yaml: error WLM0101E cannot read the file: no such file]");
    assertThat(DefinitionReader.read(directory).problems())
        .hasToString("[" + directory + ": error WLM0101E cannot read the file: it is a directory]");
  }

  @Test
  void stopsCountingAtAHundredProblems() {
    String text = "service_classes:\n" + "- x\n".repeat(1000);
    DefinitionResult result = DefinitionReader.read("h.yaml", text);
    assertThat(result.problems()).hasSize(101);
    assertThat(result.problems().getLast())
        .hasToString(
            "h.yaml: error WLM0119E more than 100 problems were found, the rest is not shown");
  }

  @Test
  void boundsTheNumberOfClassesAndValues() {
    assertThat(firstProblem("service_classes:\n" + "- x\n".repeat(2001)))
        .isEqualTo(
            "h.yaml:2:1: error WLM0149E service_classes has 2001 entries, at most 2000 are allowed");
    assertThat(firstProblem("[" + "1,".repeat(500_000) + "]"))
        .isEqualTo("h.yaml:1:200000: error WLM0148E the file holds more than 100000 values");
  }

  @Test
  void survivesLongKeysAndManyProblems() {
    String longKey = "? " + "k".repeat(500_000) + "\n: [" + "*a,".repeat(90_000) + "]\n";
    assertThat(firstProblem(longKey)).contains("WLM0118E");
    assertThat(firstProblem("? \"" + "\\e".repeat(400_000) + "\"\n: 1")).contains("WLM0118E");
    StringBuilder keys = new StringBuilder("service-definition:\n");
    for (int i = 0; i < 40_000; i++) {
      keys.append("  k").append(i).append(": 1\n");
    }
    assertThat(firstProblem(keys.toString())).contains("WLM0115E unknown key k0");
  }

  @Test
  void checksTheLargestDefinitionsInReasonableWork() {
    StringBuilder rules = new StringBuilder("service-definition:\n  name: T\n  service-classes:\n");
    for (int i = 0; i < 2000; i++) {
      String name = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + i;
      rules.append("    - { name: ").append(name).append(", goal: discretionary }\n");
    }
    rules.append("  classification:\n");
    for (int i = 0; i < 2000; i++) {
      String name = "ZYXWVUTSRQPONMLKJIHGFEDCBA" + i;
      rules.append("    - { when: { user: u").append(i).append(" }, service-class: ");
      rules.append(name).append(" }\n");
    }
    assertThat(firstProblem(rules.toString())).contains("WLM0153E");
    StringBuilder paths = new StringBuilder("service_classes:\n");
    for (int i = 0; i < 250; i++) {
      paths
          .append("  - name: c")
          .append(i)
          .append("\n    importance: 1\n    goal: { type: velocity }\n");
      paths.append("    cgroup: /wlm/").append(i).append("/a".repeat(1950)).append('\n');
    }
    assertThat(DefinitionReader.read("h.yaml", paths.toString()).problems())
        .hasSize(Problems.MAX + 1)
        .last()
        .hasToString("h.yaml: note WLM0188I 152 warnings and notes are not shown");
  }

  @Test
  void refusesEscapesCutOffByTheEnd() {
    String message = "error WLM0106E this is not YAML: unreadable text after this place";
    for (String text : new String[] {"a: \"\\x", "a: \"\\u", "a: \"\\U", "a: \"\\u00"}) {
      assertThat(firstProblem(text)).startsWith("h.yaml:1:").contains("WLM0106E this is not YAML");
    }
    assertThat(firstProblem("a: \"\\x")).isEqualTo("h.yaml:1:1: " + message);
  }

  private static final String TOKENS =
      """
      service-definition:
        name: T
        service-classes: [{ name: A, importance: 1, goal: { tokens: 40K/hour } }]
        token-budgets:
      """;

  @Test
  void checksTheLargestTreesOfBudgetsInReasonableWork() {
    StringBuilder text = new StringBuilder(TOKENS);
    text.append(
        "    organisations:\n      - name: o\n        limits: [{ tokens: 1M, per: day }]\n");
    text.append("        agents:\n");
    for (int i = 0; i < 2000; i++) {
      text.append("          - { name: a").append(i).append(", service-class: A, floor: 500, ");
      text.append("identities: [{ cgroup: /").append(i).append("/a".repeat(50)).append(" }] }\n");
    }
    DefinitionResult result = DefinitionReader.read("h.yaml", text.toString());
    assertThat(result.problems()).isEmpty();
    String again =
        DefinitionWriter.write(result.definition().orElseThrow(), DefinitionForm.YAML).text();
    assertThat(DefinitionReader.read("h.yaml", again).definition()).isEqualTo(result.definition());
    String more = text.toString().replaceFirst("floor: 500", "floor: 501");
    assertThat(firstProblem(more)).contains("WLM0987E", "1000001 tokens");
  }

  @Test
  void boundsListsOfLimitsModelsAndUpstreams() {
    String limit = "{ tokens: 1M, per: day },";
    String agent = "    agents: [{ name: a, service-class: A, limits: [";
    assertThat(firstProblem(TOKENS + agent + limit.repeat(17) + "] }]\n"))
        .contains("WLM0149E limits has 17 entries, at most 16 are allowed");
    StringBuilder models = new StringBuilder(TOKENS + "    model-weights:\n");
    for (int i = 0; i < 1001; i++) {
      models.append("      m").append(i).append(": 1\n");
    }
    assertThat(firstProblem(models.toString()))
        .contains("WLM0149E model-weights has 1001 entries, at most 1000 are allowed");
  }

  @Test
  void neverShowsAKeyThatStandsInAnAddress() {
    String proxy = TOKENS.replace("token-budgets:", "llm-proxy:");
    for (String url : List.of("https://k3y@h/", "https://u:k3y@h/", "https://h/?key=k3y", "@k3y")) {
      String text =
          proxy + "    port: 1\n    upstreams: [{ name: u, api: openai, url: \"" + url + "\" }]\n";
      assertThat(firstProblem(text)).contains("WLM0996E").doesNotContain("k3y");
    }
  }

  @Test
  void neverPrintsWhatSteersATerminal() {
    DefinitionResult result =
        DefinitionReader.read(
            "a\u001b[31mb.yaml", "\"\\e]0;x\\a\": \"\\u202e\"\nservice_classes: \"\\x1b[2J\"\n");
    assertThat(result.problems())
        .isNotEmpty()
        .allMatch(p -> p.toString().chars().noneMatch(Character::isISOControl))
        .allMatch(p -> (p.pointer() + p.hint()).chars().noneMatch(Character::isISOControl));
  }
}
