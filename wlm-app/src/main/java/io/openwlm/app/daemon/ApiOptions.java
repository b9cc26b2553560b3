package io.openwlm.app.daemon;

import io.openwlm.server.jetty.Listen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the Health API listens. */
final class ApiOptions {
  @Option(
      names = "--api",
      paramLabel = "PATH",
      description =
          "Unix socket of the Health API, off for none. Default: api.sock beside the other socket.")
  @Nullable String api;

  @Option(
      names = "--api-tcp",
      paramLabel = "HOST:PORT",
      description =
          "Serve the Health API and the status page over TCP, too: on loopback, or anywhere with"
              + " TLS. The token is in DIR/api.token.")
  @Nullable String tcp;

  @Option(
      names = "--api-tls-cert",
      paramLabel = "FILE",
      description = "Certificates for --api-tcp, PEM.")
  @Nullable Path certificates;

  @Option(
      names = "--api-tls-key",
      paramLabel = "FILE",
      description = "Private key for --api-tcp, PEM, PKCS#8, not encrypted.")
  @Nullable Path key;

  /**
   * Where to listen; null for nowhere.
   *
   * @throws IllegalArgumentException if the options do not fit together
   */
  @Nullable Listen listen(Path controlSocket, Path state) throws IOException {
    if ("off".equals(api)) {
      if (tcp != null) {
        throw new IllegalArgumentException("--api-tcp does not go with --api off");
      }
      return null;
    }
    Path socket = api == null ? beside(controlSocket) : Path.of(api);
    return new Listen(socket, tcp == null ? null : tcp(tcp, state));
  }

  /** {@code api.sock} beside {@code wlmd.sock}, {@code x-api.sock} beside {@code x.sock}. */
  private static Path beside(Path controlSocket) {
    String name = String.valueOf(controlSocket.getFileName());
    String stem = name.endsWith(".sock") ? name.substring(0, name.length() - 5) : name;
    return controlSocket.resolveSibling(stem.equals("wlmd") ? "api.sock" : stem + "-api.sock");
  }

  private Listen.Tcp tcp(String given, Path state) throws IOException {
    int colon = given.lastIndexOf(':');
    String port = given.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException("--api-tcp is HOST:PORT, for example 127.0.0.1:9700");
    }
    if ((certificates == null) != (key == null)) {
      throw new IllegalArgumentException("--api-tls-cert and --api-tls-key go together");
    }
    String host = given.substring(0, colon);
    Listen.Tls tls = certificates == null || key == null ? null : new Listen.Tls(certificates, key);
    return new Listen.Tcp(
        host,
        new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port)),
        tls,
        state.resolve("api.token"));
  }
}
