package io.openwlm.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through only if it was meant for this server and comes from somebody who can read
 * the token file: a page in a browser, a name bound to loopback by a foreign DNS server and another
 * local user are all kept out, before any of the body is read.
 */
final class HttpGuard {
  private final Set<String> hosts;
  private final byte[] authorization;

  HttpGuard(int port, String token) {
    hosts = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
    authorization = ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
  }

  void check(HttpExchange exchange, String method) throws HttpRefusal {
    checkPeer(exchange, method);
    if (method.equals("POST")) {
      checkContentType(only(exchange.getRequestHeaders(), "Content-Type"));
    }
  }

  /** As {@link #check}, but leaves the content type to the caller. */
  void checkPeer(HttpExchange exchange, String method) throws HttpRefusal {
    Headers headers = exchange.getRequestHeaders();
    String host = only(headers, "Host");
    if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
      throw new HttpRefusal(403, "FOREIGN_HOST", "this server answers on loopback names only");
    }
    List<String> origins = headers.getOrDefault("Origin", List.of());
    String site = only(headers, "Sec-Fetch-Site");
    boolean foreignOrigin = !origins.isEmpty() && !origins.equals(List.of("http://" + host));
    boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
    if (foreignOrigin || foreignSite) {
      throw new HttpRefusal(403, "FOREIGN_ORIGIN", "requests of other sites are not served");
    }
    String given = only(headers, "Authorization");
    if (given == null
        || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      throw new HttpRefusal(401, "NO_TOKEN", "the token of the daemon's token file is needed");
    }
    if (!exchange.getRequestMethod().equals(method)) {
      exchange.getResponseHeaders().set("Allow", method);
      throw new HttpRefusal(405, "METHOD_NOT_ALLOWED", "only " + method + " is served here");
    }
  }

  private static void checkContentType(@Nullable String type) throws HttpRefusal {
    String plain = type == null ? "" : type.toLowerCase(Locale.ROOT).replace(" ", "");
    if (!plain.equals("application/json") && !plain.equals("application/json;charset=utf-8")) {
      throw new HttpRefusal(415, "CONTENT_TYPE", "the content type must be application/json");
    }
  }

  /** The header's value; null if it is not there or given more than once. */
  private static @Nullable String only(Headers headers, String name) throws HttpRefusal {
    List<String> values = headers.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new HttpRefusal(400, "BAD_REQUEST", name + " is given more than once");
    }
    return values.isEmpty() ? null : values.getFirst();
  }
}
