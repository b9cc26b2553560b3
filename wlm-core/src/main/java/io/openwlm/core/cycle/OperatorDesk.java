package io.openwlm.core.cycle;

import io.openwlm.core.environment.ApplicationEnvironments;
import io.openwlm.core.environment.SchedulingResources;
import io.openwlm.core.environment.WorkOverrides;
import io.openwlm.core.port.EnvironmentStore;
import io.openwlm.core.port.OperatorControl;
import io.openwlm.core.port.WorkUnits;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.Environments;
import io.openwlm.model.status.EnvironmentStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where operators' requests come in that are about environments and single units of work. States
 * change on the cycle's thread only; readers see the picture of the last change; saving waits for
 * the disk on the thread of who asked, never on the cycle's.
 */
public final class OperatorDesk implements OperatorControl {
  private final ControlDesk desk;
  private final EnvironmentStore store;
  private final String system;
  private final SchedulingResources resources = new SchedulingResources();
  private final ApplicationEnvironments applications;
  private final WorkOverrides overrides;
  private final ResetOrder resets;
  private final Object saving = new Object();
  private volatile @Nullable ActivePolicy policy;
  private volatile EnvironmentStatus picture = EnvironmentStatus.NONE;
  private volatile Map<String, String> lasting;
  private Map<String, String> saved;

  /**
   * @param overrides shared with the discovery of work
   * @param system name of this system
   * @param ownPid process id of the daemon
   */
  public OperatorDesk(
      ControlDesk desk,
      EnvironmentStore store,
      WorkUnits units,
      WorkOverrides overrides,
      String system,
      long ownPid) {
    this.desk = desk;
    this.store = store;
    this.overrides = overrides;
    this.system = system;
    resets = new ResetOrder(units, overrides, desk::classOf, ownPid);
    Map<String, String> before = store.load();
    applications = new ApplicationEnvironments(before);
    lasting = Map.copyOf(before);
    saved = lasting;
  }

  /**
   * Another policy comes into force. Called by the cycle's thread.
   *
   * @param cycle that of the policy, ready to run
   */
  public void activated(ActivePolicy inForce, WlmCycle cycle, WlmCycle.Start start) {
    policy = inForce;
    Environments environments = inForce.effective().environments();
    resources.define(environments);
    applications.define(environments.applicationEnvironments());
    for (WorkOverrides.Order ended :
        overrides.retain(name -> ResetOrder.takesWork(inForce.effective(), name))) {
      cycle.unitReset(
          "",
          "process "
              + ended.root().pid()
              + " ("
              + ended.job()
              + ") back to classification: policy "
              + inForce.name()
              + " takes no work into "
              + ended.serviceClass(),
          start.nanos(),
          start.epochMillis());
    }
    publish();
  }

  /** Ends the changes that have begun. Called by the cycle's thread. */
  public void turn() {
    if (applications.turn() || !overrides.units().equals(picture.resets())) {
      publish();
    }
  }

  private void publish() {
    picture =
        new EnvironmentStatus(
            system,
            resources.resources(),
            resources.environments(),
            applications.environments(),
            overrides.units());
    lasting = Map.copyOf(applications.lasting());
  }

  @Override
  public EnvironmentStatus environments() {
    return picture;
  }

  @Override
  public ActivePolicy policy() {
    ActivePolicy inForce = policy;
    if (inForce == null) {
      throw new IllegalStateException("the manager is still starting");
    }
    return inForce;
  }

  @Override
  public Outcome setResource(String name, ResourceState state, String byUser) {
    return between(
        byUser,
        (_, _, _) -> {
          if (!resources.has(name)) {
            return new Outcome.NoSuch(defined());
          }
          boolean same = resources.set(name, state) == state;
          publish();
          return same ? new Outcome.Already("") : new Outcome.Done("");
        });
  }

  private String defined() {
    String names =
        resources.resources().stream()
            .map(EnvironmentStatus.Resource::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "THE POLICY IN FORCE HAS NO RESOURCES" : "DEFINED: " + names;
  }

  @Override
  public Outcome vary(String name, ApplicationAction action, String byUser) {
    Outcome outcome =
        between(
            byUser,
            (_, _, _) -> {
              Outcome done = applications.act(name, action);
              publish();
              return done;
            });
    Optional<String> lost = save();
    return lost.isPresent() && outcome instanceof Outcome.Done(String detail)
        ? new Outcome.Done(detail + "; NOT SAVED, A RESTART FORGETS IT: " + lost.get())
        : outcome;
  }

  /** Saves the states that are in force now, if they are not on the disk yet. */
  private Optional<String> save() {
    synchronized (saving) {
      Map<String, String> states = lasting;
      if (states.equals(saved)) {
        return Optional.empty();
      }
      Optional<String> problem = store.save(states);
      if (problem.isEmpty()) {
        saved = states;
      }
      return problem;
    }
  }

  @Override
  public Outcome reset(ResetRequest request, String byUser) {
    return switch (resets.find(request)) {
      case ResetOrder.Found.Unit(var unit) ->
          between(
              byUser,
              (cycle, nowNanos, epochMillis) -> {
                ResetOrder.Result result =
                    resets.carryOut(
                        unit, request.target(), policy().effective(), byUser, epochMillis);
                if (result.outcome() instanceof Outcome.Done) {
                  cycle.unitReset(result.serviceClass(), result.detail(), nowNanos, epochMillis);
                  publish();
                }
                return result.outcome();
              });
      case ResetOrder.Found.Not(var outcome) -> outcome;
    };
  }

  private interface Act {
    Outcome on(WlmCycle cycle, long nowNanos, long epochMillis);
  }

  private Outcome between(String byUser, Act act) {
    AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    String notDone =
        desk.between(
            byUser,
            (cycle, nowNanos, epochMillis) -> outcome.set(act.on(cycle, nowNanos, epochMillis)));
    Outcome done = outcome.get();
    return done != null && notDone.isEmpty() ? done : new Outcome.Refused(notDone);
  }
}
