package io.openwlm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
  @TempDir Path dir;
  private final FakeControl control = new FakeControl();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private Path socket;
  private ControlServer server;

  @BeforeEach
  void open() throws IOException {
    socket = dir.resolve("wlmd.sock");
    server = ControlServer.open(socket, control, new FakePolicies(), log::add);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void answersStatusWithThePublishedPicture() throws Exception {
    control.warnings = List.of("a\n\"warning\"\u2028");
    try (ControlClient client = ControlClient.connect(socket)) {
      client.ping();
      assertThat(client.status()).isEqualTo(control.status());
    }
  }

  @Test
  void answersStatusLongerThanAnyBuffer() throws Exception {
    control.warnings = java.util.Collections.nCopies(3000, "x".repeat(1000));
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThat(client.status().warnings()).isEqualTo(control.warnings);
      assertThat(client.status().host()).isEqualTo("host");
    }
  }

  @Test
  void enforcesAndRestoresForItsOwnUserAndLogsIt() throws Exception {
    String user = Files.getOwner(socket).getName();
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThat(client.enforce(true)).isEqualTo("enforce is true");
      assertThat(client.restore()).isEqualTo("restored");
    }
    assertThat(control.calls()).containsExactly("enforce true by " + user, "restore by " + user);
    assertThat(log)
        .containsExactly(
            "enforce on asked for by user " + user, "restore asked for by user " + user);
  }

  @Test
  void classifiesAttributesAndProcesses() throws Exception {
    WorkAttributes work =
        WorkAttributes.of(
            new SubsystemType("JES"),
            7,
            Map.of(
                QualifierType.CGROUP, "/a\"b\\\u00e9",
                QualifierType.TN, "c\n",
                QualifierType.UI, "root",
                QualifierType.POD_LABEL, "\ud83d\ude00"));
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThat(client.classify(work)).isEqualTo(work.toString());
      assertThat(client.classifyPid(42)).isEqualTo("rule 1\nclass for 42\\u001b[2J");
      assertThatThrownBy(() -> client.classifyPid(0))
          .isInstanceOf(RequestRefused.class)
          .hasMessage("no such process");
    }
  }

  @Test
  void aReportMayTellHowManyWait() throws Exception {
    try (RawClient client = new RawClient(socket)) {
      client.ask("{\"op\":\"report\",\"class\":\"INTERACT\",\"queued\":12,\"ack\":true}");
    }
    assertThat(control.queued).isEqualTo(12);
  }

  @Test
  void countsEveryResponseTimeOfABigReport() throws Exception {
    long[] nanos = LongStream.range(0, 25_000).map(i -> i * 1000).toArray();
    try (ControlClient client = ControlClient.connect(socket)) {
      client.report("INTERACT", nanos, 3, 9_000_000, 5);
    }
    assertThat(control.nanos()).hasSize(25_000).first().isEqualTo(0L);
    assertThat(control.nanos().stream().mapToLong(n -> n).toArray()).isEqualTo(nanos);
    assertThat(control.inFlight).isEqualTo(3);
    assertThat(control.oldestInFlightNanos).isEqualTo(9_000_000);
    assertThat(control.dropped).isEqualTo(5);
  }

  @Test
  void acceptsReportsWithoutAnswerUnlessAsked() throws Exception {
    try (RawClient client = new RawClient(socket)) {
      client.send("{\"op\":\"report\",\"class\":\"INTERACT\",\"responseMicros\":[1, 2 ,3]}\n");
      assertThat(
              client.ask(
                  "{ \"ack\" : true, \"responseMicros\":[], \"class\":\"INTERACT\",\"op\":\"report\"}\r"))
          .isEqualTo("{\"ok\":true}");
    }
    assertThat(control.nanos()).containsExactly(1000L, 2000L, 3000L);
    control.awaitCall("gone");
    assertThat(control.calls()).containsExactly("gone");
  }

  @Test
  void saysTheFirstRefusalOfAOneWayReporterOnly() throws Exception {
    String report = "{\"op\":\"report\",\"class\":\"N\\u001b[2JO\",\"responseMicros\":[1]}\n";
    try (RawClient client = new RawClient(socket)) {
      client.send(report + report + report);
      assertThat(client.ask("{\"op\":\"ping\"}"))
          .isEqualTo(
              "{\"ok\":false,\"error\":\"UNKNOWN_CLASS\",\"message\":"
                  + "\"no service class \\\"N\\\\u001b[2JO\\\"\"}");
      assertThat(client.readLine()).isEqualTo("{\"ok\":true}");
    }
  }

  @Test
  void letsAnyUserConnect() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-rw-rw-");
  }

  @Test
  void answersTheLastLineWithoutItsEnd() throws IOException {
    try (RawClient client = new RawClient(socket)) {
      client.send("{\"op\":\"ping\"}").channel.shutdownOutput();
      assertThat(client.readLine()).isEqualTo("{\"ok\":true}");
      assertThat(client.readLine()).isEmpty();
    }
  }

  @Test
  void tellsWhyNoDaemonIsReached() throws Exception {
    ControlClient client = ControlClient.connect(socket);
    server.close();
    assertThatThrownBy(client::status)
        .isInstanceOf(DaemonUnreachable.class)
        .hasMessageStartingWith("no wlmd answers on " + socket);
    assertThatThrownBy(() -> ControlClient.connect(socket))
        .isInstanceOf(DaemonUnreachable.class)
        .hasMessageContaining("no such socket");
    assertThat(dir.resolve("file")).satisfies(Files::createFile);
    assertThatThrownBy(() -> ControlClient.connect(dir.resolve("file")))
        .isInstanceOf(DaemonUnreachable.class)
        .hasMessageContaining("Connection refused");
  }
}
