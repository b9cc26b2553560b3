package io.openwlm.server.http;

import java.util.Locale;

/** What a caller may do; each role may do all that the ones before it may. */
public enum Role {
  /** May read. */
  VIEWER,
  /** May also change the mode: enforce, observe, restore. */
  OPERATOR,
  /** May also install and activate. */
  ADMIN;

  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The word in answers and in the audit log. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
