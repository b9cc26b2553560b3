package io.openwlm.server.api;

import java.time.Instant;

/** Times as the API says them: RFC 3339, UTC. */
final class Times {
  private Times() {}

  static String of(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }
}
