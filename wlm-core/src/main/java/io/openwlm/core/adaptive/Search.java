package io.openwlm.core.adaptive;

import io.openwlm.model.decision.DelayType;
import io.openwlm.model.decision.ReasonCode;
import java.util.List;

/**
 * Where help for one receiver is looked for.
 *
 * @param moves of this interval
 * @param vain what was tried for it without success
 */
record Search(CpuFix cpu, Moves moves, Attempts vain) {

  /**
   * Notes that nobody could be asked.
   *
   * @param best performance index that the receiver could come to
   * @return false: nothing was done
   */
  boolean add(DelayType delay, ReasonCode reason, String detail, double best) {
    vain.add(delay, reason, detail, List.of(), best);
    return false;
  }
}
