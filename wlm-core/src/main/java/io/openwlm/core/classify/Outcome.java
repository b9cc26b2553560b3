package io.openwlm.core.classify;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The end of one way through the rules: the answer, made once for all work, and how often it was
 * given. Counting costs no more than a plain write; counts of several threads at once may get lost.
 */
final class Outcome {
  private static final VarHandle HITS;

  /** What {@link QualifierType#SPM} says of a system address space, as z/OS does. */
  private static final CompiledMask SYSTEM_SPACE = new CompiledMask("SYSTEM", 1, false);

  static {
    try {
      HITS = MethodHandles.lookup().findVarHandle(Outcome.class, "hits", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final WorkClassification usual;
  private final @Nullable WorkClassification system;
  private long hits;

  /**
   * An end.
   *
   * @param usual the answer
   * @param system the answer for system address spaces, where it is another one
   */
  Outcome(WorkClassification usual, @Nullable WorkClassification system) {
    this.usual = usual;
    this.system = system;
  }

  /** The answer, which is counted. */
  WorkClassification give(WorkAttributes work) {
    HITS.setOpaque(this, hits + 1);
    return system == null ? usual : of(work);
  }

  /** The answer. */
  WorkClassification of(WorkAttributes work) {
    WorkClassification other = system;
    if (other == null) {
      return usual;
    }
    String parameter = work.get(QualifierType.SPM);
    return parameter != null && SYSTEM_SPACE.matches(parameter) ? other : usual;
  }

  /** The answer for work that is no system address space. */
  WorkClassification usual() {
    return usual;
  }

  /** How often the answer was given. */
  long hits() {
    return (long) HITS.getOpaque(this);
  }
}
