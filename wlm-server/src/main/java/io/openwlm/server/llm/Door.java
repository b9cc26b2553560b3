package io.openwlm.server.llm;

import io.openwlm.server.llm.http.HeaderList;
import io.openwlm.server.llm.http.RequestHead;
import io.openwlm.server.llm.peer.AgentBook;
import io.openwlm.server.llm.peer.LlmAgent;
import io.openwlm.server.llm.peer.PeerFacts;
import io.openwlm.server.llm.peer.PeerFinder;
import io.openwlm.server.llm.wire.Problem;
import io.openwlm.server.llm.wire.Problem.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in. Pages of browsers may not: they run as their user and would spend his budget.
 * What a client says of its class counts nothing; only its process, its user and its key do.
 */
final class Door {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> ONCE =
      Set.of(
          "host",
          "authorization",
          "x-api-key",
          "x-goog-api-key",
          "api-key",
          "content-type",
          "content-length",
          "transfer-encoding");

  private final PeerFinder finder;
  private volatile AgentBook agents;

  Door(PeerFinder finder, AgentBook agents) {
    this.finder = finder;
    this.agents = agents;
  }

  /** Another definition has other agents. */
  void agents(AgentBook others) {
    agents = others;
  }

  /** A client of one connection. */
  private record Peer(PeerFacts facts, int port) {}

  Object peer(SocketChannel channel) {
    int port = 0;
    try {
      port = channel.getLocalAddress() instanceof InetSocketAddress tcp ? tcp.getPort() : 0;
    } catch (IOException e) {
      return new Peer(PeerFacts.UNKNOWN, 0);
    }
    return new Peer(finder.find(channel, agents.needsCgroups()), port);
  }

  Optional<LlmAgent> agent(RequestHead head) {
    return head.peer() instanceof Peer peer ? agents.find(peer.facts, key(head)) : Optional.empty();
  }

  /** The key that a client shows, wherever its SDK puts it; null if it shows none. */
  private static @Nullable String key(RequestHead head) {
    HeaderList headers = head.headers();
    String bearer = headers.first("Authorization");
    if (bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return bearer.substring(7).strip();
    }
    for (String name : new String[] {"x-api-key", "x-goog-api-key", "api-key"}) {
      String key = headers.first(name);
      if (key != null) {
        return key.strip();
      }
    }
    for (String part : head.query().split("&", 32)) {
      if (part.startsWith("key=")) {
        return part.substring(4);
      }
    }
    return null;
  }

  /** Why a request is not let in, whoever sends it; null if there is no reason. */
  @Nullable Problem refuse(RequestHead head) {
    HeaderList headers = head.headers();
    for (String name : ONCE) {
      if (headers.isTwice(name)) {
        return new Problem(Kind.BAD_REQUEST, name + " is given more than once");
      }
    }
    int port = head.peer() instanceof Peer peer ? peer.port : 0;
    if (port > 0 && !isOwnName(headers.first("Host"), port)) {
      return new Problem(Kind.STOPPED, "this server does not answer to that name");
    }
    String site = headers.first("Sec-Fetch-Site");
    boolean fromPage =
        headers.first("Origin") != null
            || (site != null && !site.equals("none") && !site.equals("same-origin"));
    if (fromPage) {
      return new Problem(Kind.STOPPED, "requests of web pages are not served");
    }
    if (head.method().equals("POST") && !isJson(headers)) {
      return new Problem(Kind.BAD_REQUEST, "send application/json, not compressed");
    }
    return null;
  }

  private static boolean isOwnName(@Nullable String host, int port) {
    if (host == null) {
      return false;
    }
    String end = ":" + port;
    String name = host.endsWith(end) ? host.substring(0, host.length() - end.length()) : host;
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** What is not plain JSON would be read by the provider only, and not counted. */
  private static boolean isJson(HeaderList headers) {
    String type = headers.first("Content-Type");
    String coding = headers.first("Content-Encoding");
    boolean plain = coding == null || coding.equalsIgnoreCase("identity");
    String lower = type == null ? "" : type.toLowerCase(Locale.ROOT).replace(" ", "");
    return plain
        && (lower.equals("application/json") || lower.equals("application/json;charset=utf-8"));
  }
}
