package io.openwlm.core.adaptive;

import io.openwlm.core.adjust.ControlState;
import java.util.Collections;
import java.util.List;

/**
 * What the goal algorithm carries from one interval to the next; immutable.
 *
 * @param classes one entry per service class, in the order of the definition
 * @param predictions moves whose effect is still to be compared, oldest first
 * @param stage how far the first weights are
 */
public record AdaptiveState(List<ClassMemory> classes, List<Prediction> predictions, Stage stage)
    implements ControlState {

  /** How far the first weights are. */
  public enum Stage {
    /** Weights are as they were found. */
    FRESH,

    /** First weights rest on the first second or so; they are set again after a whole interval. */
    FIRST_LOOK,

    /** First weights are set, or come from an earlier run. */
    STARTED
  }

  public AdaptiveState {
    classes = List.copyOf(classes);
    predictions = List.copyOf(predictions);
  }

  static AdaptiveState initial(int classes, boolean started) {
    return new AdaptiveState(
        Collections.nCopies(classes, ClassMemory.INITIAL),
        List.of(),
        started ? Stage.STARTED : Stage.FRESH);
  }

  @Override
  public boolean started() {
    return stage != Stage.FRESH;
  }
}
