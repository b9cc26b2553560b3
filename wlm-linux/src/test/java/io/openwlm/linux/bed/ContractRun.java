package io.openwlm.linux.bed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs a contract, a main class that prints {@code PASS name} or {@code FAIL name: reason} for each
 * claim, in user-mode-linux, and makes a test of each claim.
 */
public final class ContractRun {
  private static final int LIMIT_SECONDS = 400;

  private ContractRun() {}

  /**
   * One test per claim. Where user-mode-linux is not installed, one test that says so by name; with
   * {@code CI=true} it fails.
   *
   * @param minimum claims that the contract has at least
   */
  public static Stream<DynamicTest> inUserModeLinux(Class<?> contract, int minimum)
      throws Exception {
    var bed = UserModeLinux.find();
    if (bed.isEmpty()) {
      String missing =
          "NOT RUN in user-mode-linux: linux.uml is not installed (package user-mode-linux)";
      System.out.println(contract.getSimpleName() + " " + missing);
      return Stream.of(
          DynamicTest.dynamicTest(
              missing, () -> assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true")));
    }
    List<String> lines =
        bed.get()
            .run(
                "mkdir -p /run/tmp\n"
                    + Path.of(System.getProperty("java.home"), "bin", "java")
                    + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx256m"
                    + " --enable-native-access=ALL-UNNAMED -Djava.io.tmpdir=/run/tmp -cp "
                    + classPath()
                    + " "
                    + contract.getName()
                    + " 2>&1",
                LIMIT_SECONDS);
    List<String> claims =
        lines.stream().filter(l -> l.startsWith("PASS ") || l.startsWith("FAIL ")).toList();
    if (claims.size() < minimum) {
      fail("the contract did not finish in user-mode-linux:\n" + String.join("\n", lines));
    }
    return claims.stream()
        .map(claim ->
            DynamicTest.dynamicTest(
                claim.substring(5).split(":")[0] + " in user-mode-linux",
                () -> assertThat(claim).startsWith("PASS ")));
  }

  /** The test class path with absolute entries; surefire hides it behind a jar of its own. */
  public static String classPath() {
    String real = System.getProperty("surefire.test.class.path");
    String path = real == null ? System.getProperty("java.class.path") : real;
    return Arrays.stream(path.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
