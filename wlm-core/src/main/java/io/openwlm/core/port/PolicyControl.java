package io.openwlm.core.port;

import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What inbound adapters may ask about service definitions and policies: what is installed, what is
 * active, who did it, and to change it. Installing is not activating, and activating is not final
 * when it asked for a confirmation. Safe to call from any thread; changes wait for the cycle, at
 * most 10 s.
 */
public interface PolicyControl {

  /** The newest revision. */
  Revision installed();

  /** All revisions that are kept, newest first. */
  List<Revision> history();

  /** The definition of a revision; empty if there is none of that number. */
  Optional<ServiceDefinition> definition(long revision);

  /** What is in force. */
  Activation active();

  /** What was activated, confirmed, rolled back and deactivated, newest first. */
  List<ActivationEntry> activations();

  /** Installs a definition as a new revision. What is active stays as it is. */
  InstallAnswer install(InstallRequest request, String byUser);

  /**
   * Installs a definition as a new revision, without force.
   *
   * @param expectedHash the hash of the revision that the change was made from; null installs
   *     whatever is there
   */
  default InstallAnswer install(
      ServiceDefinition definition, String source, @Nullable String expectedHash, String byUser) {
    return install(new InstallRequest(definition, source, expectedHash, false), byUser);
  }

  /** Puts a policy of the newest revision in force, or says what that would do. */
  ActivationAnswer activate(ActivationRequest request, String byUser);

  /** Makes an activation final that waits to be confirmed. */
  ActivationAnswer confirm(String byUser);

  /** Puts in force what was in force before the activation that waits to be confirmed. */
  ActivationAnswer rollback(String byUser);

  /**
   * Stops managing: original values come back and nothing is written until a policy is activated,
   * also after a restart. The policy goes on classifying and measuring, and is recorded as
   * deactivated.
   */
  ActivationAnswer deactivate(String byUser);

  /**
   * One installed definition.
   *
   * @param number 1 for the first
   * @param hash of the definition's canonical text and of the revision before, in hex; the ETag
   * @param definition its name
   * @param bySystem the system where it was installed
   * @param source the file it came from, for people; may be empty
   */
  record Revision(
      long number,
      String hash,
      String definition,
      long atEpochMillis,
      String byUser,
      String bySystem,
      String source) {}

  /**
   * A policy in force.
   *
   * @param revision of the definition that it belongs to
   * @param rollsBackAtEpochMillis when it is undone unless it is confirmed; null if it is final
   * @param deactivated true if the policy only classifies and measures
   */
  record Activation(
      String policy,
      String definition,
      long revision,
      long atEpochMillis,
      String byUser,
      String bySystem,
      @Nullable Long rollsBackAtEpochMillis,
      boolean deactivated) {

    /** One that manages. */
    public Activation(
        String policy,
        String definition,
        long revision,
        long atEpochMillis,
        String byUser,
        String bySystem,
        @Nullable Long rollsBackAtEpochMillis) {
      this(
          policy,
          definition,
          revision,
          atEpochMillis,
          byUser,
          bySystem,
          rollsBackAtEpochMillis,
          false);
    }
  }

  /**
   * What to install.
   *
   * @param source where it came from, for people
   * @param expectedHash the hash of the revision that the change was made from, or its first 12 or
   *     more digits; null installs whatever is there
   * @param force install also what was installed before, or what leaves out the active policy
   */
  record InstallRequest(
      ServiceDefinition definition, String source, @Nullable String expectedHash, boolean force) {}

  /**
   * What to activate.
   *
   * @param dryRun only say what would change
   * @param confirmWithinSeconds undo it unless it is confirmed within this time, 0 to {@value
   *     #MAX_CONFIRM_SECONDS}; 0 makes it final
   * @param revision refuse unless this is the newest revision; 0 takes whatever is
   */
  record ActivationRequest(
      String policy, boolean dryRun, long confirmWithinSeconds, long revision) {
    /** A week. */
    public static final long MAX_CONFIRM_SECONDS = 604_800;

    /** Of whatever revision is the newest. */
    public ActivationRequest(String policy, boolean dryRun, long confirmWithinSeconds) {
      this(policy, dryRun, confirmWithinSeconds, 0);
    }
  }

  /** What kind of thing stands against a change. */
  enum Obstacle {
    /** Something else was done before; look, then ask again. */
    CONFLICT,
    /** The definition cannot be used. */
    INVALID,
    /** The couple data set, or the machine. */
    FAILED
  }

  /** Answer to {@link #install}. */
  sealed interface InstallAnswer {
    record Installed(Revision revision) implements InstallAnswer {}

    /** The same definition is the newest revision already. */
    record Unchanged(Revision revision) implements InstallAnswer {}

    /** Somebody installed another one since. */
    record Stale(Revision newest) implements InstallAnswer {}

    /** Nothing was changed. */
    record Refused(Obstacle obstacle, String reason) implements InstallAnswer {
      public Refused(String reason) {
        this(Obstacle.FAILED, reason);
      }
    }
  }

  /** Answer to {@link #activate}, {@link #confirm} and {@link #rollback}. */
  sealed interface ActivationAnswer {
    record InForce(Activation activation) implements ActivationAnswer {}

    /**
     * The answer to a dry run.
     *
     * @param changes what would change, for people, one thing each; empty if nothing would
     */
    record Would(List<String> changes) implements ActivationAnswer {}

    /** Another activation is running; what is active stays. */
    record Busy(String bySystem, String policy, long sinceEpochMillis)
        implements ActivationAnswer {}

    record NoSuchPolicy(List<String> known) implements ActivationAnswer {}

    /** Nothing waits to be confirmed. */
    record NothingPending() implements ActivationAnswer {}

    /** What was active stays. */
    record Refused(Obstacle obstacle, String reason) implements ActivationAnswer {
      public Refused(String reason) {
        this(Obstacle.FAILED, reason);
      }
    }
  }
}
