package io.openwlm.server.events;

import java.util.Locale;

/** What events are about. */
public enum Topic {
  /** An interval has ended: the indexes of all classes. */
  CYCLE,
  /** A decision was taken. */
  DECISION,
  /** Another policy is in force, or the mode has changed. */
  POLICY,
  /** A token budget has another signal. */
  BUDGET;

  /** The word in requests and events. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
