package io.openwlm.core.adjust;

import io.openwlm.model.decision.PolicyDecision;
import java.util.List;

/** Decides what to change; pure: the same input gives the same output. */
public interface ControlStrategy {

  Outcome decide(long id, Situation situation, ControlState state);

  /**
   * @param state what to carry to the next interval
   * @param weights the weight each class should have; 0 where it has no control group
   */
  record Outcome(ControlState state, PolicyDecision decision, List<Integer> weights) {
    public Outcome {
      weights = List.copyOf(weights);
    }
  }
}
