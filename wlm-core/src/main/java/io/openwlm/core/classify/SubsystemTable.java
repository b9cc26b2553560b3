package io.openwlm.core.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rules of a subsystem type by its name, without allocating. At most half full. */
final class SubsystemTable {
  private final @Nullable SubsystemRules[] rules;
  private final SubsystemRules others;

  /** A table; what it does not list has {@code others}. */
  SubsystemTable(List<SubsystemRules> subsystems, SubsystemRules others) {
    rules = new SubsystemRules[Integer.highestOneBit(Math.max(1, subsystems.size())) * 8];
    this.others = others;
    for (SubsystemRules of : subsystems) {
      if (of(of.name()) != others) {
        throw new IllegalArgumentException("two lists of rules for " + of.name());
      }
      int slot = slot(of.name());
      while (rules[slot] != null) {
        slot = slot + 1 & rules.length - 1;
      }
      rules[slot] = of;
    }
  }

  SubsystemRules of(String name) {
    int slot = slot(name);
    while (true) {
      SubsystemRules found = rules[slot];
      if (found == null) {
        return others;
      }
      if (found.name().equals(name)) {
        return found;
      }
      slot = slot + 1 & rules.length - 1;
    }
  }

  private int slot(String name) {
    int hash = name.hashCode();
    return (hash ^ hash >>> 5) & rules.length - 1;
  }
}
