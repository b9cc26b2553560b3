package io.openwlm.server.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests out that a page of another site made a browser send: by the name they were sent
 * to, by where they come from, and by content types that need no consent of this server.
 */
public final class SiteCheck {
  private static final Set<String> BODIES =
      Set.of("application/json", "application/yaml", "application/xml");

  private SiteCheck() {}

  /**
   * Refuses names that are not this server's: a name bound to its address by a foreign DNS server.
   *
   * @param hosts names with port, in lower case
   */
  public static void host(Exchange exchange, Set<String> hosts) {
    String host = exchange.header("Host");
    if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
      throw new HttpProblem(403, "FOREIGN_HOST", "this server does not answer to that name");
    }
  }

  /**
   * Refuses what browsers mark as sent by another site.
   *
   * @param scheme {@code http} or {@code https}
   */
  public static void origin(Exchange exchange, String scheme) {
    String origin = exchange.header("Origin");
    String host = exchange.header("Host");
    String site = exchange.header("Sec-Fetch-Site");
    boolean foreignOrigin = origin != null && !origin.equals(scheme + "://" + host);
    boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
    if (foreignOrigin || foreignSite) {
      throw new HttpProblem(403, "FOREIGN_ORIGIN", "requests of other sites are not served");
    }
  }

  /** The content type without parameters, in lower case. */
  public static String type(Exchange exchange) {
    @Nullable String type = exchange.header("Content-Type");
    if (type == null) {
      return "";
    }
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Refuses bodies of types that a form could send. */
  static void content(Exchange exchange) {
    String type = type(exchange);
    boolean fits =
        exchange.method().equals("POST") ? type.equals("application/json") : BODIES.contains(type);
    if (!fits) {
      throw new HttpProblem(
          415,
          "CONTENT_TYPE",
          exchange.method().equals("POST")
              ? "the content type must be application/json"
              : "the content type must be application/json, application/yaml or application/xml");
    }
  }
}
