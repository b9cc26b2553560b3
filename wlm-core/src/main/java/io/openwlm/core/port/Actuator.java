package io.openwlm.core.port;

import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ClassSettings;
import java.util.List;

/** Writes to the machine. Called from the cycle's thread only. */
public interface Actuator {

  /**
   * Carries out a plan: notes the original value durably before the first write of each, writes
   * differences only, reads back. Never throws for what the kernel does.
   */
  ActuationReport apply(ActuationPlan plan, long nowNanos);

  /** What each class has in the kernel now, in the order of the definition. */
  List<ClassSettings> settings();

  /**
   * What a class had before the manager's first write of each setting; what it has now where
   * nothing was written.
   */
  default ClassSettings original(int classIndex) {
    return settings().get(classIndex);
  }

  /** True if an earlier run of the daemon left weights of its own on this class. */
  boolean isAdopted(int classIndex);

  /**
   * Brings back the original values of control groups that no class carries any more, after another
   * policy came into force.
   */
  ActuationReport release(long nowNanos);

  /** Brings back every original value that is known. */
  ActuationReport restore(long nowNanos);
}
