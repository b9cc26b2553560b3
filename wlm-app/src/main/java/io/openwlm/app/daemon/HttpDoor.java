package io.openwlm.app.daemon;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.server.ReportHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The loopback HTTP door, open only if a port was asked for. */
final class HttpDoor implements AutoCloseable {
  private final @Nullable ReportHttp http;

  private HttpDoor(@Nullable ReportHttp http) {
    this.http = http;
  }

  /**
   * @param port 0 = no door
   */
  static HttpDoor open(int port, Path state, ManagerControl control, Consumer<String> log)
      throws IOException {
    if (port == 0) {
      return new HttpDoor(null);
    }
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new HttpDoor(ReportHttp.open(address, control, state.resolve("http.token"), log));
  }

  @Override
  public void close() throws IOException {
    if (http != null) {
      http.close();
    }
  }
}
