package io.openwlm.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsHttpTest {
  private MetricsHttp http;

  @BeforeEach
  void open() throws IOException {
    http =
        MetricsHttp.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            accept -> new ManagerMetrics.Page("text/plain; version=0.0.4", "wlm_up 1\n"));
  }

  @AfterEach
  void close() {
    http.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /metrics | Host: localhost:PORT | 200",
        "GET /metrics?x=1 | Host: 127.0.0.1:PORT | 200",
        "HEAD /metrics | Host: 127.0.0.1:PORT | 200",
        "GET /metrics | Host: evil.example | 403",
        "GET /metrics | Host: localhost:1 | 403",
        "GET /metrics | Host: localhost:PORT;Host: localhost:PORT | 403",
        "GET /metrics | Host: localhost:PORT;Origin: http://evil.example | 403",
        "GET /metrics | Host: localhost:PORT;Sec-Fetch-Site: cross-site | 403",
        "POST /metrics | Host: localhost:PORT | 405",
        "GET / | Host: localhost:PORT | 404",
        "GET /metrics/../metrics | Host: localhost:PORT | 404",
      })
  void servesOneThingToLocalReaders(String request, String headers, int status) throws IOException {
    String answer = send(request, headers);
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer.contains("wlm_up 1")).isEqualTo(status == 200 && request.startsWith("GET"));
  }

  @Test
  void opensOnLoopbackOnly() {
    assertThatThrownBy(() -> MetricsHttp.open(new InetSocketAddress("0.0.0.0", 0), _ -> null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String send(String request, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      String head =
          request
              + " HTTP/1.1\r\n"
              + headers.replace("PORT", "" + http.port()).replace(";", "\r\n")
              + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
