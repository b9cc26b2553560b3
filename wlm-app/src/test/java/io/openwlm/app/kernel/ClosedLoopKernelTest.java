package io.openwlm.app.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.linux.bed.ContractRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The closed loop on this kernel and in user-mode-linux. */
@Tag("kernel")
class ClosedLoopKernelTest {

  @TestFactory
  Stream<DynamicTest> holdsOnThisKernel() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                ContractRun.classPath(),
                ClosedLoopContract.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> lines;
    try (var out = process.getInputStream()) {
      lines = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    List<String> claims =
        lines.stream().filter(l -> l.startsWith("PASS ") || l.startsWith("FAIL ")).toList();
    assertThat(claims).as(String.join("\n", lines)).hasSize(ClosedLoopContract.CLAIMS);
    return claims.stream()
        .map(claim ->
            DynamicTest.dynamicTest(
                claim.substring(5).split(":")[0], () -> assertThat(claim).startsWith("PASS ")));
  }

  @TestFactory
  Stream<DynamicTest> holdsInUserModeLinux() throws Exception {
    return ContractRun.inUserModeLinux(ClosedLoopContract.class, ClosedLoopContract.CLAIMS);
  }
}
