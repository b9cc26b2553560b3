package io.openwlm.linux.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shares of the work that are counted apart: each service class, and each pair of service class
 * and report class that was met. A process is in one share; sums over shares are the totals of the
 * service classes and of the report classes.
 */
final class WorkShares {
  /** Of a share without report class. */
  private static final int NONE = -1;

  private final List<Share> shares = new ArrayList<>();
  private final Map<Share, Integer> index = new HashMap<>();

  private record Share(int classIndex, int reportIndex) {}

  WorkShares(int classes) {
    for (int i = 0; i < classes; i++) {
      of(i, null);
    }
  }

  /** The share of a service class and a report class, null for none; a new one comes last. */
  int of(int classIndex, @Nullable Integer reportIndex) {
    Share share = new Share(classIndex, reportIndex == null ? NONE : reportIndex);
    Integer known = index.putIfAbsent(share, shares.size());
    if (known != null) {
      return known;
    }
    shares.add(share);
    return shares.size() - 1;
  }

  int size() {
    return shares.size();
  }

  int classOf(int share) {
    return shares.get(share).classIndex;
  }

  /** The report class of a share; below 0 if it has none. */
  int reportOf(int share) {
    return shares.get(share).reportIndex;
  }

  /** Sums up what was counted. Allocates nothing. */
  void sum(TaskTotals counted, TaskTotals perClass, TaskTotals perReport) {
    perClass.clear();
    perReport.clear();
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      perClass.add(share.classIndex, counted, i);
      if (share.reportIndex != NONE) {
        perReport.add(share.reportIndex, counted, i);
      }
    }
  }
}
