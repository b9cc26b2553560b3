package io.openwlm.core.adaptive;

import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import java.util.ArrayList;
import java.util.List;

/** The classes on which the kernel and others let us act. */
final class Usable {
  private Usable() {}

  /**
   * @param skips why the others are left out is added
   */
  static List<Integer> of(Situation situation, List<Refusal> skips) {
    List<Integer> usable = new ArrayList<>();
    for (int i = 0; i < situation.size(); i++) {
      if (!situation.serviceClass(i).isManaged()) {
        continue; // a goal on tokens: the arbiter of token budgets looks after it
      }
      String name = situation.serviceClass(i).name();
      if (situation.kernel().get(i).cpuWeight() == 0) {
        skips.add(new Refusal(name, ReasonCode.NO_CGROUP, ""));
      } else if (situation.blocked().contains(i)) {
        skips.add(new Refusal(name, ReasonCode.FOREIGN_WRITER, "left alone for a while"));
      } else {
        usable.add(i);
      }
    }
    return usable;
  }
}
