package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Broken copies of the examples: whatever the text, there is an answer and it keeps its promises.
 */
class DefinitionReaderProperties {
  private static final String[] PIECES = {
    "\t",
    "\n",
    "  ",
    ":",
    "- ",
    "&a ",
    "*a",
    "!!x ",
    "{",
    "}",
    "[",
    "]",
    "'",
    "\"",
    "|\n",
    ">-\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "? ",
    "#",
    "\u0000",
    "\ud800",
    "\u2028",
    "\uFEFF",
    "~",
    "null",
    "-1",
    "1e999",
    "999999999999999999999",
    "0x1F",
    "true",
    "..",
    "/",
    "*",
    "%",
    "\\",
    "\"\\u0000\"",
    "<<: ",
    "@",
    "`",
    "😀",
    "\r",
    "service_classes:\n",
    "importance: 3\n",
    "name: "
  };

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void answersForEveryBrokenText(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> texts = examples();
    for (int i = 0; i < 1_000; i++) {
      String text = texts.get(random.nextInt(texts.size()));
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        text = mutated(text, random);
      }
      String from = "seed " + seed + ", round " + i;
      DefinitionResult result = DefinitionReader.read("fuzz.yaml", text);
      long lines = text.split("\r\n|\r|\n", -1).length;
      assertThat(result.definition().isPresent()).as(from).isEqualTo(result.errors().isEmpty());
      for (Problem p : result.problems()) {
        assertThat(p.line()).as(from).isBetween(0, (int) lines);
        assertThat(p.toString()).as(from).doesNotContain("\n", "\u001b", "\u0000");
      }
    }
  }

  private static String mutated(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(12));
    String piece = PIECES[random.nextInt(PIECES.length)];
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, at) + piece + text.substring(at);
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 -> text.substring(0, at) + piece + text.substring(end);
      case 3 -> text.substring(0, at) + text.substring(at, end).repeat(3) + text.substring(end);
      default -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(at);
    };
  }

  private static List<String> examples() throws IOException {
    List<String> texts = new ArrayList<>();
    Path root = Path.of(System.getProperty("wlm.root", ".."));
    for (Path folder : List.of(root.resolve("examples"), Path.of("src/test/resources/bad"))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path f : files.filter(p -> p.toString().endsWith(".yaml")).sorted().toList()) {
          texts.add(new String(Files.readAllBytes(f), StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }
}
