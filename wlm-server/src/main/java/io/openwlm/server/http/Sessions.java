package io.openwlm.server.http;

import io.openwlm.server.Printable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of browsers on TCP: a cookie of 256 random bits for whoever once showed the token. At
 * most {@value #MAX}, the oldest goes; each ends after 12 hours.
 */
public final class Sessions {
  private static final int MAX = 64;
  private static final long LIFE_NANOS = 12L * 3600 * 1_000_000_000;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Long> endsNanos = new LinkedHashMap<>();
  private final byte[] token;
  private final boolean tls;
  private final LongSupplier nanos;

  /**
   * @param nanos monotonic clock
   */
  public Sessions(String token, boolean tls, LongSupplier nanos) {
    this.token = token.getBytes(StandardCharsets.US_ASCII);
    this.tls = tls;
    this.nanos = nanos;
  }

  /** With TLS the name forbids browsers to take the cookie from anybody else. */
  private String name() {
    return tls ? "__Host-wlm" : "wlm";
  }

  /**
   * Begins a session.
   *
   * @return the value of the Set-Cookie header; null if the token is wrong
   */
  public @Nullable String begin(String given) {
    if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token)) {
      return null;
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    synchronized (endsNanos) {
      while (endsNanos.size() >= MAX) {
        endsNanos.remove(endsNanos.keySet().iterator().next());
      }
      endsNanos.put(id, nanos.getAsLong() + LIFE_NANOS);
    }
    return name()
        + "="
        + id
        + "; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200"
        + (tls ? "; Secure" : "");
  }

  boolean isOpen(@Nullable String cookies) {
    if (cookies == null) {
      return false;
    }
    for (String cookie : cookies.split(";", 32)) {
      String text = cookie.strip();
      if (text.startsWith(name() + "=")) {
        return isKnown(Printable.line(text.substring(name().length() + 1), 64));
      }
    }
    return false;
  }

  private boolean isKnown(String id) {
    synchronized (endsNanos) {
      Long end = endsNanos.get(id);
      return end != null && end - nanos.getAsLong() > 0;
    }
  }
}
