package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.model.codec.LocatedYaml;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.record.read.History;
import io.openwlm.record.read.RecordArchive;
import io.openwlm.record.write.RecordLimits;
import io.openwlm.record.write.RecordWriter;
import io.openwlm.simulator.model.ModelRun;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on records of a simulated run: no daemon. */
class RecordCommandsTest {
  @TempDir private static Path home;
  private static Path records = Path.of("");
  private final WithoutDaemon commands = new WithoutDaemon();

  @BeforeAll
  static void run() throws IOException {
    records = home.resolve("records");
    Path file = Path.of(System.getProperty("wlm.root"), "scenarios", "slow-ramp.yaml");
    Scenario scenario = ScenarioReader.read(file).scenario().orElseThrow();
    try (RecordWriter writer = RecordWriter.open(records, RecordLimits.DEFAULT, line -> {})) {
      List<IntervalRecord> all = new ArrayList<>();
      ModelRun.record(scenario, new AdaptiveStrategy(), all::add);
      all.forEach(writer.waiting()::accept);
    }
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

  @Test
  void showsRecordsOfATypeAndClass() {
    assertThat(wlm("record", "show", "--records", records, "--type", "72", "--class", "ONLINE"))
        .isZero();
    assertThat(out()).contains("72.3", "ONLINE  90% < 60ms").doesNotContain("BATCH", "Z     99.");
    assertThat(wlm("record", "show", "--records", records, "--type", "99.1", "--last", "5m"))
        .isZero();
    assertThat(out()).contains("99.1", "decisions");
  }

  @Test
  void showsRecordsAsJson() {
    assertThat(wlm("record", "show", "--records", records, "--last", "10s", "-o", "json")).isZero();
    LocatedYaml.read("out", out());
    assertThat(out()).contains("\"kind\":\"RecordList\"", "\"mcnm\":\"ONLINE\"", "\"subtype\":255");
  }

  @Test
  void dumpsFieldsAndBytes() {
    assertThat(wlm("record", "dump", "--records", records, "--type", "72.3", "--last", "10s"))
        .isZero();
    assertThat(out())
        .contains("type 72 subtype 3 (workload activity)", "120  MCNM", "'ONLINE'", "D6D5D3C9D5C5");
    assertThat(wlm("record", "dump", "--records", records, "-o", "json")).isEqualTo(2);
  }

  @Test
  void reportsSummedUp() {
    assertThat(wlm("record", "report", "--records", records)).isZero();
    assertThat(out())
        .contains("W O R K L O A D   A C T I V I T Y", "SERVICE CLASS ONLINE", "RESPONSE TIMES");
    assertThat(out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(wlm("record", "report", "--records", records, "-o", "json")).isZero();
    assertThat(out()).contains("\"kind\":\"WorkloadActivity\"", "\"upToPercentOfGoal\":50");
  }

  @Test
  void tellsTornFilesPolitely() throws IOException {
    Path torn = home.resolve("torn.smf");
    try (var files = Files.list(records)) {
      Files.copy(files.findFirst().orElseThrow(), torn);
    }
    long size = Files.size(torn);
    try (var channel = Files.newByteChannel(torn, StandardOpenOption.WRITE)) {
      channel.truncate(size - 100);
    }
    assertThat(wlm("record", "report", "--records", torn)).isZero();
    assertThat(out()).contains("SERVICE CLASS ONLINE");
    assertThat(err()).contains("WLM0610W torn.smf: record ", " at offset ", " of which ");
  }

  @Test
  void saysWhatIsNotThere() {
    assertThat(wlm("record", "show", "--records", home.resolve("no"))).isEqualTo(4);
    assertThat(err()).contains("WLM0611E there is no");
    assertThat(wlm("record", "show", "--records", records, "--from", "2030-01-01")).isEqualTo(4);
    assertThat(err()).contains("WLM0612E");
    assertThat(wlm("record", "show", "--records", records, "--from", "soon")).isEqualTo(2);
    assertThat(err()).contains("WLM0614E --from 'soon'");
    assertThat(wlm("record", "show", "--records", records, "--type", "71")).isEqualTo(2);
    assertThat(wlm("record", "shaw")).isEqualTo(2);
    assertThat(err()).contains("Did you mean");
    assertThat(wlm("record")).isEqualTo(2);
    assertThat(wlm("record", "--help")).isZero();
  }

  @Test
  void replaysPicturesInARow() {
    assertThat(wlm("top", "--at", "2026-01-01T00:16:10Z", "--records", records, "-n", "2"))
        .isZero();
    assertThat(out())
        .contains("REPLAY", "ONLINE")
        .containsSubsequence(" wlm top  REPLAY  simulated", " wlm top  REPLAY  simulated");
    assertThat(wlm("top", "--at", "2020-01-01", "--records", records)).isEqualTo(4);
    assertThat(err()).contains("WLM0612E no pictures are recorded");
  }

  @Test
  void explainsADecisionFromRecords() throws Exception {
    History history =
        History.load(new RecordArchive(List.of(records)), Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
    DecisionStatus raise =
        history.status(history.size() - 1).decisions().stream()
            .filter(d -> d.act().equals("RAISE") && d.after().size() == 2)
            .findFirst()
            .orElseThrow();
    assertThat(wlm("why", raise.id(), "--at", "2026-01-01T00:30:00Z", "--records", records))
        .isZero();
    assertThat(out()).contains("RAISE  " + raise.serviceClass(), "WHO PAID", "it became", "then ");
    assertThat(wlm("why", "9999", "--at", "2026-01-01T00:19:00Z", "--records", records))
        .isEqualTo(4);
  }

  @Test
  void simulatesHistoryUnderAnotherDefinition() throws IOException {
    Path changed = home.resolve("changed.yaml");
    Files.writeString(
        changed,
        """
        service-definition:
          name: CHANGED
          control: { enforce: true, sampling-interval: 250ms, adjustment-interval: 10s }
          service-classes:
            - { name: ONLINE, goal: discretionary, cgroup: /wlm/online }
            - { name: NIGHT, importance: 1, goal: { velocity: 60 }, cgroup: /wlm/batch }
        """);
    assertThat(wlm("simulate", "-f", changed, "--last", "24h", "--records", records)).isEqualTo(2);
    assertThat(err()).contains("WLM0622E", "has no class BATCH", "--map BATCH=NEW");
    assertThat(
            wlm(
                "simulate",
                "-f",
                changed,
                "--last",
                "24h",
                "--map",
                "BATCH=NIGHT",
                "--records",
                records,
                "-o",
                "json"))
        .isZero();
    assertThat(out()).contains("\"kind\":\"WhatIf\"", "\"newGoal\":\"velocity 60\"");
    assertThat(
            wlm(
                "simulate",
                "-f",
                changed,
                "--last",
                "24h",
                "--map",
                "BATCH=NIGHT",
                "--records",
                records))
        .isZero();
    assertThat(out())
        .contains("119 intervals, 1190 s, 4 CPUs", "* ONLINE was 90% < 60ms")
        .contains("What the replay assumes");
  }
}
