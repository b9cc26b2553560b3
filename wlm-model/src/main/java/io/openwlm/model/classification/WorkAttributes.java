package io.openwlm.model.classification;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a piece of work, for classification. A qualifier without a value is unknown;
 * no mask matches it. Of a multi-valued qualifier, the values are lines of one text.
 */
public final class WorkAttributes {
  private static final QualifierType[] TYPES = QualifierType.values();

  private final SubsystemType subsystem;
  private final int pid;
  private final @Nullable String[] values;

  private WorkAttributes(SubsystemType subsystem, int pid, @Nullable String[] values) {
    this.subsystem = subsystem;
    this.pid = pid;
    this.values = values;
  }

  /**
   * Work of a subsystem.
   *
   * @param pid process id; 0 if it is no process
   */
  public static WorkAttributes of(
      SubsystemType subsystem, int pid, Map<QualifierType, String> known) {
    @Nullable String[] values = new String[TYPES.length];
    known.forEach((type, value) -> values[type.ordinal()] = value);
    return new WorkAttributes(subsystem, pid, values);
  }

  /** Where the work comes from. */
  public SubsystemType subsystem() {
    return subsystem;
  }

  /** Process id, 0 if the work is no process. */
  public int pid() {
    return pid;
  }

  /** The value of a qualifier; null if unknown. */
  public @Nullable String get(QualifierType type) {
    return values[type.ordinal()];
  }

  /** Everything known, by type. */
  public Map<QualifierType, String> known() {
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    for (QualifierType type : TYPES) {
      String value = values[type.ordinal()];
      if (value != null) {
        known.put(type, value);
      }
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkAttributes w
        && pid == w.pid
        && subsystem.equals(w.subsystem)
        && Arrays.equals(values, w.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + pid;
  }

  @Override
  public String toString() {
    return subsystem + " " + known() + (pid > 0 ? " pid " + pid : "");
  }
}
