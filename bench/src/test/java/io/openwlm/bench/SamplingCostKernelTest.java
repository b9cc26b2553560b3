package io.openwlm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sampling benchmark on a real kernel, as short as it gets. Needs cc. */
@Tag("kernel")
class SamplingCostKernelTest {
  @TempDir Path directory;

  @Test
  void readsTheSameFilesInBothProgramsAndLeavesNoGroup() throws Exception {
    SamplingResult result = SamplingCost.run(new SamplingCase(2, 1, 64), compiledFloor(), 1, 1);
    // Per class: usage and throttling, three pressures, one thread; a pure cgroup2 has one
    // cpu.stat.
    assertThat(result.files()).isBetween(2 * 2, 2 * 6 + 1);
    assertThat(result.kept()).isEqualTo(result.files());
    assertThat(result.hot().floorNanos().min()).isPositive();
    assertThat(groupsLeft()).isEmpty();
  }

  @Test
  void reopensFilesAboveTheBudget() throws Exception {
    SamplingResult result = SamplingCost.run(new SamplingCase(2, 0, 3), compiledFloor(), 1, 1);
    assertThat(result.kept()).isEqualTo(3);
    assertThat(result.bytes()).isPositive();
  }

  private Path compiledFloor() throws Exception {
    Path program = directory.resolve("sampling_floor");
    Process compiler =
        new ProcessBuilder("cc", "-O2", "-o", program.toString(), "src/main/c/sampling_floor.c")
            .inheritIO()
            .start();
    assertThat(compiler.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(compiler.exitValue()).isZero();
    return program;
  }

  private static List<String> groupsLeft() {
    String own = "openwlm-bench-" + ProcessHandle.current().pid();
    return DirKernelFs.detect().list(KernelRoot.CGROUP2, "/") instanceof KernelAnswer.Names names
        ? names.names().stream().filter(own::equals).toList()
        : List.of();
  }
}
