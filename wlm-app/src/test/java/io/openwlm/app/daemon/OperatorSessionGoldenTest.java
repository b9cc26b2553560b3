package io.openwlm.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.cli.CommandContext;
import io.openwlm.app.cli.Connections;
import io.openwlm.app.cli.Wlm;
import io.openwlm.app.wiring.Assembly;
import io.openwlm.core.cycle.ManagerIdentity;
import io.openwlm.core.port.RecordSink;
import io.openwlm.linux.actuate.EnvironmentFile;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.server.ControlServer;
import io.openwlm.server.DaemonPages;
import io.openwlm.server.metrics.CycleTimes;
import io.openwlm.simulator.SimulatedRun;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole session at the operator's console: the program wlm, a socket, and a manager that works on
 * the files of a simulated machine. What is on the screen is what docs/operator-commands.md shows,
 * except for times and the user. {@code -Dwlm.golden=write} writes it there anew.
 */
class OperatorSessionGoldenTest {
  private static final Path PAGE = Path.of("..", "docs", "operator-commands.md");
  private static final Path INPUT = Path.of("src", "test", "resources", "oper");
  private static final String BEGIN = "<!-- session: OperatorSessionGoldenTest -->\n```text\n";
  private static final String END = "```\n<!-- end of session -->";

  @TempDir private Path directory;
  private final List<String> log = java.util.Collections.synchronizedList(new ArrayList<>());
  private final StringBuilder session = new StringBuilder();
  private RestoreJournal journal;
  private PolicyKeeper keeper;
  private Assembly manager;
  private ControlServer server;
  private CycleDriver driver;
  private Thread thread;

  @BeforeEach
  void start() throws Exception {
    Scenario scenario = ScenarioReader.read(INPUT.resolve("session.yaml")).scenario().orElseThrow();
    SimulatedRun run = SimulatedRun.of(scenario, SimulatedRun.Grouping.GROUPED);
    run.paced(1);
    journal = RestoreJournal.open(directory.resolve("restore.journal"));
    keeper =
        PolicyKeeper.open(
            directory.resolve("couple"),
            new PolicyKeeper.Given(scenario.definition(), "production.yaml", null),
            run.clock(),
            scenario.name(),
            log::add);
    manager =
        Assembly.of(
            new Assembly.Bed(
                run.files(),
                CpuHierarchy.of(run.files()).orElseThrow(),
                journal,
                ContainerFacts.none(),
                RecordSink.NONE,
                new EnvironmentFile(directory, log::add)),
            keeper.order(),
            run.clock(),
            new ManagerIdentity(scenario.name(), "simulated", "1", 999_999, 2, List.of()));
    server =
        ControlServer.open(
            socket(),
            manager.desk(),
            keeper.control(),
            DaemonPages.NONE,
            manager.operator(),
            log::add);
    keeper.attach(manager.desk());
    driver =
        new CycleDriver(
            manager,
            run.clock(),
            due -> run.advance(Math.max(1, due - run.clock().nanoTime())),
            new CycleTimes(),
            log::add);
    thread = Thread.ofPlatform().daemon().start(driver);
  }

  @AfterEach
  void stop() throws Exception {
    driver.stop();
    thread.join();
    server.close();
    manager.close();
    keeper.close();
    journal.close();
  }

  private Path socket() {
    return directory.resolve("wlmd.sock");
  }

  /** Runs wlm as a process would; puts command, answer and exit code into the session. */
  private void wlm(int exitCode, String shown, String... args) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    int exit =
        new Wlm(
                new CommandContext(
                    out,
                    out,
                    Map.of("WLM_SOCKET", socket().toString()),
                    false,
                    true,
                    Connections.TO_DAEMON))
            .run(args);
    String answer = screen.toString(StandardCharsets.UTF_8);
    assertThat(exit).as("%s: %s", shown, answer).isEqualTo(exitCode);
    session.append("$ wlm ").append(shown).append('\n').append(answer);
    session.append(exit == 0 ? "" : "(exit code " + exit + ")\n").append('\n');
  }

  private void oper(int exitCode, String command) {
    wlm(exitCode, "oper '" + command + "'", "oper", command);
  }

  private void oper(String command) {
    oper(0, command);
  }

  @Test
  void aSessionAtTheConsole() throws Exception {
    policies();
    resources();
    applicationEnvironments();
    resets();
    errors();
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(begin).isGreaterThan(BEGIN.length());
    String seen = masked(session.toString()).stripTrailing() + "\n";
    if ("write".equals(System.getProperty("wlm.golden"))) {
      Files.writeString(PAGE, page.substring(0, begin) + seen + page.substring(end));
    } else {
      assertThat(seen).isEqualTo(page.substring(begin, end));
    }
    whatChangedSomethingIsLogged();
  }

  private void policies() {
    oper("D WLM");
    oper("D WLM,SYSTEMS");
    oper("V WLM,POLICY=WEEKEND");
    oper("D WLM,POLICY");
    oper(4, "V WLM,POLICY=HOLIDAY");
  }

  private void resources() {
    oper("D WLM,SCHENV=*");
    oper("D WLM,SCHENV=DB2LATE,SYSTEMS");
    oper("F WLM,RESOURCE=DB2_UP,ON");
    wlm(0, "set resource PRIMETIME off", "set", "resource", "PRIMETIME", "off");
    oper("D WLM,SCHENV=DB2LATE");
    wlm(0, "get schenv", "get", "schenv");
    oper("V WLM,REFRESH");
    oper("D WLM,RESOURCE=*");
    String file = INPUT.resolve("night.cmds").toString();
    wlm(0, "oper -f night.cmds", "oper", "-f", file);
  }

  private void applicationEnvironments() throws Exception {
    oper("D WLM,APPLENV=*");
    oper("V WLM,APPLENV=PAYMENTPROCS,Q");
    awaitApplication("QUIESCED");
    oper("D WLM,APPLENV=PAYMENTPROCS");
    oper(1, "V WLM,APPLENV=PAYMENTPROCS,REFRESH");
    assertThat(new EnvironmentFile(directory, log::add).load())
        .as("survives a restart")
        .isEqualTo(Map.of("PAYMENTPROCS", "QUIESCED"));
    wlm(0, "resume applenv PAYMENTPROCS", "resume", "applenv", "PAYMENTPROCS");
    awaitApplication("AVAILABLE");
    wlm(0, "get applenv", "get", "applenv");
  }

  private void awaitApplication(String state) throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      if (manager
          .operator()
          .environments()
          .applicationEnvironments()
          .getFirst()
          .state()
          .equals(state)) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("never " + state);
  }

  private void resets() {
    oper("E PAYROLL,SRVCLASS=BATCHLOW");
    wlm(0, "get reset", "get", "reset");
    int pid = manager.operator().environments().resets().getFirst().pid();
    assertThat(classOf("BATCHLOW").processes()).isEqualTo(1);
    assertThat(classOf("BATCHLOW").cgroups()).contains("/plant/low");
    oper("E PAYROLL,RESUME");
    assertThat(classOf("BATCHLOW").processes()).isZero();
    oper(1, "E TESTER,Q");
    wlm(0, "reset " + (pid + 1) + " --quiesce", "reset", Integer.toString(pid + 1), "--quiesce");
    oper(1, "E SHOP,SRVCLASS=ONLINE");
    oper(1, "E 1,Q");
    oper(4, "E NOBODY,Q");
    assertThat(manager.desk().status().decisions())
        .filteredOn(d -> d.act().equals("RESET"))
        .hasSize(3)
        .allSatisfy(d -> assertThat(d.reason()).isEqualTo("OPERATOR"));
  }

  private io.openwlm.model.status.ClassStatus classOf(String name) {
    return manager.desk().status().classes().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void errors() {
    oper(2, "D WLM,SYSTEMZ");
    oper(2, "D WLM,DYNAPPL=*");
    oper(4, "F WLM,RESOURCE=CRYPTO,ON");
    oper(4, "D WLM,SYSTEM=HOST02");
    oper("V WLM,COMPAT");
    oper("D WLM");
    wlm(0, "msg WLM033E", "msg", "WLM033E");
  }

  private void whatChangedSomethingIsLogged() {
    assertThat(log)
        .anyMatch(l -> l.startsWith("\"V WLM,POLICY=WEEKEND\" by user "))
        .noneMatch(l -> l.contains("D WLM"));
  }

  /** Without what differs from run to run. */
  private static String masked(String text) {
    return text.replaceAll("[0-9]{2}\\.[0-9]{2}\\.[0-9]{2} WLM", "hh.mm.ss WLM")
        .replaceAll("[0-9]{4}/[0-9]{2}/[0-9]{2} AT: [0-9:]{8}", "yyyy/mm/dd AT: hh:mm:ss")
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z", "yyyy-mm-ddThh:mm:ssZ")
        .replaceAll("BY: " + System.getProperty("user.name"), "BY: ALICE")
        .replaceAll("  BY +SINCE", "  BY     SINCE")
        .replaceAll("  " + System.getProperty("user.name") + " +yyyy", "  ALICE  yyyy");
  }
}
