package io.openwlm.simulator.model;

import io.openwlm.core.adjust.ControlState;
import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.PolicyDecision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another strategy, and what it decided when, by the machine's own time. */
final class TracedStrategy<S extends ControlState> implements ControlStrategy<S> {
  private final ControlStrategy<S> strategy;
  private final List<Traced> decisions = new ArrayList<>();
  private @Nullable World world;

  /**
   * One decision.
   *
   * @param atNanos time of the machine since the start of the run
   * @param early between two intervals
   */
  record Traced(long atNanos, boolean early, PolicyDecision decision) {}

  private TracedStrategy(ControlStrategy<S> strategy) {
    this.strategy = strategy;
  }

  static <S extends ControlState> TracedStrategy<S> of(ControlStrategy<S> strategy) {
    return new TracedStrategy<>(strategy);
  }

  /** The world that it will decide in. */
  void in(World ofRun) {
    world = ofRun;
  }

  List<Traced> decisions() {
    return decisions;
  }

  @Override
  public S initial(int classes, boolean adopted) {
    return strategy.initial(classes, adopted);
  }

  @Override
  public Outcome<S> decide(long id, Situation situation, S state) {
    Outcome<S> outcome = strategy.decide(id, situation, state);
    World of = world;
    if (of == null) {
      throw new IllegalStateException("no world");
    }
    decisions.add(new Traced(of.machine.nowNanos(), situation.early(), outcome.decision()));
    return outcome;
  }

  @Override
  public boolean actsEarly() {
    return strategy.actsEarly();
  }

  @Override
  public S observed(S before, S decided) {
    return strategy.observed(before, decided);
  }
}
