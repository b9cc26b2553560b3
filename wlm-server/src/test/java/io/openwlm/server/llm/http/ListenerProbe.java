package io.openwlm.server.llm.http;

import java.util.List;

/** Looks at the sockets of a listener. */
public final class ListenerProbe {
  private ListenerProbe() {}

  public static List<Boolean> noDelay(HttpListener.Shared shared) {
    return shared.noDelay();
  }
}
