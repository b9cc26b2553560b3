package io.openwlm.core.adjust;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.PolicyDecision;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what to change; pure: the same input gives the same output.
 *
 * @param <S> what it carries from one interval to the next; immutable
 */
public interface ControlStrategy<S extends ControlState> {

  /**
   * @param classes number of service classes
   * @param adopted true if the kernel's weights come from an earlier run and stay as they are
   */
  S initial(int classes, boolean adopted);

  Outcome<S> decide(long id, Situation situation, S state);

  /** True if it also decides between two intervals, by the last samples. */
  boolean actsEarly();

  /** What to carry on if nothing that was decided was done, because the daemon only observes. */
  S observed(S before, S decided);

  /**
   * @param state what to carry to the next interval
   * @param wanted the settings that each class should have
   */
  record Outcome<S>(S state, PolicyDecision decision, List<ClassSettings> wanted) {
    public Outcome {
      wanted = List.copyOf(wanted);
    }

    /**
     * @param weights the CPU weight each class should have; everything else stays
     */
    public static <S> Outcome<S> ofWeights(
        S state, PolicyDecision decision, Situation situation, int[] weights) {
      List<ClassSettings> wanted = new ArrayList<>(weights.length);
      for (int i = 0; i < weights.length; i++) {
        wanted.add(situation.kernel().get(i).withCpuWeight(weights[i]));
      }
      return new Outcome<>(state, decision, wanted);
    }

    /** The CPU weights alone. */
    public List<Integer> weights() {
      return wanted.stream().map(ClassSettings::cpuWeight).toList();
    }
  }
}
