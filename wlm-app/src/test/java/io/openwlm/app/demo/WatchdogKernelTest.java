package io.openwlm.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On the real kernel: a demo that is killed leaves nothing behind. */
@Tag("kernel")
class WatchdogKernelTest {
  private static final int TRIES = 200;

  @Test
  @Timeout(60)
  void removesEverythingWhenTheDemoIsKilled() throws Exception {
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LeftoverBed.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = demo.inputReader(StandardCharsets.UTF_8);
    String[] first = String.valueOf(out.readLine()).split(" ");
    List<Path> left = new ArrayList<>(List.of(Path.of(first[2])));
    for (String line = out.readLine(); !"READY".equals(line); line = out.readLine()) {
      left.add(Path.of(line));
    }
    assertThat(left).hasSizeGreaterThan(4).allSatisfy(path -> assertThat(path).exists());
    ProcessHandle inside = ProcessHandle.of(Long.parseLong(first[0])).orElseThrow();
    ProcessHandle outside = ProcessHandle.of(Long.parseLong(first[1])).orElseThrow();

    demo.destroyForcibly().waitFor();

    for (int i = 0; i < TRIES && left.stream().anyMatch(Files::exists); i++) {
      Thread.sleep(50);
    }
    assertThat(left).allSatisfy(path -> assertThat(path).doesNotExist());
    assertThat(isRunning(inside)).as("a process in a group").isFalse();
    assertThat(isRunning(outside)).as("a process outside all groups").isFalse();
  }

  /** A killed process that nobody has waited for yet is not running. */
  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
