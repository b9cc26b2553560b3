package io.openwlm.simulator.model;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Equal servers (CPUs, or channels of a device) shared by control groups in proportion to their
 * weights, level by level. No group gets more than its threads or its limit can use, and what one
 * cannot use goes to the others (water filling): nothing stays idle while a thread that may run
 * waits. One thread uses at most one server.
 */
final class SharedResource {
  static final int DEFAULT_WEIGHT = 100;

  private static final int NONE = -1;

  private final double capacity;
  private final int[] parents;
  private final int[][] children;
  private final Station[] stations;
  private final int[] weights;
  private final double[] caps;
  private final double[] wants;
  private final double[] shares;

  /** What the limit of a leaf keeps from it. */
  private final double[] heldBack;

  /** Children that want more than they get, while a group is divided. */
  private final int[] unsatisfied;

  private final boolean innerCaps;
  private final int[] leaves;

  /** Everybody gets what it can use: a change of one changes no other. */
  private boolean relaxed;

  private double asked;
  private int jobs;

  /**
   * @param capacity servers, above 0
   * @param caps most servers per group; infinite = no limit
   */
  SharedResource(GroupTree tree, double capacity, double[] caps) {
    int n = tree.size();
    this.capacity = capacity;
    this.caps = caps.clone();
    children = tree.children();
    parents = new int[n];
    weights = new int[n];
    wants = new double[n];
    shares = new double[n];
    heldBack = new double[n];
    unsatisfied = new int[n];
    stations = new Station[n];
    boolean anyInnerCap = false;
    int[] found = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      parents[i] = tree.parent(i);
      weights[i] = DEFAULT_WEIGHT;
      stations[i] = new Station();
      if (children[i].length == 0) {
        found[count++] = i;
      } else {
        anyInnerCap |= !Double.isInfinite(caps[i]);
      }
    }
    innerCaps = anyInnerCap;
    leaves = Arrays.copyOf(found, count);
  }

  Station station(int node) {
    return stations[node];
  }

  double capacity() {
    return capacity;
  }

  int weight(int node) {
    return weights[node];
  }

  double cap(int node) {
    return caps[node];
  }

  void setWeight(int node, int weight, long nowNanos) {
    weights[node] = weight;
    share(NONE, nowNanos);
  }

  /** Threads of a leaf take more or less time for the same work from now on. */
  void setSlow(int leaf, double slow, long nowNanos) {
    stations[leaf].settle(nowNanos);
    stations[leaf].slow = slow;
    changed(leaf, nowNanos);
  }

  /** A thread with work. */
  void enter(int leaf, double workNanos, int job, long nowNanos) {
    stations[leaf].settle(nowNanos);
    stations[leaf].enter(workNanos, job);
    jobs++;
    changed(leaf, nowNanos);
  }

  /** More (or fewer) threads that always want to run. */
  void spin(int leaf, int threads, long nowNanos) {
    stations[leaf].settle(nowNanos);
    stations[leaf].threads += threads;
    changed(leaf, nowNanos);
  }

  /** Takes away the first job that is done at a leaf. */
  int leave(int leaf, long nowNanos) {
    stations[leaf].settle(nowNanos);
    jobs--;
    return stations[leaf].leave();
  }

  /** Takes away the jobs that match. */
  void drop(int leaf, IntPredicate match, long nowNanos) {
    Station station = stations[leaf];
    station.settle(nowNanos);
    int dropped = station.heap.removeIf(match);
    station.threads -= dropped;
    jobs -= dropped;
    changed(leaf, nowNanos);
  }

  /** To be called after {@link #leave}, when what follows at the same leaf has been done. */
  void changed(int leaf, long nowNanos) {
    Station station = stations[leaf];
    double before = wants[leaf];
    double after = Math.min(station.wants(), caps[leaf]);
    if (before != after || station.wants() > after) {
      wants[leaf] = after;
      asked += after - before;
      boolean fits = asked <= capacity && station.wants() <= after;
      if (!relaxed || !fits) {
        share(leaf, nowNanos);
        return;
      }
      station.rate = after;
      shares[leaf] = after;
    }
    station.plan();
  }

  /** The leaf whose first thread is done next; -1 if none will be. */
  int nextLeaf() {
    if (jobs == 0) {
      return NONE;
    }
    int best = NONE;
    long at = Long.MAX_VALUE;
    for (int leaf : leaves) {
      if (stations[leaf].nextNanos < at) {
        at = stations[leaf].nextNanos;
        best = leaf;
      }
    }
    return best;
  }

  void settleAll(long nowNanos) {
    for (int leaf : leaves) {
      stations[leaf].settle(nowNanos);
    }
  }

  /** Divides the capacity anew, after one leaf has changed. */
  private void share(int changed, long nowNanos) {
    sumWants();
    boolean anyHeld = false;
    for (int i = 0; i < parents.length; i++) {
      if (children[i].length > 0) {
        anyHeld |= findHeldBack(i);
        fill(i, i == GroupTree.ROOT ? capacity : shares[i]);
      }
    }
    relaxed = !innerCaps && !anyHeld && asked <= capacity;
    for (int leaf : leaves) {
      Station station = stations[leaf];
      double held = heldBack[leaf];
      if (station.rate != shares[leaf] || held != station.heldBack) {
        station.settle(nowNanos);
        station.rate = shares[leaf];
        station.heldBack = held;
        station.plan();
      } else if (leaf == changed) {
        station.plan();
      }
    }
  }

  private void sumWants() {
    asked = 0;
    for (int i = 0; i < parents.length; i++) {
      wants[i] = 0;
    }
    for (int i = parents.length - 1; i > 0; i--) {
      if (children[i].length == 0) {
        wants[i] = stations[i].wants();
      }
      wants[i] = Math.min(wants[i], caps[i]);
      if (children[i].length == 0) {
        asked += wants[i];
      }
      wants[parents[i]] += wants[i];
    }
  }

  /** What the limits of leaves in a group keep from them: what each would get without its own. */
  private boolean findHeldBack(int group) {
    boolean any = false;
    for (int child : children[group]) {
      heldBack[child] = 0;
      double limited = wants[child];
      if (children[child].length == 0 && stations[child].wants() > limited) {
        wants[child] = stations[child].wants();
        fill(group, group == GroupTree.ROOT ? capacity : shares[group]);
        wants[child] = limited;
        heldBack[child] = Math.max(0, shares[child] - limited);
        any = true;
      }
    }
    return any;
  }

  /** Divides what a group gets among its children. */
  private void fill(int group, double available) {
    double left = available;
    double open = 0;
    int count = 0;
    for (int child : children[group]) {
      shares[child] = 0;
      if (wants[child] > 0) {
        unsatisfied[count++] = child;
        open += weights[child];
      }
    }
    // Each round either ends or satisfies at least one child.
    int before = -1;
    while (count > 0 && count != before) {
      before = count;
      double leftNow = left;
      double openNow = open;
      count = 0;
      for (int k = 0; k < before; k++) {
        int child = unsatisfied[k];
        if (leftNow * weights[child] >= wants[child] * openNow) {
          shares[child] = wants[child];
          left -= wants[child];
          open -= weights[child];
        } else {
          unsatisfied[count++] = child;
        }
      }
    }
    for (int k = 0; k < count; k++) {
      shares[unsatisfied[k]] = Math.max(0, left) * weights[unsatisfied[k]] / open;
    }
  }
}
