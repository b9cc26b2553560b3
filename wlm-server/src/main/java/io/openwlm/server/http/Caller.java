package io.openwlm.server.http;

/**
 * Who asks.
 *
 * @param user name of the user, or its number if it has no name; printable
 * @param uid number of the user; -1 if unknown
 * @param from where the request came in: {@code unix}, or the address of a TCP peer
 * @param peer what limits per peer count: the user on a Unix socket, the address on TCP
 */
public record Caller(String user, int uid, Role role, String from, String peer) {
  /** A caller whom nobody has authenticated: sees what needs no role, and nothing else. */
  public static Caller unknown(String from) {
    return new Caller("?", -1, Role.VIEWER, from, from);
  }
}
