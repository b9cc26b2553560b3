package io.openwlm.server;

import java.io.IOException;

/** No daemon answers on the socket, or it stopped answering; the message says why. */
public final class DaemonUnreachable extends IOException {
  private static final long serialVersionUID = 1L;

  DaemonUnreachable(String message, Throwable cause) {
    super(message, cause);
  }

  DaemonUnreachable(String message) {
    super(message);
  }
}
