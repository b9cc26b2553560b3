package io.openwlm.core.adjust;

import io.openwlm.model.decision.PolicyDecision;
import java.util.List;

/** Changes nothing: goals are measured, weights stay as they were found. */
public final class StaticStrategy implements ControlStrategy<StaticStrategy.Nothing> {
  /** Nothing to carry. */
  public record Nothing() implements ControlState {
    @Override
    public boolean started() {
      return true;
    }
  }

  @Override
  public Nothing initial(int classes, boolean adopted) {
    return new Nothing();
  }

  @Override
  public Outcome<Nothing> decide(long id, Situation situation, Nothing state) {
    PolicyDecision decision =
        new PolicyDecision(id, situation.report().atNanos(), List.of(), List.of());
    return new Outcome<>(state, decision, situation.kernel());
  }

  @Override
  public boolean actsEarly() {
    return false;
  }

  @Override
  public Nothing observed(Nothing before, Nothing decided) {
    return before;
  }
}
