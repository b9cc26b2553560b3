package io.openwlm.core.policy;

import io.openwlm.core.classify.Classifier;
import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.ActivationEntry.Event;
import io.openwlm.core.port.ActivationEntry.Held;
import io.openwlm.core.port.ActivationEntry.Pending;
import io.openwlm.core.port.ActivationEntry.What;
import io.openwlm.core.port.Clock;
import io.openwlm.core.port.CoupleDataSet;
import io.openwlm.core.port.PolicyControl.Activation;
import io.openwlm.core.port.PolicyControl.ActivationAnswer;
import io.openwlm.core.port.PolicyControl.Obstacle;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings activations about, one at a time. The couple data set is written first, then the machine
 * follows; an activation that the machine refuses is undone by a further entry, and whenever the
 * two differ, {@link #tick} brings the machine to what the couple data set says.
 */
final class Activations {
  private static final long RETRY_NANOS = 5_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final String MANAGER = "wlmd";

  private final CoupleDataSet store;
  private final Revisions revisions;
  private final Clock clock;
  private final String system;
  private final AtomicReference<@Nullable Running> running = new AtomicReference<>();
  private volatile @Nullable Enactor enactor;
  private volatile @Nullable Wait wait;
  private volatile @Nullable Held enacted;
  private volatile long enactedEpoch;
  private volatile long undoneEpoch;
  private volatile long retryNanos = Long.MIN_VALUE;

  /** The activation that is being carried out. */
  private record Running(String policy, long sinceEpochMillis) {}

  /** Until when the entry of an epoch can be confirmed, on the monotonic clock. */
  private record Wait(long epoch, long deadlineNanos) {}

  Activations(CoupleDataSet store, Revisions revisions, Clock clock, String system) {
    this.store = store;
    this.revisions = revisions;
    this.clock = clock;
    this.system = system;
  }

  /** The machine works by the newest entry now. */
  void attach(Enactor machine) {
    enactedEpoch = epoch();
    enacted = store.activation().map(ActivationEntry::held).orElse(null);
    enactor = machine;
  }

  private long epoch() {
    return store.activation().map(ActivationEntry::epoch).orElse(0L);
  }

  /**
   * Records what is in force from a start on.
   *
   * @throws StoreFailure if it cannot be recorded
   */
  void recordStart(String policy, ServiceDefinition definition, long revision, String byUser) {
    Held held = held(policy, definition, revision, byUser);
    if (!store.record(entry(What.ACTIVATED, byUser, held, null))) {
      throw new StoreFailure("another system activates a policy. Start wlmd again");
    }
  }

  /** At a start, before there is a machine: what was not confirmed in time is not in force. */
  ActivationAnswer recordExpired() {
    ActivationEntry now = store.activation().orElse(null);
    Pending pending = now == null ? null : now.pending();
    if (pending == null) {
      return new ActivationAnswer.NothingPending();
    }
    ActivationEntry back = entry(What.EXPIRED, MANAGER, pending.fallback(), null);
    return store.record(back) ? new ActivationAnswer.InForce(activation(back)) : raced();
  }

  private Held held(String policy, ServiceDefinition definition, long revision, String byUser) {
    return new Held(
        policy, definition.name(), revision, false, clock.epochMillis(), byUser, system);
  }

  private ActivationEntry entry(What what, String byUser, Held held, @Nullable Pending pending) {
    Event event = new Event(what, clock.epochMillis(), byUser, system);
    return new ActivationEntry(epoch() + 1, event, held, pending);
  }

  ActivationAnswer activate(
      String policy, ServiceDefinition definition, long revision, long seconds, String byUser) {
    return alone(
        policy,
        () -> {
          ActivationEntry before = store.activation().orElse(null);
          if (before != null && before.pending() != null) {
            return refused(
                Obstacle.CONFLICT,
                "policy " + before.held().policy() + " waits to be confirmed or rolled back");
          }
          String unusable = unusable(definition, policy);
          if (unusable != null) {
            return refused(Obstacle.INVALID, unusable);
          }
          Held held = held(policy, definition, revision, byUser);
          Pending pending = null;
          if (seconds > 0) {
            if (before == null) {
              return refused(Obstacle.CONFLICT, "there is nothing that could come back in force");
            }
            pending =
                new Pending(clock.epochMillis() + seconds * 1000, seconds * 1000, before.held());
          }
          ActivationEntry entry = entry(What.ACTIVATED, byUser, held, pending);
          return store.record(entry) ? enact(entry, before) : raced();
        });
  }

  /** What can be tried without touching the machine. */
  private static @Nullable String unusable(ServiceDefinition definition, String policy) {
    try {
      new Classifier(ActivePolicy.of(definition, policy).effective());
      return null;
    } catch (RuntimeException e) {
      return "policy " + policy + " cannot be put in force: " + e.getMessage();
    }
  }

  private ActivationAnswer enact(ActivationEntry entry, @Nullable ActivationEntry before) {
    waitFor(entry);
    return switch (carryOut(entry.held(), entry.event().byUser())) {
      case Enactor.Outcome.Done _ -> {
        enactedEpoch = entry.epoch();
        yield new ActivationAnswer.InForce(activation(entry));
      }
      case Enactor.Outcome.Unknown unknown ->
          refused(
              Obstacle.FAILED,
              unknown.reason() + "; it is recorded, and is tried again until it is in force");
      case Enactor.Outcome.NotDone not -> {
        if (before == null) {
          yield refused(Obstacle.FAILED, not.reason());
        }
        ActivationEntry undo =
            entry(What.FAILED, entry.event().byUser(), before.held(), before.pending());
        if (store.record(undo)) {
          enactedEpoch = undo.epoch();
        }
        yield refused(Obstacle.FAILED, not.reason());
      }
    };
  }

  private Enactor.Outcome carryOut(Held held, String byUser) {
    Enactor machine = enactor;
    if (machine == null) {
      return new Enactor.Outcome.NotDone("the manager is still starting");
    }
    Enactor.Outcome outcome =
        held.deactivated() && isInForce(held)
            ? machine.release(byUser)
            : revisions
                .definition(held.revision())
                .map(d -> machine.enact(order(d, held)))
                .orElseGet(() ->
                    new Enactor.Outcome.NotDone(
                        "revision " + held.revision() + " is not kept any more"));
    if (outcome instanceof Enactor.Outcome.Done) {
      enacted = held;
    } else if (outcome instanceof Enactor.Outcome.Unknown) {
      enacted = null;
    }
    return outcome;
  }

  private boolean isInForce(Held held) {
    Held now = enacted;
    return now != null && now.policy().equals(held.policy()) && now.revision() == held.revision();
  }

  PolicyOrder order(ServiceDefinition definition, Held held) {
    String source = revisions.revision(held.revision()).map(r -> r.revision().source()).orElse("?");
    return new PolicyOrder(
        definition,
        held.policy(),
        source + " (revision " + held.revision() + ")",
        held.atEpochMillis(),
        held.byUser(),
        held.deactivated());
  }

  ActivationAnswer confirm(String byUser) {
    return alone(
        "a confirmation",
        () -> {
          ActivationEntry now = store.activation().orElse(null);
          if (now == null || now.pending() == null || isOver(now)) {
            return new ActivationAnswer.NothingPending();
          }
          ActivationEntry done = entry(What.CONFIRMED, byUser, now.held(), null);
          if (!store.record(done)) {
            return raced();
          }
          enactedEpoch = enactedEpoch == now.epoch() ? done.epoch() : enactedEpoch;
          return new ActivationAnswer.InForce(activation(done));
        });
  }

  ActivationAnswer rollback(What what, String byUser) {
    return alone(
        "a rollback",
        () -> {
          ActivationEntry now = store.activation().orElse(null);
          Pending pending = now == null ? null : now.pending();
          if (now == null || pending == null) {
            return new ActivationAnswer.NothingPending();
          }
          ActivationEntry back = entry(what, byUser, pending.fallback(), null);
          if (!store.record(back)) {
            return raced();
          }
          if (undoneEpoch == now.epoch()) {
            enactedEpoch = back.epoch();
            return new ActivationAnswer.InForce(activation(back));
          }
          return enact(back, null);
        });
  }

  ActivationAnswer deactivate(String byUser) {
    return alone(
        "a deactivation",
        () -> {
          ActivationEntry now = store.activation().orElse(null);
          if (now == null) {
            return refused(Obstacle.CONFLICT, "nothing was ever activated");
          }
          Held h = now.held();
          if (h.deactivated()) {
            return new ActivationAnswer.InForce(activation(now));
          }
          Held held =
              new Held(
                  h.policy(),
                  h.definition(),
                  h.revision(),
                  true,
                  h.atEpochMillis(),
                  h.byUser(),
                  h.bySystem());
          ActivationEntry off = entry(What.DEACTIVATED, byUser, held, null);
          return store.record(off) ? enact(off, null) : raced();
        });
  }

  /** Runs one change; a second one meanwhile is told who is at it. */
  private ActivationAnswer alone(String what, Supplier<ActivationAnswer> change) {
    Running mine = new Running(what, clock.epochMillis());
    Running other = running.compareAndExchange(null, mine);
    if (other != null) {
      return new ActivationAnswer.Busy(system, other.policy(), other.sinceEpochMillis());
    }
    try {
      return change.get();
    } catch (StoreFailure e) {
      return refused(Obstacle.FAILED, e.text());
    } finally {
      running.set(null);
    }
  }

  /**
   * Rolls back what was not confirmed in time, and brings the machine to what the couple data set
   * says if the two differ.
   *
   * @return what happened, for the log; empty if nothing
   */
  Optional<String> tick() {
    ActivationEntry now = store.activation().orElse(null);
    boolean expired = now != null && now.pending() != null && isOver(now);
    if (now == null || (now.epoch() == enactedEpoch && !expired) || running.get() != null) {
      return Optional.empty();
    }
    long nanos = clock.nanoTime();
    if (enactor == null || (retryNanos != Long.MIN_VALUE && nanos - retryNanos < 0)) {
      return Optional.empty();
    }
    retryNanos = nanos + RETRY_NANOS;
    String said = expired ? expire(now) : follow(now);
    ActivationEntry then = store.activation().orElse(now);
    if (then.epoch() == enactedEpoch && (then.pending() == null || !isOver(then))) {
      retryNanos = Long.MIN_VALUE;
    }
    return said.isEmpty() ? Optional.empty() : Optional.of(said);
  }

  private String expire(ActivationEntry now) {
    String text = "policy " + now.held().policy() + " was not confirmed in time: ";
    return switch (rollback(What.EXPIRED, MANAGER)) {
      case ActivationAnswer.InForce back ->
          "WLM0812W "
              + text
              + back.activation().policy()
              + " of revision "
              + back.activation().revision()
              + " is in force again";
      case ActivationAnswer.Refused refused -> {
        Pending pending = now.pending();
        if (pending != null && epoch() == now.epoch() && undoneEpoch != now.epoch()) {
          // It cannot be written down, but it must not stay: at the next start its time is over.
          if (carryOut(pending.fallback(), MANAGER) instanceof Enactor.Outcome.Done) {
            undoneEpoch = now.epoch();
          }
        }
        yield "WLM0813E " + text + "the rollback has a problem: " + refused.reason();
      }
      case ActivationAnswer.Busy _,
          ActivationAnswer.NothingPending _,
          ActivationAnswer.NoSuchPolicy _,
          ActivationAnswer.Would _ ->
          "";
    };
  }

  private String follow(ActivationEntry now) {
    if (!running.compareAndSet(null, new Running(now.held().policy(), clock.epochMillis()))) {
      return "";
    }
    try {
      waitFor(now);
      if (carryOut(now.held(), now.event().byUser()) instanceof Enactor.Outcome.Done) {
        enactedEpoch = now.epoch();
        return "WLM0814I policy " + now.held().policy() + " of the couple data set is in force";
      }
      return "WLM0815E policy " + now.held().policy() + " of the couple data set is not in force";
    } catch (StoreFailure e) {
      return "WLM0815E " + e.text();
    } finally {
      running.set(null);
    }
  }

  /** Notes until when an entry can be confirmed; the wall clock can only make that shorter. */
  private void waitFor(ActivationEntry entry) {
    Pending pending = entry.pending();
    Wait known = wait;
    if (pending == null || (known != null && known.epoch() == entry.epoch())) {
      return;
    }
    long left = pending.rollsBackAtEpochMillis() - clock.epochMillis();
    long millis = Math.clamp(left, 0, Math.max(0, pending.withinMillis()));
    wait = new Wait(entry.epoch(), clock.nanoTime() + millis * NANOS_PER_MILLI);
  }

  /** True if an entry that waits to be confirmed has waited long enough. */
  boolean isOver(ActivationEntry entry) {
    waitFor(entry);
    Wait known = wait;
    return known != null
        && known.epoch() == entry.epoch()
        && clock.nanoTime() - known.deadlineNanos() >= 0;
  }

  static Activation activation(ActivationEntry entry) {
    Held h = entry.held();
    Pending pending = entry.pending();
    return new Activation(
        h.policy(),
        h.definition(),
        h.revision(),
        h.atEpochMillis(),
        h.byUser(),
        h.bySystem(),
        pending == null ? null : pending.rollsBackAtEpochMillis(),
        h.deactivated());
  }

  private static ActivationAnswer refused(Obstacle obstacle, String reason) {
    return new ActivationAnswer.Refused(obstacle, reason);
  }

  private static ActivationAnswer raced() {
    return refused(Obstacle.CONFLICT, "another system activated a policy in the same moment");
  }
}
