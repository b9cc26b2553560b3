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

  /** More than rounding. */
  private static final double CLEARLY = 1 + 1e-9;

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

  private boolean anyCap;
  private final int[] leaves;

  /** When the first thread of each leaf is done; {@link Long#MAX_VALUE} if none will be. */
  private final long[] nextNanos;

  /** Everybody gets what it can use: a change of one changes no other. */
  private boolean relaxed;

  private double asked;
  private int jobs;

  /**
   * Leaves of one group that want more than they get; none if there are some in another one, or
   * caps.
   */
  private final int[] shortLeaves;

  private int shortCount;

  /** The group of all short leaves. */
  private int shortGroup = NONE;

  /** What the short leaves get together: all that their siblings leave. */
  private double room;

  /** Weight of the short leaves together. */
  private double openWeight;

  /** No sibling of the short leaves wants more than this for each unit of weight. */
  private double siblingLevel;

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
    shortLeaves = new int[n];
    stations = new Station[n];
    nextNanos = new long[n];
    Arrays.fill(nextNanos, Long.MAX_VALUE);
    boolean capped = false;
    int[] found = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      parents[i] = tree.parent(i);
      weights[i] = DEFAULT_WEIGHT;
      stations[i] = new Station();
      if (children[i].length == 0) {
        found[count++] = i;
      }
      capped |= !Double.isInfinite(caps[i]);
    }
    anyCap = capped;
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

  /**
   * @param cap most servers for a group from now on; infinite = no limit
   */
  void setCap(int node, double cap, long nowNanos) {
    caps[node] = cap;
    anyCap = false;
    for (double each : caps) {
      anyCap |= !Double.isInfinite(each);
    }
    if (children[node].length == 0) {
      wants[node] = Math.min(stations[node].wants(), cap);
    }
    if (!anyCap) {
      Arrays.fill(heldBack, 0);
    }
    share(NONE, nowNanos);
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
    double unlimited = station.wants();
    double after = unlimited < caps[leaf] ? unlimited : caps[leaf];
    if (before != after || unlimited > after) {
      wants[leaf] = after;
      asked += after - before;
      if (isShort(leaf, before) && isShort(leaf, after)) {
        plan(leaf); // its share is the same, and so are those of all others
        return;
      }
      if (leavesTheRest(leaf, before, after, nowNanos)) {
        return;
      }
      boolean fits = asked <= capacity && unlimited <= after;
      if (!relaxed || !fits) {
        share(leaf, nowNanos);
        return;
      }
      station.rate = after;
      shares[leaf] = after;
    }
    plan(leaf);
  }

  /**
   * The common case of a leaf that gets all that it wants, before and after, while some siblings
   * divide what the others leave: if nobody changes sides, only these change.
   *
   * @return false if the whole capacity must be divided anew
   */
  private boolean leavesTheRest(int leaf, double before, double after, long nowNanos) {
    if (shortCount == 0 || parents[leaf] != shortGroup || before > shares[leaf]) {
      return false;
    }
    double left = room - (after - before);
    double own = after / weights[leaf];
    double level = own > siblingLevel ? own : siblingLevel;
    if (level * openWeight > left) {
      return false;
    }
    for (int k = 0; k < shortCount; k++) {
      int other = shortLeaves[k];
      if (left * weights[other] * CLEARLY >= wants[other] * openWeight) {
        return false;
      }
    }
    room = left;
    siblingLevel = level;
    shares[leaf] = after;
    stations[leaf].rate = after;
    plan(leaf);
    for (int k = 0; k < shortCount; k++) {
      int other = shortLeaves[k];
      double share = shortCount == 1 ? left : left * weights[other] / openWeight;
      stations[other].settle(nowNanos);
      shares[other] = share;
      stations[other].rate = share;
      plan(other);
    }
    return true;
  }

  /** Finds out which leaves divide what the others leave. */
  private void findShort() {
    shortCount = 0;
    if (relaxed || anyCap) {
      return;
    }
    int count = 0;
    int group = NONE;
    for (int leaf : leaves) {
      if (wants[leaf] > shares[leaf]) {
        if (count > 0 && parents[leaf] != group) {
          return;
        }
        group = parents[leaf];
        shortLeaves[count++] = leaf;
      }
    }
    if (count == 0) {
      return;
    }
    room = 0;
    openWeight = 0;
    siblingLevel = 0;
    for (int child : children[group]) {
      if (wants[child] > shares[child]) {
        room += shares[child];
        openWeight += weights[child];
      } else {
        siblingLevel = Math.max(siblingLevel, wants[child] / weights[child]);
      }
    }
    shortCount = count;
    shortGroup = group;
  }

  /** True if a leaf wants clearly more than it gets, and only the others keep it from that. */
  private boolean isShort(int leaf, double wanted) {
    return !anyCap && wanted > shares[leaf] * CLEARLY;
  }

  private void plan(int leaf) {
    stations[leaf].plan();
    nextNanos[leaf] = stations[leaf].nextNanos;
  }

  /** The leaf whose first thread is done next; -1 if none will be. */
  int nextLeaf() {
    if (jobs == 0) {
      return NONE;
    }
    int best = NONE;
    long at = Long.MAX_VALUE;
    for (int i = 0; i < nextNanos.length; i++) {
      if (nextNanos[i] < at) {
        at = nextNanos[i];
        best = i;
      }
    }
    return best;
  }

  /** When the first thread of a leaf is done. */
  long nextNanos(int leaf) {
    return nextNanos[leaf];
  }

  void settleAll(long nowNanos) {
    for (int leaf : leaves) {
      stations[leaf].settle(nowNanos);
    }
  }

  /** Divides the capacity anew, after one leaf has changed. */
  private void share(int changed, long nowNanos) {
    sumWants();
    for (int i = 0; i < parents.length; i++) {
      if (children[i].length > 0) {
        if (anyCap) {
          findHeldBack(i);
        }
        fill(i, i == GroupTree.ROOT ? capacity : shares[i]);
      }
    }
    relaxed = !anyCap && asked <= capacity;
    findShort();
    for (int leaf : leaves) {
      Station station = stations[leaf];
      double held = heldBack[leaf];
      if (station.rate != shares[leaf] || held != station.heldBack) {
        station.settle(nowNanos);
        station.rate = shares[leaf];
        station.heldBack = held;
        plan(leaf);
      } else if (leaf == changed) {
        plan(leaf);
      }
    }
  }

  private void sumWants() {
    asked = 0;
    for (int i = parents.length - 1; i >= 0; i--) {
      if (children[i].length == 0) {
        asked += wants[i];
      } else {
        double sum = 0;
        for (int child : children[i]) {
          sum += wants[child];
        }
        wants[i] = Math.min(sum, caps[i]);
      }
    }
  }

  /** What the limits of leaves in a group keep from them: what each would get without its own. */
  private void findHeldBack(int group) {
    // What nobody uses could be had without the limit.
    double idle = Math.max(0, capacity - wants[GroupTree.ROOT]);
    double available =
        group == GroupTree.ROOT ? capacity : Math.min(caps[group], shares[group] + idle);
    for (int child : children[group]) {
      heldBack[child] = 0;
      double limited = wants[child];
      if (children[child].length == 0 && stations[child].wants() > limited) {
        wants[child] = stations[child].wants();
        fill(group, available);
        wants[child] = limited;
        heldBack[child] = Math.max(0, shares[child] - limited);
      }
    }
  }

  /** Divides what a group gets among its children. */
  private void fill(int group, double available) {
    if (children[group].length == 1) {
      int only = children[group][0];
      shares[only] = Math.min(wants[only], available);
      return;
    }
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
