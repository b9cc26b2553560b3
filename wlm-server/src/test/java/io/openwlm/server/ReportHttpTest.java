package io.openwlm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportHttpTest {
  private static final String BODY =
      "{\"class\":\"INTERACT\",\"responseMicros\":[1,2,3],\"dropped\":4}";

  @TempDir Path dir;
  private final FakeControl control = new FakeControl();
  private Path tokenFile;
  private ReportHttp http;
  private String token;

  @BeforeEach
  void open() throws IOException {
    tokenFile = dir.resolve("http.token");
    http =
        ReportHttp.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            control,
            tokenFile,
            line -> {});
    token = Files.readString(tokenFile).strip();
  }

  @AfterEach
  void close() throws IOException {
    http.close();
    assertThat(tokenFile).doesNotExist();
  }

  @Test
  void countsAReport() throws IOException {
    String answer = send("POST", "/v1/report", headers(), BODY);
    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("{\"ok\":true}\n");
    assertThat(control.nanos()).containsExactly(1000L, 2000L, 3000L);
    assertThat(control.dropped).isEqualTo(4);
  }

  @Test
  void countsAReportOfMoreThanOneBuffer() throws IOException {
    String body = "{\"class\":\"INTERACT\",\"responseMicros\":[" + "1,".repeat(100_000) + "1]}";
    assertThat(send("POST", "/v1/report", headers(), body)).startsWith("HTTP/1.1 200");
    assertThat(control.nanos()).hasSize(100_001);
  }

  @Test
  void answersStatus() throws IOException {
    assertThat(send("GET", "/v1/status", headers(), ""))
        .startsWith("HTTP/1.1 200")
        .contains("{\"ok\":true,\"status\":{\"host\":\"host\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: localhost:PORT | Host: evil.example | 403",
        "Host: localhost:PORT | Host: localhost:1 | 403",
        "Host: localhost:PORT | Host: localhost | 403",
        "Host: localhost:PORT | Host: localhost:PORT;Origin: http://evil.example | 403",
        "Host: localhost:PORT | Host: localhost:PORT;Origin: null | 403",
        "Host: localhost:PORT | Host: localhost:PORT;Sec-Fetch-Site: cross-site | 403",
        "Host: localhost:PORT | Host: localhost:PORT;Sec-Fetch-Site: same-site | 403",
        "Authorization: Bearer TOKEN | X: y | 401",
        "Authorization: Bearer TOKEN | Authorization: Bearer 0000 | 401",
        "Authorization: Bearer TOKEN | Authorization: Basic TOKEN | 401",
        "Content-Type: application/json | Content-Type: text/plain | 415",
        "Content-Type: application/json | Content-Type: application/x-www-form-urlencoded | 415",
        "Content-Type: application/json | X: y | 415",
      })
  void refusesRequestsNotMeantForIt(String header, String instead, int status) throws IOException {
    String headers = headers();
    assertThat(headers).contains(real(header));
    String changed = headers.replace(real(header), real(instead).replace(";", "\r\n"));
    String answer = send("POST", "/v1/report", changed, BODY);
    assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
    assertThat(control.nanos()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET | /v1/report | {} | 405",
        "POST | /v1/status | {} | 405",
        "GET | /v1/enforce | {} | 404",
        "GET | /v1/status/../report | {} | 404",
        "POST | /v1/report | {\"op\":\"enforce\",\"on\":true} | 400",
        "POST | /v1/report | {\"class\":\"INTERACT\",\"responseMicros\":[-1]} | 400",
        "POST | /v1/report | {\"class\":\"INTERACT\",\"inFlight\":1} | 400",
        "POST | /v1/report | {\"class\":\"INTERACT\",\"queued\":1} | 400",
        "POST | /v1/report | {\"class\":\"NO\",\"responseMicros\":[1]} | 404",
        "POST | /v1/report | nonsense | 400",
      })
  void refusesWhatItDoesNotServe(String method, String path, String body, int status)
      throws IOException {
    assertThat(send(method, path, headers(), body)).startsWith("HTTP/1.1 " + status);
    assertThat(control.nanos()).isEmpty();
    assertThat(control.calls()).isEmpty();
  }

  @Test
  void keepsTheTokenFromOthers() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile)))
        .isEqualTo("rw-------");
    assertThat(token).hasSize(64);
  }

  @Test
  void opensOnLoopbackOnly() {
    assertThatThrownBy(() ->
            ReportHttp.open(
                new InetSocketAddress("0.0.0.0", 0), control, dir.resolve("t"), line -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(dir.resolve("t")).doesNotExist();
  }

  private String headers() {
    return real(
        "Host: localhost:PORT\r\nAuthorization: Bearer TOKEN\r\nContent-Type: application/json");
  }

  private String real(String text) {
    return text.replace("PORT", "" + http.port()).replace("TOKEN", token);
  }

  private String send(String method, String path, String headers, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      String head = method + " " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n";
      String request = head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
