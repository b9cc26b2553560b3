package io.openwlm.model.codec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the address of a provider. It names a scheme, a host and a path, and nothing that could
 * carry a secret or lead elsewhere.
 */
final class UpstreamUrl {
  private static final int MAX = 400;
  private static final int MAX_PORT = 65_535;
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  private UpstreamUrl() {}

  /** The address as written; null after reporting what is wrong with it. */
  static @Nullable String read(Problems problems, Node node) {
    String text = Values.text(problems, node, "url");
    if (text == null) {
      return null;
    }
    String problem = problem(text);
    if (problem != null) {
      // What may hold a key is never shown.
      boolean secret = text.contains("@") || text.contains("?") || text.contains("#");
      String shown = secret ? "the url" : Values.found(node);
      problems.add(ProblemCode.UPSTREAM_URL, node, shown, problem);
      return null;
    }
    return text;
  }

  private static @Nullable String problem(String text) {
    if (text.length() > MAX || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return "at most " + MAX + " characters of ASCII without blanks";
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return "this is no URL";
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (uri.getRawUserInfo() != null || text.contains("@")) {
      return "keys stand in key-file, never in the address";
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return "it has no query and no fragment";
    }
    if (host.isEmpty() || !(scheme.equals("https") || scheme.equals("http"))) {
      return "it starts with https:// and a host";
    }
    if (scheme.equals("http") && !LOOPBACK.matcher(host).matches()) {
      return "http is for loopback only";
    }
    if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      return "a port is 1 to 65535";
    }
    return ("/" + uri.getRawPath() + "/").contains("/../") ? "its path has no .. in it" : null;
  }
}
