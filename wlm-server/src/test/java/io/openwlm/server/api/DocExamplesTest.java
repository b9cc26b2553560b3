package io.openwlm.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/api.md do what the text around them says. */
class DocExamplesTest {
  private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);
  @TempDir Path directory;

  @Test
  void runsEachExample() throws Exception {
    String text = Files.readString(Path.of(System.getProperty("wlm.root"), "docs/api.md"));
    Matcher blocks = BLOCK.matcher(text);
    StringBuilder script = new StringBuilder("set -eu\n");
    while (blocks.find()) {
      script.append(blocks.group(1));
    }
    long examples = script.toString().lines().filter(l -> l.contains("curl ")).count();
    assertThat(examples).isGreaterThan(15);
    try (ApiBed bed = new ApiBed(directory)) {
      ProcessBuilder shell = new ProcessBuilder("sh", "-c", script.toString());
      shell.environment().put("S", bed.socket.toString());
      Process process = shell.directory(directory.toFile()).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(out).isZero();
      assertThat(out).doesNotContain("urn:openwlm:problem");
      assertThat(out).contains("\"host\":\"host1\"", "[+]cycle ok", "\"health\":75", "retry: 3000");
      assertThat(bed.policies.installed().number()).isEqualTo(2);
      assertThat(bed.policies.active().policy()).isEqualTo("WEEKEND");
      assertThat(bed.manager.calls)
          .isEqualTo(
              List.of("enforce true by root", "restore by root").stream()
                  .map(c -> c.replace("root", System.getProperty("user.name")))
                  .toList());
    }
  }
}
