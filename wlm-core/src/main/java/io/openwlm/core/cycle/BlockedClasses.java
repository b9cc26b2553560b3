package io.openwlm.core.cycle;

import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Classes to be left alone for a while: a refused write is not tried again at once, and what
 * somebody else writes is not fought over. Used by the cycle's thread only.
 */
final class BlockedClasses {
  private static final long FOREIGN_NANOS = 600_000_000_000L;
  private static final long REFUSED_NANOS = 60_000_000_000L;

  private final ServiceDefinition definition;
  private final long[] untilNanos;

  BlockedClasses(ServiceDefinition definition) {
    this.definition = definition;
    untilNanos = new long[definition.serviceClasses().size()];
    clear();
  }

  void clear() {
    Arrays.fill(untilNanos, Long.MIN_VALUE);
  }

  /** Positions of the classes that are blocked now. */
  Set<Integer> at(long nowNanos) {
    Set<Integer> blocked = new HashSet<>();
    for (int i = 0; i < untilNanos.length; i++) {
      if (untilNanos[i] > nowNanos) {
        blocked.add(i);
      }
    }
    return blocked;
  }

  /** Learns from what became of writes. */
  void learn(ActuationReport actuation, long nowNanos) {
    for (ActuationReport.Outcome outcome : actuation.outcomes()) {
      long block =
          switch (outcome.result()) {
            case FOREIGN_WRITER -> FOREIGN_NANOS;
            case REFUSED -> REFUSED_NANOS;
            case APPLIED, UNCHANGED, VANISHED, OBSERVE_ONLY -> 0;
          };
      for (int i = 0; block > 0 && i < untilNanos.length; i++) {
        if (definition.serviceClasses().get(i).name().equals(outcome.serviceClass())) {
          untilNanos[i] = nowNanos + block;
        }
      }
    }
  }
}
