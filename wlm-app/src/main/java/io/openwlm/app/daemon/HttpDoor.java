package io.openwlm.app.daemon;

import io.openwlm.core.port.ManagerControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The loopback HTTP door, open only if a port was asked for. */
final class HttpDoor implements AutoCloseable {
  private HttpDoor() {}

  static HttpDoor open(int port, Path state, ManagerControl control, Consumer<String> log)
      throws IOException {
    return new HttpDoor();
  }

  @Override
  public void close() {}
}
