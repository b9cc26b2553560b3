package io.openwlm.core.adaptive;

import io.openwlm.core.adjust.ControlState;
import java.util.Collections;
import java.util.List;

/**
 * What the goal algorithm carries from one interval to the next; immutable.
 *
 * @param classes one entry per service class, in the order of the definition
 * @param predictions moves whose effect is still to be compared, oldest first
 */
public record AdaptiveState(
    List<ClassMemory> classes, List<Prediction> predictions, boolean started)
    implements ControlState {
  public AdaptiveState {
    classes = List.copyOf(classes);
    predictions = List.copyOf(predictions);
  }

  static AdaptiveState initial(int classes, boolean started) {
    return new AdaptiveState(Collections.nCopies(classes, ClassMemory.INITIAL), List.of(), started);
  }
}
