package io.openwlm.core.classify;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The end of one way through the rules: the answer, made once for all work, and its counter.
 *
 * @param usual the answer
 * @param system the answer for system address spaces, where it is another one
 * @param counter position among the hit counts
 */
record Outcome(WorkClassification usual, @Nullable WorkClassification system, int counter) {
  /** What {@link QualifierType#SPM} says of a system address space, as z/OS does. */
  private static final CompiledMask SYSTEM_SPACE = new CompiledMask("SYSTEM", 1, false);

  WorkClassification of(WorkAttributes work) {
    WorkClassification other = system;
    if (other == null) {
      return usual;
    }
    String parameter = work.get(QualifierType.SPM);
    return parameter != null && SYSTEM_SPACE.matches(parameter) ? other : usual;
  }
}
