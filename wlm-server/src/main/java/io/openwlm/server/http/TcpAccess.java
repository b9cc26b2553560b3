package io.openwlm.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * The door of a TCP port: takes requests for its own names only, none that another site made a
 * browser send, and knows a caller by the token of the token file. A browser's session may read and
 * nothing else, so that no page can change anything through it.
 */
public final class TcpAccess implements Access {
  private final Set<String> hosts;
  private final String scheme;
  private final byte[] authorization;
  private final Sessions sessions;
  private final String user;

  /**
   * @param hosts names with port, in lower case
   * @param user whom the token belongs to: the daemon's own user
   */
  public TcpAccess(Set<String> hosts, boolean tls, String token, Sessions sessions, String user) {
    this.hosts = Set.copyOf(hosts);
    this.scheme = tls ? "https" : "http";
    this.sessions = sessions;
    this.user = user;
    authorization = ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Optional<Caller> admit(Exchange exchange) {
    SiteCheck.host(exchange, hosts);
    SiteCheck.origin(exchange, scheme);
    String from = exchange.caller().from();
    String given = exchange.header("Authorization");
    if (given != null) {
      boolean known = MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization);
      return known ? Optional.of(new Caller(user, -1, Role.ADMIN, from, from)) : Optional.empty();
    }
    return sessions.isOpen(exchange.header("Cookie"))
        ? Optional.of(new Caller(user, -1, Role.VIEWER, from, from))
        : Optional.empty();
  }
}
