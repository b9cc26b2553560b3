package io.openwlm.app.cli;

/** Opens what tests of other packages cannot. */
public final class Connections {
  /** Connects to a daemon as the program does. */
  public static final ManagerLink.Connector TO_DAEMON = Connection::open;

  private Connections() {}
}
