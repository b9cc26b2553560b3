package io.openwlm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
  @TempDir Path dir;
  private final FakeControl control = new FakeControl();
  private Path socket;

  @BeforeEach
  void name() {
    socket = dir.resolve("wlmd.sock");
  }

  private ControlServer open() throws IOException {
    return ControlServer.open(socket, control, new FakePolicies(), line -> {});
  }

  @Test
  void refusesASecondServerAndLeavesTheFirstAlone() throws Exception {
    try (ControlServer first = open()) {
      assertThatThrownBy(this::open).hasMessage("another wlmd answers on " + socket);
      try (ControlClient client = ControlClient.connect(socket)) {
        client.ping();
      }
      assertThat(first).isNotNull();
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void takesTheSocketOfADeadServer() throws Exception {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
    try (ControlServer server = open();
        ControlClient client = ControlClient.connect(socket)) {
      client.ping();
      assertThat(server).isNotNull();
    }
  }

  @Test
  void leavesAFileThatIsNoSocket() throws IOException {
    Files.writeString(socket, "mine");
    assertThatThrownBy(this::open).hasMessage(socket + " exists and is not a socket");
    assertThat(socket).hasContent("mine");
  }

  @Test
  void leavesALinkPlantedAtItsPlace() throws IOException {
    Path victim = Files.writeString(dir.resolve("victim"), "mine");
    Files.createSymbolicLink(socket, victim);
    assertThatThrownBy(this::open).hasMessage(socket + " exists and is not a socket");
    assertThat(victim).hasContent("mine");
  }

  @Test
  void removesOnlyTheSocketThatIsStillItsOwn() throws IOException {
    ControlServer server = open();
    Files.delete(socket);
    Files.writeString(socket, "somebody else's");
    server.close();
    assertThat(socket).hasContent("somebody else's");
  }

  @Test
  void tellsThatThePathIsTooLong() {
    socket = dir.resolve("x".repeat(120));
    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("too long");
  }
}
