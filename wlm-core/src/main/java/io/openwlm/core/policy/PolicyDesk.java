package io.openwlm.core.policy;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.ActivationEntry.What;
import io.openwlm.core.port.Clock;
import io.openwlm.core.port.CoupleDataSet;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which definitions are installed and policies come in force: through the couple
 * data set, then on the machine. What it acknowledged is there after any restart.
 */
public final class PolicyDesk implements PolicyControl {
  private final CoupleDataSet store;
  private final Clock clock;
  private final String system;
  private final Revisions revisions;
  private final Activations activations;
  private volatile @Nullable Enactor machine;
  private volatile @Nullable PolicyOrder opened;

  /**
   * @param system name of this system, kept with everything that is recorded
   */
  public PolicyDesk(CoupleDataSet store, Clock clock, String system) {
    this.store = store;
    this.clock = clock;
    this.system = system;
    revisions = new Revisions(store, system);
    activations = new Activations(store, revisions, clock, system);
  }

  /** There is no definition to start with, or it does not have the policy that is asked for. */
  @SuppressWarnings("serial")
  public static final class NothingToStartWith extends Exception {
    NothingToStartWith(String message) {
      super(message);
    }
  }

  /**
   * What to start with.
   *
   * @param notes what was found and done, for the log, each with its message id
   */
  public record Start(PolicyOrder order, List<String> notes) {
    public Start {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Finds out what the daemon starts with: what the couple data set has, or the definition of the
   * command line if that is a new one.
   *
   * @param given the definition of the command line; null if there is none
   * @param policy the policy of the command line; null if there is none
   * @throws StoreFailure if the couple data set cannot be read or written
   */
  public Start start(
      @Nullable ServiceDefinition given, String source, @Nullable String policy, String byUser)
      throws NothingToStartWith {
    PolicyStart.Found found =
        new PolicyStart(revisions, activations, this).find(given, source, policy, byUser);
    opened = found.order();
    return new Start(found.order(), found.notes());
  }

  /** Starts with a definition without the couple data set, which cannot be used. */
  public PolicyOrder startWithout(ServiceDefinition given, String source, String byUser) {
    PolicyOrder order =
        new PolicyOrder(
            given, given.policies().getFirst().name(), source, clock.epochMillis(), byUser, true);
    opened = order;
    return order;
  }

  /** From now on the machine follows; it works by what {@link #start} found. */
  public void attach(Enactor enactor) {
    machine = enactor;
    activations.attach(enactor);
  }

  /**
   * Rolls back what was not confirmed in time, and brings the machine to what the couple data set
   * says. To be called a few times a second by a thread that may wait.
   *
   * @return what happened, for the log, with its message id; empty if nothing
   */
  public Optional<String> tick() {
    return activations.tick();
  }

  @Nullable ActivationEntry newestEntry() {
    return store.activation().orElse(null);
  }

  @Override
  public Revision installed() {
    return store.newest().map(StoredRevision::revision).orElseGet(this::notStored);
  }

  /** The definition that the daemon works by without a couple data set. */
  private Revision notStored() {
    PolicyOrder order = opened;
    return order == null
        ? new Revision(0, "", "", 0, "", system, "")
        : new Revision(
            0,
            "",
            order.definition().name(),
            order.sinceEpochMillis(),
            order.byUser(),
            system,
            order.source());
  }

  @Override
  public List<Revision> history() {
    return store.revisions().stream().map(StoredRevision::revision).toList();
  }

  @Override
  public List<ActivationEntry> activations() {
    return store.activations();
  }

  /**
   * The definition of a revision.
   *
   * @throws StoreFailure if it cannot be read
   */
  @Override
  public Optional<ServiceDefinition> definition(long revision) {
    return revisions.definition(revision);
  }

  @Override
  public Activation active() {
    return store.activation().map(Activations::activation).orElseGet(this::notRecorded);
  }

  private Activation notRecorded() {
    PolicyOrder order = opened;
    return order == null
        ? new Activation("", "", 0, 0, "", system, null, true)
        : new Activation(
            order.policy(),
            order.definition().name(),
            0,
            order.sinceEpochMillis(),
            order.byUser(),
            system,
            null,
            order.deactivated());
  }

  @Override
  public InstallAnswer install(InstallRequest request, String byUser) {
    try {
      return revisions.install(request, byUser, clock.epochMillis());
    } catch (StoreFailure e) {
      return new InstallAnswer.Refused(Obstacle.FAILED, e.text());
    }
  }

  @Override
  public ActivationAnswer activate(ActivationRequest request, String byUser) {
    try {
      return activated(request, byUser);
    } catch (StoreFailure e) {
      return new ActivationAnswer.Refused(Obstacle.FAILED, e.text());
    }
  }

  private ActivationAnswer activated(ActivationRequest request, String byUser) {
    StoredRevision newest = store.newest().orElse(null);
    if (newest == null) {
      return new ActivationAnswer.Refused(Obstacle.CONFLICT, "no definition is installed");
    }
    if (request.revision() != 0 && request.revision() != newest.number()) {
      return new ActivationAnswer.Refused(
          Obstacle.CONFLICT,
          "revision " + newest.number() + " is the newest, not " + request.revision());
    }
    long seconds = request.confirmWithinSeconds();
    if (seconds < 0 || seconds > ActivationRequest.MAX_CONFIRM_SECONDS) {
      return new ActivationAnswer.Refused(
          Obstacle.INVALID, "a confirmation may be waited for at most a week");
    }
    ServiceDefinition definition = revisions.definition(newest.number()).orElseThrow();
    if (definition.policy(request.policy()).isEmpty()) {
      return new ActivationAnswer.NoSuchPolicy(
          definition.policies().stream().map(ServicePolicy::name).toList());
    }
    return request.dryRun()
        ? would(definition, request.policy())
        : activations.activate(request.policy(), definition, newest.number(), seconds, byUser);
  }

  private ActivationAnswer would(ServiceDefinition definition, String policy) {
    Enactor running = machine;
    ActivationEntry entry = newestEntry();
    if (running == null || entry == null) {
      return new ActivationAnswer.Refused("the manager is still starting");
    }
    return revisions
        .definition(entry.held().revision())
        .<ActivationAnswer>map(now ->
            new ActivationAnswer.Would(
                DryRun.changes(
                    ActivePolicy.of(now, entry.held().policy()),
                    ActivePolicy.of(definition, policy),
                    running.status())))
        .orElseGet(() -> new ActivationAnswer.Refused("the active revision is not kept"));
  }

  @Override
  public ActivationAnswer confirm(String byUser) {
    return activations.confirm(byUser);
  }

  @Override
  public ActivationAnswer rollback(String byUser) {
    return activations.rollback(What.ROLLED_BACK, byUser);
  }

  @Override
  public ActivationAnswer deactivate(String byUser) {
    return activations.deactivate(byUser);
  }
}
