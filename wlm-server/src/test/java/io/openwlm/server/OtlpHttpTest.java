package io.openwlm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.server.intake.Intake;
import io.openwlm.server.intake.IntakeReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpHttpTest {
  private static final String SPAN =
      "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":2,"
          + "\"startTimeUnixNano\":\"1000\",\"endTimeUnixNano\":\"4000\"}]}]}]}";

  @TempDir Path directory;
  private final FakeControl control = new FakeControl();
  private Intake intake;
  private OtlpHttp http;
  private String token;

  @BeforeEach
  void open() throws IOException {
    IntakeReader.Result read =
        IntakeReader.read(
            "intake.yaml",
            "intake: { sources: [{ name: s, otlp: { spans: server }, service-class: INTERACT }] }");
    assertThat(read.problems()).isEmpty();
    intake = Intake.start(read.sources(), control, java.util.Optional::empty, line -> {});
    http = OtlpHttp.open(loopback(), intake.otlp(), directory.resolve("otlp.token"), line -> {});
    token = Files.readString(directory.resolve("otlp.token")).strip();
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void close() throws IOException {
    http.close();
    intake.close();
    assertThat(directory.resolve("otlp.token")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /v1/traces | Host: localhost:PORT | Content-Type: application/json | 200",
        "POST /v1/traces | Host: evil.example | Content-Type: application/json | 403",
        "POST /v1/traces | Host: localhost:PORT;Origin: http://evil | Content-Type: application/json | 403",
        "POST /v1/traces | Host: localhost:PORT | Content-Type: text/plain | 415",
        "POST /v1/traces | Host: localhost:PORT | Content-Type: application/x-protobuf | 400",
        "POST /v1/logs | Host: localhost:PORT | Content-Type: application/json | 404",
        "PUT /v1/traces | Host: localhost:PORT | Content-Type: application/json | 405",
        "POST /v1/traces | Host: localhost:PORT | Content-Type: application/json;Content-Encoding: br | 415",
        "POST /v1/traces | Host: localhost:PORT | Content-Type: application/json;Content-Encoding: gzip | 400",
      })
  void takesOtlpFromThoseWhoShowTheToken(String request, String host, String type, int status)
      throws IOException {
    byte[] body = SPAN.getBytes(StandardCharsets.UTF_8);
    String head = host + ";" + type;
    assertThat(send(request, head, body))
        .startsWith("HTTP/1.1 " + (status == 403 || status == 404 ? status : 401));
    assertThat(control.nanos()).isEmpty();
    assertThat(send(request, head + ";Authorization: Bearer " + token, body))
        .startsWith("HTTP/1.1 " + status);
    assertThat(control.nanos()).hasSize(status == 200 ? 1 : 0);
  }

  @Test
  void unpacksGzipWithinTheLimit() throws IOException {
    String head = "Host: localhost:PORT;Content-Encoding: gzip;Authorization: Bearer " + token;
    head += ";Content-Type: application/json; charset=utf-8";
    assertThat(send("POST /v1/traces", head, gzip(SPAN))).startsWith("HTTP/1.1 200").endsWith("{}");
    assertThat(control.nanos()).containsExactly(3000L);
    byte[] bomb = gzip(" ".repeat(OtlpHttp.MAX_BODY_BYTES + 1));
    assertThat(bomb.length).isLessThan(10_000);
    assertThat(send("POST /v1/traces", head, bomb)).startsWith("HTTP/1.1 413");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void opensOnLoopbackOnly() {
    assertThatThrownBy(() ->
            OtlpHttp.open(
                new InetSocketAddress("0.0.0.0", 0),
                intake.otlp(),
                directory.resolve("t"),
                line -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String send(String request, String headers, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      String head =
          request
              + " HTTP/1.1\r\n"
              + headers.replace("PORT", "" + http.port()).replaceAll(";(?=[A-Z])", "\r\n")
              + "\r\nConnection: close\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
