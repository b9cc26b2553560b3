package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("wlm.root", ".."));

  @Test
  void everyExampleLoadsWithoutErrorOrWarning() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("examples"))) {
      List<Path> examples = files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
      assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
      for (Path example : examples) {
        DefinitionResult result = DefinitionReader.read(example);
        assertThat(result.problems())
            .as(example.toString())
            .noneMatch(p -> p.severity() != Severity.NOTE);
        assertThat(result.definition()).isPresent();
      }
    }
  }

  @Test
  void everyYamlBlockOfTheReferenceLoads() throws IOException {
    List<String> blocks = yamlBlocks(Files.readString(ROOT.resolve("docs/definition.md")));
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
    for (String block : blocks) {
      DefinitionResult result = DefinitionReader.read("definition.md", block);
      assertThat(result.problems()).as(block).noneMatch(p -> p.severity() != Severity.NOTE);
    }
  }

  @Test
  void referenceListsEveryCodeWithItsText() throws IOException {
    List<String> rows = Files.readAllLines(ROOT.resolve("docs/definition.md"));
    for (ProblemCode code : ProblemCode.values()) {
      Object[] any = {"…", "…", "…", "…"};
      assertThat(rows)
          .contains("| " + code.code() + " | " + code.message(any) + " | " + code.hint(any) + " |");
    }
  }

  private static List<String> yamlBlocks(String markdown) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : markdown.lines().toList()) {
      if (block == null && line.equals("```yaml")) {
        block = new StringBuilder();
      } else if (block != null && line.equals("```")) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }
}
