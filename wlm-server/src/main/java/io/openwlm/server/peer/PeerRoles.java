package io.openwlm.server.peer;

import io.openwlm.server.Printable;
import io.openwlm.server.http.Caller;
import io.openwlm.server.http.Role;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Roles from what the kernel says about the peer of a Unix socket: root and the daemon's own user
 * may do everything, members of {@value #ADMINS} and {@value #OPERATORS} what their role may,
 * everybody else may read. The groups are the process's own and those of the user database.
 */
public final class PeerRoles {
  public static final String ADMINS = "wlm-admin";
  public static final String OPERATORS = "wlm-operator";

  private final UserDatabase users;
  private final UserPrincipal own;
  private final UserPrincipal root;

  /**
   * @param own the user that the daemon runs as
   */
  public PeerRoles(UserDatabase users, UserPrincipal own) throws IOException {
    this.users = users;
    this.own = own;
    root = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0");
  }

  /** Who is at the other end. */
  public Caller of(SocketChannel channel) throws IOException {
    UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
    String name = peer.user().getName();
    boolean all = peer.user().equals(own) || peer.user().equals(root);
    Role role = all ? Role.ADMIN : role(peer.group().getName(), users.groupsOf(name));
    String user = Printable.line(name, 64);
    return new Caller(user, number(name), role, "unix", "user " + user);
  }

  private Role role(String ownGroup, Set<Integer> groups) {
    if (isMember(ADMINS, ownGroup, groups)) {
      return Role.ADMIN;
    }
    return isMember(OPERATORS, ownGroup, groups) ? Role.OPERATOR : Role.VIEWER;
  }

  private boolean isMember(String group, String ownGroup, Set<Integer> groups) {
    return ownGroup.equals(group) || groups.contains(users.groupNumber(group));
  }

  private int number(String name) {
    int number = users.userNumber(name);
    if (number < 0 && name.matches("[0-9]{1,9}")) {
      return Integer.parseInt(name);
    }
    return number;
  }
}
