package io.openwlm.server.llm.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a provider is. The definition names it and nobody else can. Without TLS it is this machine;
 * it is never an address that only the link knows, where clouds keep the keys of a machine.
 *
 * @param host without brackets
 * @param path prefix of all paths, without a slash at the end; empty for none
 */
public record Origin(boolean tls, String host, int port, String path) {

  /**
   * @param url {@code https://host[:port][/path]}, {@code http} on loopback only
   * @throws IllegalArgumentException if it is anything else
   */
  public static Origin of(String url) {
    URI uri = URI.create(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean fits =
        (scheme.equals("https") || scheme.equals("http"))
            && uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!fits) {
      throw new IllegalArgumentException(
          "not an address of a provider: https://host[:port][/path]");
    }
    boolean tls = scheme.equals("https");
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    return new Origin(tls, host, uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80, path);
  }

  /** The value of the Host header. */
  public String hostHeader() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }

  /** The addresses that may be connected to. */
  List<InetSocketAddress> addresses() throws IOException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (mayBe(address)) {
        addresses.add(new InetSocketAddress(address, port));
      }
    }
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host + " has no address that a provider may have");
    }
    return addresses;
  }

  /** Whether a provider may be there. */
  boolean mayBe(InetAddress address) {
    if (address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return tls || address.isLoopbackAddress();
  }
}
