package io.openwlm.model.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Coverage-guided fuzzing of the readers, a few seconds for each, so that it can run with every
 * build. {@code -Dwlm.fuzz.seconds=600} fuzzes longer, {@code -Dwlm.fuzz.seconds=0} not at all;
 * {@code -Dwlm.fuzz.seed} varies the run. What was found once stands in {@code
 * src/test/resources/fuzz} and is tried every time.
 */
class FuzzTest {
  private static final int SECONDS = Integer.getInteger("wlm.fuzz.seconds", 3);
  private static final long SEED = Long.getLong("wlm.fuzz.seed", 1);
  private static final Path EXAMPLES =
      Path.of(System.getProperty("wlm.root", "..")).resolve("examples");
  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z_-]{2,40}");

  /** What is fuzzed: the forms of a definition, and the small parsers of its values. */
  enum Target {
    YAML(DefinitionFuzz.class),
    JSON(DefinitionFuzz.class),
    XML(DefinitionFuzz.class),
    POLICY_TESTS(PolicyTestsFuzz.class),
    WORDS(WordsFuzz.class);

    private final Class<?> entry;

    Target(Class<?> entry) {
      this.entry = entry;
    }

    void one(byte[] input) {
      switch (this) {
        case YAML, JSON, XML -> DefinitionFuzz.fuzzerTestOneInput(input);
        case POLICY_TESTS -> PolicyTestsFuzz.fuzzerTestOneInput(input);
        case WORDS -> WordsFuzz.fuzzerTestOneInput(input);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void seedsAndEarlierFindsKeepThePromises(Target target) throws IOException {
    Map<String, byte[]> seeds = seeds(target);
    assertThat(seeds.keySet()).hasSizeGreaterThanOrEqualTo(3);
    seeds.forEach((name, input) -> {
      try {
        target.one(input);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(target + " " + name, e);
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void nothingButTheReadersOwnProblems(Target target) throws IOException, InterruptedException {
    if (SECONDS > 0) {
      FuzzRun run = new FuzzRun(target.name().toLowerCase(), target.entry);
      assertThat(run.run(seeds(target), words(), SECONDS, SEED)).isEmpty();
    }
  }

  private static Map<String, byte[]> seeds(Target target) throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    switch (target) {
      case YAML -> {
        files(EXAMPLES, ".yaml", seeds);
        files(RESOURCES.resolve("bad"), ".yaml", seeds);
      }
      case JSON -> converted(DefinitionForm.JSON, seeds);
      case XML -> {
        converted(DefinitionForm.XML, seeds);
        files(EXAMPLES, ".xml", seeds);
        files(RESOURCES.resolve("bad"), ".xml", seeds);
        files(RESOURCES.resolve("xml"), ".xml", seeds);
      }
      case POLICY_TESTS -> files(EXAMPLES.resolve("tests"), ".yaml", seeds);
      case WORDS -> {
        String[] texts = {
          "PAY%\nPAY*\nPAYROLL\n<=12\nTNG",
          "*\n%%%%%%%%\nA\n= 7\ntransaction-name-group",
          "CICS%\nA*B\nCICS \n<> 000000001\nsystemd-unit",
          " \n\u00e4%\n 12 \n>=999999999\nTransactionName",
          "A*B*\n%*\n\t\n1234567890\nsap$"
        };
        for (int i = 0; i < texts.length; i++) {
          seeds.put("words" + i, texts[i].getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    files(RESOURCES.resolve("fuzz").resolve(target.name().toLowerCase()), "", seeds);
    return seeds;
  }

  /** The examples in another form. */
  private static void converted(DefinitionForm form, Map<String, byte[]> seeds) throws IOException {
    Map<String, byte[]> texts = new LinkedHashMap<>();
    files(EXAMPLES, "", texts);
    texts.forEach((name, text) ->
        DefinitionReader.read(name, new String(text, StandardCharsets.UTF_8))
            .definition()
            .map(d -> DefinitionWriter.write(d, form).text())
            .ifPresent(t -> seeds.put(name + "." + form, t.getBytes(StandardCharsets.UTF_8))));
  }

  private static void files(Path folder, String ending, Map<String, byte[]> into)
      throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path f : files.filter(p -> p.toString().endsWith(ending)).sorted().toList()) {
          if (Files.isRegularFile(f)) {
            into.put(f.getFileName().toString(), Files.readAllBytes(f));
          }
        }
      }
    }
  }

  /** Words that texts are made of: every key of the largest example, and of the model. */
  private static List<String> words() throws IOException {
    List<String> words = new ArrayList<>(SubsystemType.knownNames());
    for (QualifierType type : QualifierType.values()) {
      words.addAll(type.spellings());
    }
    for (String file : List.of("mainframe.yaml", "mixed-host.yaml", "mainframe.xml")) {
      String text = Files.readString(EXAMPLES.resolve(file));
      KEY.matcher(text).results().map(r -> r.group()).distinct().limit(1500).forEach(words::add);
    }
    words.addAll(List.of("<![CDATA[", "]]>", "&#38;", "&lt;", "<!--", "<?", "<!DOCTYPE", "/>"));
    words.addAll(List.of("\\u0000", "%%", "*", "<=", "<>", "null", "~", "? ", ">-\n", "&a ", "*a"));
    return words;
  }
}
