package io.openwlm.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.server.jetty.ApiLimits;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T11: slow headers, a thousand readers of events and huge bodies leave the server answering. */
class ExhaustionThreatTest {
  private static final ApiLimits QUICK = new ApiLimits(64, 32, 8192, 700, 1_000, 5_000, 30_000);
  @TempDir Path directory;

  @Test
  void closesConnectionsWhoseHeaderNeverEnds() throws Exception {
    try (ApiBed bed = new ApiBed(directory, QUICK);
        Wire slow = Wire.unix(bed.socket)) {
      slow.send("GET /api/v1/status HTTP/1.1\r\nHost: x\r\n");
      assertThat(feedsUntilClosed(slow, "X-Slow: 1\r\n")).isTrue();
      assertThat(bed.get("/livez").status()).isEqualTo(200);
    }
  }

  @Test
  void closesConnectionsWhoseBodyNeverEnds() throws Exception {
    try (ApiBed bed = new ApiBed(directory, QUICK);
        Wire slow = Wire.unix(bed.socket)) {
      slow.send(
          "POST /api/v1/enforcement HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 1000000\r\n\r\n{");
      assertThat(feedsUntilClosed(slow, " ")).isTrue();
      assertThat(bed.manager.calls).isEmpty();
    }
  }

  /** Sends a little every 100 ms, for ten seconds at most. */
  private static boolean feedsUntilClosed(Wire wire, String drop) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      try {
        wire.send(drop);
      } catch (IOException e) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }

  @Test
  void refusesHeadersAndBodiesThatAreTooLong() throws Exception {
    try (ApiBed bed = new ApiBed(directory)) {
      assertThat(bed.get("/api/v1/status", "X-Long: " + "a".repeat(20_000)).status())
          .isEqualTo(431);
      String yaml = "Content-Type: application/yaml";
      try (Wire wire = Wire.unix(bed.socket)) {
        wire.send(
            "PUT /api/v1/definition HTTP/1.1\r\nHost: x\r\nIf-Match: *\r\n"
                + yaml
                + "\r\nContent-Length: 9000000\r\n\r\n");
        assertThat(wire.read(false).status()).isEqualTo(413);
      }
      String deep = "[".repeat(200_000);
      assertThat(bed.ask("PUT", "/api/v1/definition", deep, yaml, "If-Match: *").status())
          .isEqualTo(422);
    }
  }

  @Test
  void answersWhileAThousandWantEventsAndATenThousandClassDefinitionComesIn() throws Exception {
    try (ApiBed bed = new ApiBed(directory)) {
      List<SocketChannel> readers = new ArrayList<>();
      AtomicBoolean attacking = new AtomicBoolean(true);
      Thread installer = Thread.ofPlatform().start(() -> install(bed, attacking));
      try {
        for (int i = 0; i < 1000; i++) {
          open(bed, readers);
        }
        assertThat(bed.api.streams()).isLessThanOrEqualTo(4);
        assertThat(bed.api.connections()).isLessThanOrEqualTo(256);
        assertThat(readers).hasSize(1000);
      } finally {
        attacking.set(false);
        installer.join();
        for (SocketChannel reader : readers) {
          reader.close();
        }
      }
      assertThat(answers(bed)).isTrue();
    }
  }

  /** A reader that never reads; what the server does with it is its business. */
  private static void open(ApiBed bed, List<SocketChannel> readers) throws IOException {
    SocketChannel reader = SocketChannel.open(UnixDomainSocketAddress.of(bed.socket));
    readers.add(reader);
    try {
      reader.write(
          ByteBuffer.wrap(
              "GET /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      // refused at once: one too many
    }
  }

  private static void install(ApiBed bed, AtomicBoolean attacking) {
    StringBuilder yaml =
        new StringBuilder("service-definition:\n  name: BIG\n  service-classes:\n");
    for (int i = 0; i < 10_000; i++) {
      yaml.append("    - { name: C").append(i).append(", goal: discretionary }\n");
    }
    do {
      try {
        bed.ask(
            "PUT",
            "/api/v1/definition",
            yaml.toString(),
            "Content-Type: application/yaml",
            "If-Match: *");
      } catch (IOException e) {
        // refused among the others
      }
    } while (attacking.get());
  }

  private static boolean answers(ApiBed bed) throws Exception {
    for (int i = 0; i < 50; i++) {
      try {
        if (bed.get("/api/v1/status").status() == 200) {
          return true;
        }
      } catch (IOException e) {
        Thread.sleep(100); // connections of the attack are still being closed
      }
    }
    return false;
  }
}
