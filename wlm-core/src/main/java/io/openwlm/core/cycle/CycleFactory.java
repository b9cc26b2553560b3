package io.openwlm.core.cycle;

import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.core.port.WorkClassifier;
import java.util.List;

/** Makes the cycle for a policy, with adapters for its classes on the same machine. */
@FunctionalInterface
public interface CycleFactory {
  /**
   * A cycle that has discovered the work and is ready to run. If this throws, the cycle before is
   * still whole.
   *
   * @param intakes one per service class, in the order of the definition
   */
  WlmCycle make(
      PolicyInForce inForce,
      WorkClassifier classifier,
      List<TransactionIntake> intakes,
      WlmCycle.Start start);
}
