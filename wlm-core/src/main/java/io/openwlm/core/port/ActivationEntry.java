package io.openwlm.core.port;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the activation log: an event, and what is in force after it. The newest entry alone
 * says what is in force, so at most one activation ever is.
 *
 * @param epoch 1 for the first; each entry has one more than the entry before, in a whole sysplex
 * @param held what is in force after the event
 * @param pending how it is undone unless it is confirmed; null if it is final
 */
public record ActivationEntry(long epoch, Event event, Held held, @Nullable Pending pending) {

  /** What happened. */
  public enum What {
    ACTIVATED,
    /** An activation that waited to be confirmed became final. */
    CONFIRMED,
    /** Somebody undid an activation that waited to be confirmed. */
    ROLLED_BACK,
    /** Nobody confirmed an activation in time. */
    EXPIRED,
    /** The activation before could not be put in force on the machine. */
    FAILED,
    DEACTIVATED
  }

  /**
   * Who did what.
   *
   * @param bySystem the system where it was asked for
   */
  public record Event(What what, long atEpochMillis, String byUser, String bySystem) {}

  /**
   * A policy of one revision.
   *
   * @param revision of the definition that the policy belongs to
   * @param deactivated true if the policy only classifies and measures, and nothing is written
   * @param atEpochMillis when it was activated first
   * @param byUser who activated it
   * @param bySystem where
   */
  public record Held(
      String policy,
      String definition,
      long revision,
      boolean deactivated,
      long atEpochMillis,
      String byUser,
      String bySystem) {}

  /**
   * An activation that waits to be confirmed.
   *
   * @param rollsBackAtEpochMillis when it is undone
   * @param withinMillis how long that was when it was activated: no clock makes the wait longer
   * @param fallback what comes back in force then
   */
  public record Pending(long rollsBackAtEpochMillis, long withinMillis, Held fallback) {}
}
