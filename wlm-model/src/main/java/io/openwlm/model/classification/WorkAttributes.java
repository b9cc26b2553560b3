package io.openwlm.model.classification;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a piece of work, for classification. A qualifier without a value is unknown;
 * no mask matches it. Of a multi-valued qualifier, the values are lines of one text.
 */
public final class WorkAttributes {
  private final SubsystemType subsystem;
  private final int pid;
  private final EnumMap<QualifierType, String> values = new EnumMap<>(QualifierType.class);

  private WorkAttributes(SubsystemType subsystem, int pid, Map<QualifierType, String> known) {
    this.subsystem = subsystem;
    this.pid = pid;
    values.putAll(known);
  }

  /**
   * Work of a subsystem.
   *
   * @param pid process id; 0 if it is no process
   */
  public static WorkAttributes of(
      SubsystemType subsystem, int pid, Map<QualifierType, String> known) {
    return new WorkAttributes(subsystem, pid, known);
  }

  /** Where the work comes from. */
  public SubsystemType subsystem() {
    return subsystem;
  }

  /** Process id, 0 if the work is no process. */
  public int pid() {
    return pid;
  }

  /** The value of a qualifier; null if unknown. Allocates nothing. */
  public @Nullable String get(QualifierType type) {
    return values.get(type);
  }

  /** Everything known, by type. */
  public Map<QualifierType, String> known() {
    return Collections.unmodifiableMap(values);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkAttributes w
        && pid == w.pid
        && subsystem.equals(w.subsystem)
        && values.equals(w.values);
  }

  @Override
  public int hashCode() {
    return 31 * values.hashCode() + pid;
  }

  @Override
  public String toString() {
    return subsystem + " " + values + (pid > 0 ? " pid " + pid : "");
  }
}
