package io.openwlm.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.iwm.TransactionReporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileClientTest {
  private static final String REPORT = "{\"op\":\"report\",\"ack\":true,\"class\":\"INTERACT\"";

  @TempDir Path dir;
  private final FakeControl control = new FakeControl();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private Path socket;
  private ControlServer server;

  @BeforeEach
  void open() throws IOException {
    socket = dir.resolve("wlmd.sock");
    server =
        ControlServer.open(
            socket,
            control,
            new FakePolicies(),
            log::add,
            new ServerLimits(8, 4, 1 << 20, 3 << 20, 60_000, 300, 50));
  }

  @AfterEach
  void stillServesOthersAndCountedNothing() throws Exception {
    try (ControlClient client = ControlClient.connect(socket)) {
      client.ping();
    }
    assertThat(control.nanos()).isEmpty();
    assertThat(control.calls()).filteredOn(call -> !call.equals("gone")).isEmpty();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | '{' expected at the end",
        "null | '{' expected at byte 0",
        "[] | '{' expected at byte 0",
        "{ | '\"' expected at the end",
        "{} | \"op\" is missing",
        "{\"op\":7} | op must be a string",
        "{\"op\":\"shutdown\"} | unknown op \"shutdown\"",
        "{\"op\":\"\\u001b]0;x\"} | unknown op \"\\u001b]0;x\"",
        "{\"op\":\"ping\"}} | text after the object at byte 13",
        "{\"op\":\"ping\",} | '\"' expected at byte 13",
        "{\"op\":\"ping\",\"op\":\"status\"} | \"op\" given twice",
        "{\"op\":\"ping\",\"on\":true} | \"on\" does not go with ping",
        "{\"op\":\"ping\\ud800\"} | unknown op \"ping\\ud800\"",
        "{\"op\":\"ping\\x\"} | op has an unknown escape",
        "{\"op\":\"ping\\u12 | op has no end",
        "{\"op\":\"enforce\"} | \"on\" is missing",
        "{\"op\":\"enforce\",\"on\":\"true\"} | on must be true or false",
        "{\"op\":\"enforce\",\"on\":1} | on must be true or false",
        "{\"later\":{}} | unknown key \"later\"",
        "{\"op\":\"classify\"} | classify needs \"pid\" or \"work\"",
        "{\"op\":\"classify\",\"pid\":1,\"work\":{}} | classify needs \"pid\" or \"work\"",
        "{\"op\":\"classify\",\"pid\":2147483648} | pid must be at most 2147483647",
        "{\"op\":\"classify\",\"work\":{\"a\":1}} | unknown key \"a\"",
        "{\"op\":\"classify\",\"work\":{\"TC\":\"A\",\"TC\":\"B\"}} | a key of \"work\" is given twice",
        "{\"op\":\"classify\",\"work\":{\"subsystem\":\"jes\"}} | \"subsystem\" is no subsystem type",
        "{\"op\":\"report\",\"ack\":true} | \"class\" is missing",
      })
  void refusesWithAReason(String line, String reason) throws IOException {
    try (RawClient client = new RawClient(socket)) {
      assertThat(refusal(client.ask(line))).isEqualTo(reason.trim());
      assertThat(client.ask("{\"op\":\"ping\"}")).isEqualTo("{\"ok\":true}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"responseMicros\":[1,2,-5] | responseMicros must not be negative",
        "\"responseMicros\":[9223372036854775808] | responseMicros must be at most 1000000000000",
        "\"responseMicros\":[1000000000001] | responseMicros must be at most 1000000000000",
        "\"responseMicros\":[1e3] | responseMicros must be a whole number",
        "\"responseMicros\":[1.5] | responseMicros must be a whole number",
        "\"responseMicros\":[NaN] | responseMicros must be a whole number",
        "\"responseMicros\":[007] | responseMicros must not begin with 0",
        "\"responseMicros\":[1,] | responseMicros must be a whole number",
        "\"responseMicros\":[[1]] | responseMicros must be a whole number",
        "\"responseMicros\":7 | '[' expected at byte 62",
        "\"responseMicros\":[1 | ']' expected at byte 64",
        "\"inFlight\":-1 | inFlight must not be negative",
        "\"queued\":-1 | queued must not be negative",
        "\"queued\":1000000001 | queued must be at most 1000000000",
        "\"inFlight\":null | inFlight must be a whole number",
        "\"oldestInFlightMicros\":18446744073709551616 | oldestInFlightMicros must be at most 1000000000000",
        "\"dropped\":9999999999999 | dropped must be at most 1000000000000",
      })
  void refusesForgedNumbers(String field, String reason) throws IOException {
    try (RawClient client = new RawClient(socket)) {
      assertThat(refusal(client.ask(REPORT + "," + field + "}"))).isEqualTo(reason.trim());
    }
  }

  @Test
  void survivesDeepNestingAndBinary() throws IOException {
    try (RawClient client = new RawClient(socket)) {
      assertThat(client.ask("[".repeat(500_000))).contains("BAD_REQUEST");
      assertThat(client.ask("{\"work\":".repeat(50_000))).contains("BAD_REQUEST");
      assertThat(client.ask("{\"responseMicros\":" + "[".repeat(50_000))).contains("BAD_REQUEST");
      client.send(new byte[] {0, -1, -2, '{', -128, '\n'});
      assertThat(client.readLine()).contains("BAD_REQUEST");
      client.send("{\"op\":\"x".getBytes(StandardCharsets.US_ASCII)).send(new byte[] {-61, 40});
      assertThat(client.ask("\"}")).contains("op is not UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void answersAnyDamagedRequestOrCloses(long seed) throws IOException {
    Random random = new Random(seed);
    String whole =
        REPORT.replace("INTERACT", "NO") + ",\"responseMicros\":[1,22,333],\"inFlight\":1}";
    for (int i = 0; i < 60; i++) {
      byte[] line = whole.getBytes(StandardCharsets.US_ASCII);
      for (int n = random.nextInt(4); n >= 0; n--) {
        byte b = (byte) random.nextInt(256);
        line[random.nextInt(line.length)] = b == '\n' ? 0 : b;
      }
      try (RawClient client = new RawClient(socket)) {
        client.send(line).send("\n");
        client.channel.shutdownOutput();
        String answer = client.readLine();
        if (!answer.isEmpty()) {
          assertThat(answer).as("seed %s", seed).startsWith("{\"ok\":false,\"error\":\"");
        }
      }
    }
  }

  @Test
  void dropsEndlessLines() throws IOException {
    byte[] much = new byte[64 << 10];
    try (RawClient client = new RawClient(socket)) {
      try {
        for (int i = 0; i < 40; i++) {
          client.send(much);
        }
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("Broken pipe|Connection reset.*");
      }
    }
  }

  @Test
  void sharesTheRoomForLongLines() throws IOException {
    byte[] half = new byte[600 << 10];
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        clients.add(new RawClient(socket));
        try {
          clients.getLast().send(half);
        } catch (IOException e) {
          assertThat(e).hasMessageMatching("Broken pipe|Connection reset.*");
        }
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void closesClientsThatSendALineTooSlowly() throws IOException {
    try (RawClient client = new RawClient(socket)) {
      client.send("{\"op\":");
      assertThat(client.readLine()).isEmpty();
    }
  }

  @Test
  void closesClientsThatDoNotTakeTheirAnswers() throws Exception {
    control.warnings = java.util.Collections.nCopies(2000, "x".repeat(1000));
    try (RawClient client = new RawClient(socket)) {
      client.send(
          "{\"op\":\"report\",\"class\":\"INTERACT\",\"inFlight\":1}\n{\"op\":\"status\"}\n");
      // nothing is read: only the server can end this connection
      control.awaitCall("gone");
      assertThat(control.calls()).containsExactly("gone");
    }
  }

  @Test
  void closesAfterTooManyBadRequests() throws IOException {
    try (RawClient client = new RawClient(socket)) {
      for (int i = 0; i < 50; i++) {
        assertThat(client.ask("x")).contains("BAD_REQUEST");
      }
      assertThat(client.readLine()).isEmpty();
    }
  }

  @Test
  void refusesConnectionsBeyondTheLimitAndServesAgainAfter() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(new RawClient(socket));
      assertThat(clients.getLast().ask("{\"op\":\"ping\"}")).isEqualTo("{\"ok\":true}");
    }
    try (RawClient ninth = new RawClient(socket)) {
      assertThat(ninth.readLine()).contains("\"error\":\"BUSY\"");
    }
    for (RawClient client : clients) {
      client.channel.shutdownOutput();
      assertThat(client.readLine()).isEmpty();
      client.close();
    }
    assertThat(log).hasSize(1).first().asString().startsWith("too many connections");
  }

  @Test
  void keepsTheLogShortHoweverMuchIsRefused() throws IOException {
    RareLog rare = new RareLog(log::add);
    for (int i = 0; i < 1000; i++) {
      rare.refused("line \n" + i, 5);
    }
    rare.refused("later", 5 + 61_000_000_000L);
    assertThat(log).hasSize(11);
    assertThat(log.getFirst()).isEqualTo("line \\u000a0");
    assertThat(log.getLast()).isEqualTo("later (990 lines like this were left out)");
  }

  private static String refusal(String answer) {
    var read = io.openwlm.model.json.StatusJson.readAnswer(answer);
    assertThat(read.error()).isEqualTo("BAD_REQUEST");
    return read.message();
  }

  @Test
  void refusesAReporterOfAnUnknownClassWithoutHarm() throws Exception {
    assertThat(Files.exists(socket)).isTrue();
    try (TransactionReporter reporter = TransactionReporter.open(socket, "NO\n\"CLASS\"", 1)) {
      reporter.report(5);
      long end = System.nanoTime() + 10_000_000_000L;
      while (reporter.refusal() == null && System.nanoTime() - end < 0) {
        Thread.sleep(1);
      }
      assertThat(reporter.refusal()).contains("UNKNOWN_CLASS");
    }
  }
}
