package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code wlm policy}, {@code wlm explain} and {@code wlm classify}, without a daemon. */
class PolicyCommandsTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final String UGLY =
      """
      # One class.
      service-definition:
          service-classes:
          - {goal: discretionary, name: 'A'} # the rest
          name: X
      """;
  private static final String NICE =
      """
      # One class.
      service-definition:
        name: X
        service-classes:
          - { name: A, goal: discretionary } # the rest
      """
          .replace(" # the", "  # the");

  private final WithoutDaemon commands = new WithoutDaemon();
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void writeAFile() throws IOException {
    file = directory.resolve("my.yaml");
    Files.writeString(file, UGLY);
  }

  private int wlm(Object... args) {
    return commands.run(args);
  }

  private String out() {
    return commands.out();
  }

  private String err() {
    return commands.err();
  }

  private Path write(String name, String text) throws IOException {
    Path path = directory.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  @Test
  void fmtPrintsListsOrWrites() throws IOException {
    assertThat(wlm("policy", "fmt", file)).isZero();
    assertThat(out()).isEqualTo(NICE);
    assertThat(wlm("policy", "fmt", "--check", file)).isEqualTo(1);
    assertThat(out()).isEqualTo(file + "\n");
    assertThat(Files.readString(file)).isEqualTo(UGLY);
    assertThat(wlm("policy", "fmt", "-w", file)).isZero();
    assertThat(Files.readString(file)).isEqualTo(NICE);
    assertThat(wlm("policy", "fmt", "--check", file)).isZero();
    assertThat(out()).isEmpty();
  }

  @Test
  void fmtKeepsPermissionsAndLinksAndLeavesNothingBehind() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(directory.resolve("link.yaml"), file);
    assertThat(wlm("policy", "fmt", "-w", link)).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(file)).isEqualTo(NICE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactlyInAnyOrder(file, link);
    }
  }

  @Test
  void fmtLeavesFilesWithErrorsAlone() throws IOException {
    Path bad = write("bad.yaml", UGLY.replace("discretionary", "diskretionary"));
    assertThat(wlm("policy", "fmt", "-w", bad, file)).isEqualTo(7);
    assertThat(err()).contains("bad.yaml:4:").contains("discretionary");
    assertThat(Files.readString(bad)).contains("diskretionary");
    assertThat(Files.readString(file)).isEqualTo(NICE);
    Path hidden = write("hidden.yaml", UGLY.replace("name: X", "name: > # why\n            X"));
    assertThat(wlm("policy", "fmt", "-w", hidden)).isNotZero();
    assertThat(Files.readString(hidden)).contains("# why");
  }

  @Test
  void fmtAnswersAsJson() {
    assertThat(wlm("policy", "fmt", "-o", "json", "--check", file)).isEqualTo(1);
    assertThat(out())
        .contains("\"kind\":\"FormatList\"", "\"changed\":true,\"written\":false")
        .doesNotContain("\"text\"");
  }

  @Test
  void convertsBetweenAllForms() throws IOException {
    Path source = EXAMPLES.resolve("mainframe.yaml");
    Path xml = directory.resolve("m.xml");
    Path json = directory.resolve("m.json");
    Path yaml = directory.resolve("m.yaml");
    assertThat(wlm("policy", "convert", "--to", "xml", "-o", xml, source)).isZero();
    assertThat(wlm("policy", "convert", "--to", "JSON", "-o", json, xml)).isZero();
    assertThat(wlm("policy", "convert", "--to", "yaml", "-o", yaml, json)).isZero();
    assertThat(wlm("policy", "diff", source, yaml)).as("%s", out()).isZero();
    assertThat(out()).isEqualTo("No difference.\n");
    assertThat(wlm("policy", "convert", "--to", "yaml", json)).isZero();
    assertThat(out()).isEqualTo(Files.readString(yaml));
  }

  @Test
  void convertNeverOverwritesUnasked() throws IOException {
    Path target = write("out.json", "mine");
    assertThat(wlm("policy", "convert", "--to", "json", "-o", target, file)).isEqualTo(1);
    assertThat(err()).contains("WLM0220E", "stays as it is", "--force");
    assertThat(target).hasContent("mine");
    assertThat(wlm("policy", "convert", "--to", "json", "-o", target, "--force", file)).isZero();
    assertThat(Files.readString(target)).startsWith("{\n");
    Path nowhere = directory.resolve("no/such/out.json");
    assertThat(wlm("policy", "convert", "--to", "json", "-o", nowhere, file)).isEqualTo(4);
  }

  @Test
  void convertRefusesLossesUnlessAllowed() {
    Path source = EXAMPLES.resolve("mixed-host.yaml");
    Path target = directory.resolve("out.xml");
    assertThat(wlm("policy", "convert", "--to", "xml", "-o", target, source)).isEqualTo(7);
    assertThat(err()).contains("warning WLM018", "WLM0222E", "--allow-loss");
    assertThat(target).doesNotExist();
    assertThat(wlm("policy", "convert", "--to", "xml", "--allow-loss", source)).isZero();
    assertThat(out()).startsWith("<?xml");
    assertThat(err()).contains("warning WLM018").doesNotContain("WLM0222E");
  }

  @Test
  void diffTellsWhatIsDifferent() throws IOException {
    Path other = write("other.yaml", UGLY.replace("discretionary", "{velocity: 9}, importance: 3"));
    assertThat(wlm("policy", "diff", file, other)).isEqualTo(1);
    assertThat(out())
        .isEqualTo(
            """
            ~ service class A goal discretionary -> velocity 9
            ~ service class A importance - -> 3
            """);
    assertThat(wlm("policy", "-o", "json", "diff", file, other)).isEqualTo(1);
    assertThat(out())
        .contains(
            "{\"change\":\"changed\",\"path\":\"service class A goal\","
                + "\"before\":\"discretionary\",\"after\":\"velocity 9\"}");
    assertThat(wlm("policy", "diff", file, directory.resolve("none.yaml"))).isEqualTo(7);
    Files.writeString(other, NICE);
    assertThat(wlm("policy", "diff", file, other)).isZero();
  }

  @Test
  void testShowsFailuresWithTheWayThroughTheRules() throws IOException {
    Path tests =
        write(
            "tests/my.yaml",
            """
            definition: ../my.yaml
            tests:
              - name: nobody has rules
                work: { user: www }
                expect: { service-class: SYSOTHER, report-class: none }
              - name: wishful
                work: { user: www }
                expect: { service-class: B, boost: true }
            """);
    assertThat(wlm("policy", "test", file)).isEqualTo(1);
    assertThat(out())
        .contains(
            "  ok    nobody has rules\n  FAIL  wishful (line 6)\n",
            "service-class       expected B, got SYSOTHER\n",
            "the definition has no service class B. Did you mean 'A'?\n",
            "boost               expected true, got false\n",
            "          work of OMVS (processes)\n",
            "2 tests: 1 failed, 1 passed\n");
    String byDefinition = out();
    assertThat(wlm("policy", "test", tests)).isEqualTo(1);
    assertThat(out()).isEqualTo(byDefinition);
    assertThat(wlm("policy", "test", file, tests, "-o", "json")).isEqualTo(1);
    assertThat(out()).contains("\"passed\":1,\"failed\":1}", "\"what\":\"service-class\"");
  }

  @Test
  void testSaysWhatIsWrongWithItsFiles() throws IOException {
    assertThat(wlm("policy", "test", file)).isEqualTo(4);
    assertThat(err()).contains("there are no tests for", "tests/my.yaml does not exist");
    Path bad = write("bad.yaml", "tests: [{name: a, work: {usr: x}, expect: {}}]");
    assertThat(wlm("policy", "test", file, bad)).isEqualTo(7);
    assertThat(err()).contains("bad.yaml:1:26: error WLM0115E unknown key usr", "WLM0193E");
    Path alone = write("alone.yaml", "tests: [{work: {user: x}, expect: {rule: default}}]");
    assertThat(wlm("policy", "test", alone)).isEqualTo(2);
    assertThat(err()).contains("names no definition");
  }

  static Stream<Path> exampleTests() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve("tests"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("exampleTests")
  void passesTheTestsOfTheExamples(Path tests) {
    String name = tests.getFileName().toString();
    Path definition = EXAMPLES.resolve(name.replace(".xml.yaml", ".xml"));
    assertThat(wlm("policy", "test", definition, tests)).as("%s%s", out(), err()).isZero();
    assertThat(wlm("policy", "test", definition)).isZero();
    assertThat(out()).startsWith(tests + "\n").endsWith(" all passed\n");
  }

  @Test
  void explainsKeys() {
    assertThat(wlm("explain", "class.periods.goal")).isZero();
    assertThat(out()).startsWith("service-classes.periods.goal\n");
    assertThat(wlm("explain")).isZero();
    assertThat(wlm("explain", "clas")).isEqualTo(4);
    assertThat(err()).contains("did you mean class?");
  }

  @Test
  void classifiesWorkOfAnySubsystem() {
    Path bank = EXAMPLES.resolve("mainframe.yaml");
    Object[] job = {"classify", "--definition", bank, "--subsystem", "jes", "TC=A", "userid=OPS1"};
    assertThat(wlm(job)).isZero();
    assertThat(out())
        .startsWith("work of JES (batch jobs)\n")
        .contains("result: BATHOT (rule JES 1.1)", "RPRINT, from rule JES 1.1");
    Path agents = EXAMPLES.resolve("agent-host.yaml");
    String label = "pod-label=wlm.example/agent=review";
    assertThat(wlm("classify", "--definition", agents, "pod-label=app=x", label)).isZero();
    assertThat(out()).contains("REVIEWERS");
    assertThat(wlm("classify", "--definition", bank, "--subsystem", "JES", "TCC=A")).isEqualTo(2);
    assertThat(err()).contains("KEY=VALUE with a key of AI, PF, PRI", "Did you mean 'TC'?");
  }

  @Test
  void asksTheDaemonWithoutADefinition() {
    assertThat(wlm("classify", "user=x")).isEqualTo(3);
  }
}
