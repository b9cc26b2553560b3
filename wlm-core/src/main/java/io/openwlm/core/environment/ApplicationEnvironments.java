package io.openwlm.core.environment;

import io.openwlm.core.port.OperatorControl.ApplicationAction;
import io.openwlm.core.port.OperatorControl.Outcome;
import io.openwlm.model.definition.ApplicationEnvironment;
import io.openwlm.model.status.EnvironmentStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * States of the application environments. A change begins with a command or an activation and ends
 * when the servers have followed; as long as no servers are managed that is the next {@link #turn}.
 * Used by the cycle's thread only.
 */
public final class ApplicationEnvironments {
  private static final String BY_WLM = "STOPPED BY WLM";

  private final Map<String, String> saved;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(ApplicationEnvironment environment, ApplicationState state, String data) {
    Entry in(ApplicationState other) {
      return new Entry(environment, other, data);
    }
  }

  /**
   * @param saved states of the run before, by name, as {@link #lasting} gave them; names and states
   *     that mean nothing are passed over
   */
  public ApplicationEnvironments(Map<String, String> saved) {
    this.saved = new TreeMap<>(saved);
  }

  /**
   * Another policy is in force: new environments are available, those that are gone are deleted,
   * those whose servers must be other ones are refreshed.
   */
  public void define(List<ApplicationEnvironment> defined) {
    Map<String, Entry> before = new LinkedHashMap<>(entries);
    entries.clear();
    for (ApplicationEnvironment each : defined) {
      Entry old = before.remove(each.name());
      entries.put(each.name(), old == null ? begin(each) : again(old, each));
    }
    before
        .values()
        .forEach(old -> entries.put(old.environment().name(), old.in(ApplicationState.DELETING)));
    saved.clear();
  }

  private Entry begin(ApplicationEnvironment environment) {
    ApplicationState state =
        ApplicationState.of(saved.getOrDefault(environment.name(), ""))
            .map(ApplicationState::settled)
            .filter(s -> s != ApplicationState.DELETING)
            .orElse(ApplicationState.AVAILABLE);
    return new Entry(environment, state, state == ApplicationState.STOPPED ? BY_WLM : "");
  }

  private static Entry again(Entry old, ApplicationEnvironment now) {
    ApplicationState state = old.state();
    if (state == ApplicationState.DELETING) {
      state = ApplicationState.AVAILABLE;
    } else if (state == ApplicationState.AVAILABLE && needsOtherServers(old.environment(), now)) {
      state = ApplicationState.REFRESHING;
    }
    return new Entry(now, state, old.data());
  }

  private static boolean needsOtherServers(
      ApplicationEnvironment before, ApplicationEnvironment now) {
    return !before.procedure().equals(now.procedure())
        || !before.startParameter().equals(now.startParameter())
        || before.limit() != now.limit();
  }

  /**
   * Ends the changes that have begun.
   *
   * @return true if anything changed
   */
  public boolean turn() {
    boolean changed = entries.values().removeIf(e -> e.state() == ApplicationState.DELETING);
    for (Map.Entry<String, Entry> each : entries.entrySet()) {
      ApplicationState settled = each.getValue().state().settled();
      changed |= settled != each.getValue().state();
      each.setValue(each.getValue().in(settled));
    }
    return changed;
  }

  /** Begins what an operator asks for. */
  public Outcome act(String name, ApplicationAction action) {
    Entry entry = entries.get(name);
    if (entry == null) {
      return new Outcome.NoSuch(
          entries.isEmpty()
              ? "THE POLICY IN FORCE HAS NO APPLICATION ENVIRONMENTS"
              : "DEFINED: " + String.join(", ", entries.keySet()));
    }
    ApplicationState state = entry.state();
    return switch (action) {
      case QUIESCE ->
          switch (state) {
            case AVAILABLE -> begin(entry, ApplicationState.QUIESCING);
            case QUIESCING, QUIESCED -> new Outcome.Already("STATE " + state);
            case RESUMING, REFRESHING, STOPPING, STOPPED, DELETING ->
                refused(state, "ONLY AN AVAILABLE ONE CAN BE QUIESCED");
          };
      case RESUME ->
          switch (state) {
            case QUIESCED, STOPPED -> begin(entry, ApplicationState.RESUMING);
            case AVAILABLE, RESUMING -> new Outcome.Already("STATE " + state);
            case QUIESCING, REFRESHING, STOPPING, DELETING ->
                refused(state, "ONLY A QUIESCED OR STOPPED ONE CAN BE RESUMED");
          };
      case REFRESH ->
          switch (state) {
            case AVAILABLE -> begin(entry, ApplicationState.REFRESHING);
            case REFRESHING -> new Outcome.Already("STATE " + state);
            case QUIESCING, QUIESCED, RESUMING, STOPPING, STOPPED, DELETING ->
                refused(state, "ONLY AN AVAILABLE ONE CAN BE REFRESHED");
          };
    };
  }

  private Outcome begin(Entry entry, ApplicationState state) {
    entries.put(entry.environment().name(), new Entry(entry.environment(), state, ""));
    return new Outcome.Done("STATE " + state);
  }

  private static Outcome refused(ApplicationState state, String why) {
    return new Outcome.Refused("IT IS " + state + "; " + why);
  }

  /**
   * The manager gives up on the servers of an environment; only RESUME starts some again.
   *
   * @param reason why, for people
   * @return false if there is no such environment, or it is stopped or going already
   */
  public boolean stop(String name, String reason) {
    Entry entry = entries.get(name);
    if (entry == null
        || entry.state() == ApplicationState.DELETING
        || entry.state().settled() == ApplicationState.STOPPED) {
      return false;
    }
    entries.put(name, new Entry(entry.environment(), ApplicationState.STOPPING, reason));
    return true;
  }

  /** What must survive a restart: the states that are not AVAILABLE, settled. */
  public Map<String, String> lasting() {
    Map<String, String> states = new TreeMap<>();
    entries.forEach((name, entry) -> {
      ApplicationState settled = entry.state().settled();
      if (settled == ApplicationState.QUIESCED || settled == ApplicationState.STOPPED) {
        states.put(name, settled.name());
      }
    });
    return states;
  }

  /** All environments with their states. */
  public List<EnvironmentStatus.Application> environments() {
    List<EnvironmentStatus.Application> all = new ArrayList<>();
    for (Entry entry : entries.values()) {
      ApplicationEnvironment e = entry.environment();
      all.add(
          new EnvironmentStatus.Application(
              e.name(),
              e.description(),
              e.subsystem().name(),
              e.procedure(),
              e.startParameter(),
              e.limit().key(),
              entry.state().name(),
              entry.data()));
    }
    return all;
  }
}
