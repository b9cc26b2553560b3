package io.openwlm.server.jetty;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where to listen.
 *
 * @param socket path of the Unix socket
 * @param tcp a TCP port besides; null for none
 */
public record Listen(Path socket, @Nullable Tcp tcp) {

  /**
   * A TCP port.
   *
   * @param host the name as it was given; clients may call the server by it
   * @param address port 0 takes any free one
   * @param tls null for plain text, on loopback only
   * @param tokenFile where the token is written, mode 0600
   */
  public record Tcp(String host, InetSocketAddress address, @Nullable Tls tls, Path tokenFile) {
    /**
     * @throws IllegalArgumentException if it is neither loopback nor has TLS
     */
    public Tcp {
      boolean loopback = address.getAddress() != null && address.getAddress().isLoopbackAddress();
      if (!loopback && tls == null) {
        throw new IllegalArgumentException(
            "the API is served in plain text on loopback only, not on "
                + host
                + "; give a certificate and a key for TLS");
      }
    }
  }

  /** PEM files. */
  public record Tls(Path certificates, Path key) {}
}
