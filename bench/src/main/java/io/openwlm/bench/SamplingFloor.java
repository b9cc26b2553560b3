package io.openwlm.bench;

import io.openwlm.linux.fs.KernelRoot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The C program that reads the same files: runs as many cycles as asked for and tells their CPU
 * time.
 */
final class SamplingFloor implements AutoCloseable {
  private final Path list;
  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  /**
   * @param program the compiled {@code sampling_floor.c}
   * @param files what to read in each cycle
   */
  SamplingFloor(Path program, List<OpenedFiles.Opened> files) throws IOException {
    list = Files.createTempFile("openwlm-bench-", ".files");
    Files.write(list, files.stream().map(f -> key(f) + "\t" + f.file()).toList());
    process =
        new ProcessBuilder(program.toString(), list.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers = process.inputReader(StandardCharsets.US_ASCII);
    orders = process.outputWriter(StandardCharsets.US_ASCII);
  }

  /** The text before the number that the sampler takes from such a file. */
  private static String key(OpenedFiles.Opened opened) {
    String name = String.valueOf(opened.file().getFileName());
    if (name.equals("cpu.stat")) {
      return opened.root() == KernelRoot.CGROUP2 ? "usage_usec " : "throttled_time ";
    }
    return name.equals("schedstat") ? "" : "total=";
  }

  /** Runs cycles; their thread CPU time together, in nanoseconds. */
  long cycles(int count) throws IOException {
    orders.write(count + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the C program ended: " + process);
    }
    return Long.parseLong(answer);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.deleteIfExists(list);
  }
}
