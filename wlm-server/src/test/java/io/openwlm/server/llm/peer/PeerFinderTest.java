package io.openwlm.server.llm.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel says who is there; a /proc of the test's own says where that process lives. */
class PeerFinderTest {
  @TempDir Path directory;

  private Path proc(long pid, String cgroup) throws IOException {
    Path proc = directory.resolve("proc");
    Files.createDirectories(proc.resolve("self/net"));
    Path process = Files.createDirectories(proc.resolve(Long.toString(pid)).resolve("fd"));
    Files.writeString(process.resolveSibling("cgroup"), cgroup);
    return proc;
  }

  private int ownUser() throws IOException {
    return (Integer) Files.getAttribute(directory, "unix:uid");
  }

  @Test
  void findsProcessAndUserOfAUnixSocketAmongManyOthers() throws IOException {
    long pid = ProcessHandle.current().pid();
    Path proc = proc(pid, "1:cpu:/v1\n0::/wlm/agents/scraper/x\n5:memory:/other\n");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
    List<SocketChannel> others = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      for (int i = 0; i < 20; i++) {
        others.add(SocketChannel.open(address));
        others.add(server.accept());
      }
      try (SocketChannel client = SocketChannel.open(address);
          SocketChannel accepted = server.accept()) {
        PeerFacts facts = new PeerFinder(new ProcFiles(proc)).find(accepted, true);
        assertThat(client.isOpen()).isTrue();
        assertThat(facts)
            .isEqualTo(new PeerFacts(ownUser(), List.of("/v1", "/wlm/agents/scraper/x")));
        assertThat(new PeerFinder(new ProcFiles(proc)).find(accepted, false))
            .isEqualTo(new PeerFacts(ownUser(), List.of()));
      }
    } finally {
      for (SocketChannel other : others) {
        other.close();
      }
    }
  }

  @Test
  void findsUserAndProcessOfALoopbackConnectionInTheTableOfSockets() throws IOException {
    Path proc = proc(4711, "0::/wlm/agents/chat\n");
    Files.createSymbolicLink(proc.resolve("4711/fd/9"), Path.of("socket:[99887]"));
    try (ServerSocketChannel server = ServerSocketChannel.open();
        SocketChannel client = SocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client.connect(server.getLocalAddress());
      try (SocketChannel accepted = server.accept()) {
        int clientPort = client.socket().getLocalPort();
        int serverPort = server.socket().getLocalPort();
        Files.writeString(
            proc.resolve("self/net/tcp"),
            String.format(
                Locale.ROOT,
                """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:%2$04X 0100007F:%1$04X 01 00000000:00000000 00:00000000 00000000  1234        0 111 1
                   1: 0200007F:%1$04X 0100007F:%2$04X 01 00000000:00000000 00:00000000 00000000  1234        0 222 1
                   2: 0100007F:%1$04X 0100007F:%2$04X 01 00000000:00000000 00:00000000 00000000  %3$d        0 99887 1
                """,
                clientPort,
                serverPort,
                ownUser()));
        PeerFinder finder = new PeerFinder(new ProcFiles(proc));
        assertThat(finder.find(accepted, true))
            .isEqualTo(new PeerFacts(ownUser(), List.of("/wlm/agents/chat")));
        assertThat(finder.find(accepted, false)).isEqualTo(new PeerFacts(ownUser(), List.of()));
      }
    }
  }

  @Test
  void findsItselfInTheRealTable() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel accepted = server.accept()) {
        PeerFacts facts = new PeerFinder(new ProcFiles(Path.of("/proc"))).find(accepted, true);
        assertThat(client.isOpen()).isTrue();
        assertThat(facts.user()).isEqualTo(ownUser());
        assertThat(facts.cgroups()).isNotEmpty();
      }
    }
  }

  @Test
  void knowsNobodyWhenNothingCanBeRead() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel accepted = server.accept()) {
        assertThat(client.isOpen()).isTrue();
        Path nothing = directory.resolve("nothing");
        assertThat(new PeerFinder(new ProcFiles(nothing)).find(accepted, true))
            .isEqualTo(PeerFacts.UNKNOWN);
      }
    }
  }
}
