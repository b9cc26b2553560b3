package io.openwlm.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/**
 * Who is at the other end of a connection, as the kernel says.
 *
 * @param user name of its user, or the number if it has no name; printable
 * @param privileged true for root and the daemon's own user: may change the machine
 */
record Peer(String user, boolean privileged) {

  static Peer of(SocketChannel channel, UserPrincipal own) throws IOException {
    UserPrincipal user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    return new Peer(Printable.line(user.getName(), 64), user.equals(own) || user.equals(root()));
  }

  /** User 0, whatever it is called. */
  private static UserPrincipal root() throws IOException {
    return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0");
  }
}
