package io.openwlm.core.adjust;

import java.util.Collections;
import java.util.List;

/**
 * Everything the controller carries from one interval to the next; immutable.
 *
 * @param classes one entry per service class, in the order of the definition
 * @param loans weight taken and not yet given back
 * @param started first weights have been set, or adopted from an earlier run
 */
public record ControlState(List<ClassState> classes, List<Loan> loans, boolean started) {
  public ControlState {
    classes = List.copyOf(classes);
    loans = List.copyOf(loans);
  }

  /**
   * @param adopted true if the kernel's weights come from an earlier run and stay as they are
   */
  public static ControlState initial(int classes, boolean adopted) {
    return new ControlState(Collections.nCopies(classes, ClassState.INITIAL), List.of(), adopted);
  }

  /** The same with no act on one class before a time. */
  public ControlState blocked(int classIndex, long untilNanos) {
    List<ClassState> changed = new java.util.ArrayList<>(classes);
    changed.set(classIndex, classes.get(classIndex).withBlockedUntil(untilNanos));
    return new ControlState(changed, loans, started);
  }
}
