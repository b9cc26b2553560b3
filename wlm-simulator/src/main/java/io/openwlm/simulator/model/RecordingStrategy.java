package io.openwlm.simulator.model;

import io.openwlm.core.adjust.ControlState;
import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.PolicyDecision;
import java.util.ArrayList;
import java.util.List;

/** Another strategy, and everything that it decides. */
final class RecordingStrategy<S extends ControlState> implements ControlStrategy<S> {
  private final ControlStrategy<S> strategy;
  private final List<PolicyDecision> decisions = new ArrayList<>();

  private RecordingStrategy(ControlStrategy<S> strategy) {
    this.strategy = strategy;
  }

  static <S extends ControlState> RecordingStrategy<S> of(ControlStrategy<S> strategy) {
    return new RecordingStrategy<>(strategy);
  }

  List<PolicyDecision> decisions() {
    return decisions;
  }

  @Override
  public S initial(int classes, boolean adopted) {
    return strategy.initial(classes, adopted);
  }

  @Override
  public Outcome<S> decide(long id, Situation situation, S state) {
    Outcome<S> outcome = strategy.decide(id, situation, state);
    decisions.add(outcome.decision());
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
