package io.openwlm.server.metrics;

import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.status.DecisionStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decisions, what became of their writes, and how far their predictions were off. Each decision,
 * write and prediction counts once. Not thread-safe.
 */
final class DecisionTotals {
  private static final List<String> ATTRIBUTES =
      List.of("cpu.weight", "cpu.shares", "io.weight", "io.bfq.weight", "memory.low");
  private static final String OTHER = "other";

  /** Errors of writes to the files of control groups; whatever else comes is {@code other}. */
  private static final List<String> ERRORS =
      List.of("EACCES", "EBUSY", "EINVAL", "EIO", "ENODEV", "ENOENT", "EPERM", "EROFS");

  private record Pair(String first, String second) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair o) {
      int c = first.compareTo(o.first);
      return c != 0 ? c : second.compareTo(o.second);
    }
  }

  private final Map<Pair, Long> acts = new TreeMap<>();
  private final Map<String, Long> skips = new TreeMap<>();
  private final Map<String, Long> foreign = new TreeMap<>();
  private final Map<Pair, Long> errors = new TreeMap<>();
  private final Buckets piError = new Buckets(-2, -1, -0.5, -0.2, -0.1, 0, 0.1, 0.2, 0.5, 1, 2);
  private Set<Long> compared = new HashSet<>();

  DecisionTotals() {
    // Series that begin at 0 show their first event as an increase.
    for (String attribute : ATTRIBUTES) {
      foreign.put(attribute, 0L);
      errors.put(new Pair(attribute, "EACCES"), 0L);
      errors.put(new Pair(attribute, OTHER), 0L);
    }
  }

  /**
   * @param fresh decisions since the last call, oldest first
   * @param followed the last decisions, with what followed them as far as it is known
   */
  void add(List<DecisionStatus> fresh, List<DecisionStatus> followed) {
    Set<DecisionStatus.Write> writes = new HashSet<>();
    long moment = Long.MIN_VALUE;
    for (DecisionStatus d : fresh) {
      if (d.act().equals("SKIP")) {
        skips.merge(d.reason(), 1L, Long::sum);
      } else {
        String act = d.act().toLowerCase(Locale.ROOT).replace(' ', '-');
        acts.merge(new Pair(act, d.reason()), 1L, Long::sum);
      }
      if (d.atEpochMillis() != moment) { // decisions of one moment share their writes
        moment = d.atEpochMillis();
        writes.clear();
      }
      d.writes().stream().filter(writes::add).forEach(this::count);
    }
    compare(followed);
  }

  private void count(DecisionStatus.Write write) {
    String file = write.target().substring(write.target().lastIndexOf('/') + 1);
    String attribute = ATTRIBUTES.contains(file) ? file : OTHER;
    if (write.result().equals(Result.FOREIGN_WRITER.name())) {
      foreign.merge(attribute, 1L, Long::sum);
    } else if (write.result().equals(Result.REFUSED.name())) {
      String errno = ERRORS.contains(write.detail()) ? write.detail() : OTHER;
      errors.merge(new Pair(attribute, errno), 1L, Long::sum);
    }
  }

  private void compare(List<DecisionStatus> followed) {
    Set<Long> now = new HashSet<>();
    for (DecisionStatus d : followed) {
      boolean known = false;
      for (DecisionStatus.Projected p : d.projections()) {
        if (p.projected() != null && p.actual() != null) {
          known = true;
          if (!compared.contains(d.id())) {
            piError.observe(p.projected() - p.actual());
          }
        }
      }
      if (known) {
        now.add(d.id());
      }
    }
    compared = now;
  }

  void tell(Families out) {
    acts.forEach((key, n) -> out.put(Metric.DECISIONS, n, key.first, key.second));
    skips.forEach((reason, n) -> out.put(Metric.SKIPS, n, reason));
    foreign.forEach((attribute, n) -> out.put(Metric.FOREIGN_WRITES, n, attribute));
    errors.forEach((key, n) -> out.put(Metric.APPLY_ERRORS, n, key.first, key.second));
    out.put(Metric.PI_ERROR, piError);
  }
}
