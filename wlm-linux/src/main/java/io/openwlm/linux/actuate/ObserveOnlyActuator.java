package io.openwlm.linux.actuate;

import io.openwlm.core.port.Actuator;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import java.util.List;

/** Says of every write that it was not made; reading and restoring work as behind it. */
public final class ObserveOnlyActuator implements Actuator {
  private final Actuator inner;

  public ObserveOnlyActuator(Actuator inner) {
    this.inner = inner;
  }

  @Override
  public ActuationReport apply(ActuationPlan plan, long nowNanos) {
    List<Outcome> outcomes =
        plan.weights().stream()
            .map(write ->
                new Outcome(
                    write.serviceClass(),
                    "weight",
                    Integer.toString(write.weight()),
                    "",
                    Result.OBSERVE_ONLY,
                    "only observing"))
            .toList();
    return new ActuationReport(outcomes);
  }

  @Override
  public void readWeights(int[] into) {
    inner.readWeights(into);
  }

  @Override
  public boolean isAdopted(int classIndex) {
    return inner.isAdopted(classIndex);
  }

  @Override
  public ActuationReport restore(long nowNanos) {
    return inner.restore(nowNanos);
  }
}
