package io.openwlm.server.llm.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * Asks the kernel who is at the other end. Done once a connection: over a Unix socket from the
 * credentials that the kernel keeps, over loopback from the table of sockets. A process that has
 * ended meanwhile has no control group: its number may be somebody else's by now.
 */
public final class PeerFinder {
  private final ProcFiles proc;
  private final UnixCredentials credentials = new UnixCredentials();

  public PeerFinder(ProcFiles proc) {
    this.proc = proc;
  }

  /**
   * @param withCgroups false saves looking for the process
   */
  public PeerFacts find(SocketChannel channel, boolean withCgroups) {
    try {
      if (channel.getRemoteAddress() instanceof InetSocketAddress client
          && channel.getLocalAddress() instanceof InetSocketAddress server) {
        return overLoopback(client, server.getPort(), withCgroups);
      }
      return overUnix(channel, withCgroups);
    } catch (IOException | UnsupportedOperationException e) {
      return PeerFacts.UNKNOWN;
    }
  }

  private PeerFacts overUnix(SocketChannel channel, boolean withCgroups) throws IOException {
    UnixCredentials.Peer peer = credentials.of(channel);
    try (peer) {
      if (!withCgroups || peer.pid() <= 0) {
        return new PeerFacts(peer.user(), List.of());
      }
      List<String> cgroups = proc.cgroups(peer.pid());
      return new PeerFacts(peer.user(), peer.isAlive(proc.user(peer.pid())) ? cgroups : List.of());
    }
  }

  private PeerFacts overLoopback(InetSocketAddress client, int port, boolean withCgroups) {
    ProcFiles.Row row = proc.socket(client, port);
    if (row == null) {
      return PeerFacts.UNKNOWN;
    }
    int pid = withCgroups ? proc.holder(row) : -1;
    return new PeerFacts(row.user(), pid < 0 ? List.of() : proc.cgroups(pid));
  }
}
