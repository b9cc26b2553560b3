package io.openwlm.core.adjust;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.PolicyDecision;
import java.util.List;

/** A strategy with what it carries from interval to interval. One thread. */
public final class RunningStrategy<S extends ControlState> {
  private final ControlStrategy<S> strategy;
  private final int classes;
  private S state;

  private RunningStrategy(ControlStrategy<S> strategy, int classes, boolean adopted) {
    this.strategy = strategy;
    this.classes = classes;
    state = strategy.initial(classes, adopted);
  }

  /**
   * @param adopted true if the kernel's weights come from an earlier run and stay as they are
   */
  public static <S extends ControlState> RunningStrategy<S> start(
      ControlStrategy<S> strategy, int classes, boolean adopted) {
    return new RunningStrategy<>(strategy, classes, adopted);
  }

  /** What to do in one interval. */
  public record Proposal(PolicyDecision decision, List<ClassSettings> wanted) {}

  /**
   * @param enforcing false: nothing of it will be done
   */
  public Proposal decide(long id, Situation situation, boolean enforcing) {
    ControlStrategy.Outcome<S> outcome = strategy.decide(id, situation, state);
    state = enforcing ? outcome.state() : strategy.observed(state, outcome.state());
    return new Proposal(outcome.decision(), outcome.wanted());
  }

  /** True if it also decides between two intervals. */
  public boolean actsEarly() {
    return strategy.actsEarly();
  }

  /** Forgets everything but whether first weights are set. */
  public void reset(boolean started) {
    state = strategy.initial(classes, started);
  }

  /** First weights have been set, or adopted. */
  public boolean started() {
    return state.started();
  }
}
