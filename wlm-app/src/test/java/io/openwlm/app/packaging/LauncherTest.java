package io.openwlm.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher in a layout of its own, with JDKs that only print how they were called. */
class LauncherTest {
  private static final Path PACKAGING = Path.of("..", "packaging").toAbsolutePath().normalize();
  @TempDir private Path directory;
  private Path home = Path.of("");

  private record Ended(int exitCode, String text) {}

  @BeforeEach
  void makeLayout() throws IOException {
    home = directory.resolve("a place/dist");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    for (String program : List.of("wlm", "wlmd")) {
      Path launcher = home.resolve("bin").resolve(program);
      Files.copy(PACKAGING.resolve("launcher.sh"), launcher);
      assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }
    Files.copy(PACKAGING.resolve("find-jdk.sh"), home.resolve("lib/find-jdk.sh"));
    Files.writeString(home.resolve("lib/build-id"), "1.2.3 abcdef\n");
    Files.writeString(home.resolve("lib/one.jar"), "1");
    Files.writeString(home.resolve("lib/two.jar"), "2");
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = directory.resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path java = jdk.resolve("bin/java");
    Files.writeString(java, "#!/bin/sh\necho \"java of " + name + "\"\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return jdk;
  }

  private Ended start(Path launcher, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("WLM_JVM_DIR", directory.resolve("jvm").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), text);
  }

  private Ended wlm(Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    return start(home.resolve("bin/wlm"), environment, args);
  }

  @Test
  void passesArgumentsOnUnchanged() throws Exception {
    Path jdk = jdk("jdk25", "25.0.3");
    Ended ended = wlm(Map.of("JAVA_HOME", jdk.toString()), "why", "a b", "", "*");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.text())
        .contains("java of jdk25", "-Dwlm.version=1.2.3", "-Dwlm.build=abcdef", "-Xmx64m")
        .contains(home + "/lib/one.jar:" + home + "/lib/two.jar")
        .endsWith("io.openwlm.app.cli.Wlm\nwhy\na b\n\n*\n");
  }

  @Test
  void startsTheDaemonUnderItsName() throws Exception {
    Path jdk = jdk("jdk25", "25");
    Ended ended = start(home.resolve("bin/wlmd"), Map.of("JAVA_HOME", jdk.toString()));
    assertThat(ended.text()).contains("-Xss512k").endsWith("io.openwlm.app.daemon.Wlmd\n");
  }

  @Test
  void followsLinks() throws Exception {
    Path jdk = jdk("jdk25", "25.0.3");
    Path absolute = directory.resolve("absolute");
    Files.createSymbolicLink(absolute, home.resolve("bin/wlm"));
    Files.createDirectories(directory.resolve("links"));
    Path relative = directory.resolve("links/relative");
    Files.createSymbolicLink(relative, Path.of("../absolute"));
    assertThat(start(relative, Map.of("JAVA_HOME", jdk.toString())).text())
        .contains(home + "/lib/one.jar");
  }

  @Test
  void skipsOtherJdks() throws Exception {
    Path old = jdk("jdk17", "17.0.2");
    Path later = jdk("jdk250", "250.1");
    jdk("jvm/a-jdk21", "21.0.1");
    jdk("jvm/b-jdk25", "25.0.3");
    String path = later + "/bin:/usr/bin:/bin";
    Ended ended = wlm(Map.of("JAVA_HOME", old.toString(), "PATH", path));
    assertThat(ended.text()).contains("java of jvm/b-jdk25");
  }

  @Test
  void takesTheJavaOnThePathThroughItsLink() throws Exception {
    Path jdk = jdk("jdk25", "25.0.3");
    Path bin = Files.createDirectories(directory.resolve("pathbin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    assertThat(wlm(Map.of("PATH", bin + ":/usr/bin:/bin")).text()).contains("java of jdk25");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Path old = jdk("jdk17", "17.0.2");
    Ended ended = wlm(Map.of("JAVA_HOME", old.toString()));
    assertThat(ended.exitCode()).isEqualTo(127);
    assertThat(ended.text())
        .startsWith("WLM0210E wlm needs a JDK 25 and none was found.\n")
        .contains("JAVA_HOME=" + old, "Install one", "set JAVA_HOME");
  }

  @Test
  void usesACacheOfExactlyTheseJarsOnly() throws Exception {
    Map<String, String> jdk = Map.of("JAVA_HOME", jdk("jdk25", "25.0.3").toString());
    Map<String, String> ask = Map.of("JAVA_HOME", jdk.get("JAVA_HOME"), "WLM_AOT", "name");
    Path cache = Path.of(wlm(ask).text().strip());
    assertThat(cache.getParent()).isEqualTo(home.resolve("lib"));
    assertThat(wlm(jdk).text()).doesNotContain("-XX:AOTCache");
    Files.writeString(cache, "cache");
    assertThat(wlm(jdk).text()).contains("-XX:AOTCache=" + cache);
    Files.writeString(home.resolve("lib/two.jar"), "other");
    assertThat(wlm(jdk).text()).doesNotContain("-XX:AOTCache");
    assertThat(wlm(ask).text().strip()).isNotEqualTo(cache.toString());
  }
}
