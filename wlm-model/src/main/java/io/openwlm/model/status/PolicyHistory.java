package io.openwlm.model.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was installed and activated lately.
 *
 * @param revisions newest first
 * @param events newest first; the first one says what is in force
 */
public record PolicyHistory(List<RevisionEntry> revisions, List<PolicyEvent> events) {
  public PolicyHistory {
    revisions = List.copyOf(revisions);
    events = List.copyOf(events);
  }

  /**
   * A definition that was installed.
   *
   * @param hash in hex; what {@code --if-match} takes
   * @param source the file it came from; may be empty
   */
  public record RevisionEntry(
      long revision,
      String hash,
      String definition,
      long atEpochMillis,
      String byUser,
      String bySystem,
      String source) {}

  /**
   * A change of the policy in force.
   *
   * @param what the kind of event, in lower case
   * @param policy what is in force after it
   * @param deactivated true if that policy only measures
   * @param rollsBackAtEpochMillis when it is undone unless confirmed; null if it is final
   */
  public record PolicyEvent(
      long epoch,
      String what,
      long atEpochMillis,
      String byUser,
      String bySystem,
      String policy,
      long revision,
      boolean deactivated,
      @Nullable Long rollsBackAtEpochMillis) {}
}
