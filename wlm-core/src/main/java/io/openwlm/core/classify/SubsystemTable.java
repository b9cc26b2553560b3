package io.openwlm.core.classify;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rules of a subsystem type by its name, without allocating. At most half full. */
final class SubsystemTable {
  private final String[] names;
  private final @Nullable SubsystemRules[] rules;
  private final SubsystemRules others;

  /** A table; what it does not list has {@code others}. */
  SubsystemTable(List<SubsystemRules> subsystems, SubsystemRules others) {
    int size = Integer.highestOneBit(Math.max(1, subsystems.size())) * 8;
    names = new String[size];
    Arrays.fill(names, "");
    rules = new SubsystemRules[size];
    this.others = others;
    for (SubsystemRules of : subsystems) {
      int slot = slot(of.subsystem().name());
      if (rules[slot] != null) {
        throw new IllegalArgumentException("two lists of rules for " + of.subsystem());
      }
      names[slot] = of.subsystem().name();
      rules[slot] = of;
    }
  }

  SubsystemRules of(String name) {
    SubsystemRules found = rules[slot(name)];
    return found == null ? others : found;
  }

  /** Where a name stands, or the empty place where it would. */
  private int slot(String name) {
    int mask = names.length - 1;
    int hash = name.hashCode();
    int slot = (hash ^ hash >>> 5) & mask;
    while (!names[slot].isEmpty() && !names[slot].equals(name)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
