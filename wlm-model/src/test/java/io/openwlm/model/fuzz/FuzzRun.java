package io.openwlm.model.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs Jazzer on one target in a process of its own, which bounds its time and its memory. Finds of
 * earlier runs stay in {@code target/fuzz} and are where the next run begins.
 */
final class FuzzRun {
  /** Longest time for one input before it counts as hanging. */
  private static final int INPUT_SECONDS = 10;

  private static final int LARGEST_INPUT = 40_000;
  private static final int START_SECONDS = 120;
  private static final int SHORT_SECONDS = 20;

  private final Path directory;
  private final Class<?> target;

  FuzzRun(String name, Class<?> target) {
    this.directory = Path.of("target", "fuzz", name);
    this.target = target;
  }

  /**
   * Fuzzes; the result is empty if nothing was found, else what Jazzer said.
   *
   * @param seeds inputs to begin with, by name
   * @param words pieces of text that mutations should use
   */
  String run(Map<String, byte[]> seeds, List<String> words, int seconds, long seed)
      throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(directory.resolve("corpus"));
    Path first = Files.createDirectories(directory.resolve("seeds"));
    Path finds = Files.createDirectories(directory.resolve("finds"));
    for (Map.Entry<String, byte[]> one : seeds.entrySet()) {
      if (one.getValue().length <= LARGEST_INPUT) {
        Files.write(first.resolve(one.getKey()), one.getValue());
      }
    }
    Path dictionary = directory.resolve("words.dict");
    Files.write(dictionary, words.stream().map(FuzzRun::quoted).distinct().toList());
    Path log = directory.resolve("log.txt");
    // In a short run there is no time to compile twice.
    String compiler =
        seconds <= SHORT_SECONDS ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation";
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                compiler,
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx320m",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.openwlm.**:org.snakeyaml.**",
                "--reproducer_path=" + finds,
                "-artifact_prefix=" + finds + "/",
                "-dict=" + dictionary,
                "-max_len=" + LARGEST_INPUT,
                "-timeout=" + INPUT_SECONDS,
                "-max_total_time=" + seconds,
                "-rss_limit_mb=2000",
                "-seed=" + seed,
                corpus.toString(),
                first.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(seconds + START_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return "Jazzer did not end, see " + log;
    }
    return process.exitValue() == 0 ? "" : found(Files.readString(log));
  }

  /** From the first sign of trouble on. */
  private static String found(String log) {
    int at = Math.max(log.indexOf("== Java Exception"), log.indexOf("ERROR: libFuzzer"));
    String text = at < 0 ? log : log.substring(at);
    return text.substring(0, Math.min(text.length(), 6000));
  }

  private static String quoted(String word) {
    StringBuilder text = new StringBuilder("\"");
    word.chars()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            text.append('\\').append((char) c);
          } else if (c < ' ' || c > '~') {
            text.append(String.format("\\x%02X", c & 0xFF));
          } else {
            text.append((char) c);
          }
        });
    return text.append('"').toString();
  }
}
