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

  private boolean anyCap;
  private final int[] leaves;

  private final EarliestLeaf earliest;

  /** Everybody gets what it can use: a change of one changes no other. */
  private boolean relaxed;

  private double asked;
  private int jobs;

  /**
   * Leaves of one group that want more than they get; none if there are some in another one, or
   * caps.
   */
  private final Siblings rest;

  private final TreeDivision division;

  /** The group of all short leaves. */
  private int shortGroup;

  /** All leaves are in one group; then {@link #rest} divides among them while nothing has a cap. */
  private final boolean siblings;

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
    stations = new Station[n];
    division = new TreeDivision(children, capacity, weights, this.caps, stations);
    wants = division.wants;
    shares = division.shares;
    heldBack = division.heldBack;
    int[] found = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      parents[i] = tree.parent(i);
      weights[i] = DEFAULT_WEIGHT;
      stations[i] = new Station();
      if (children[i].length == 0) {
        found[count++] = i;
      }
    }
    anyCap = hasCap();
    leaves = Arrays.copyOf(found, count);
    earliest = new EarliestLeaf(leaves, n);
    rest = new Siblings(leaves, n);
    shortGroup = parents[leaves[0]];
    siblings = count > 1 && Arrays.stream(leaves).allMatch(leaf -> parents[leaf] == shortGroup);
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

  private boolean hasCap() {
    return Arrays.stream(caps).anyMatch(cap -> !Double.isInfinite(cap));
  }

  /**
   * @param cap most servers for a group from now on; infinite = no limit
   */
  void setCap(int node, double cap, long nowNanos) {
    caps[node] = cap;
    anyCap = hasCap();
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
    if (rest.shortCount == 0 || parents[leaf] != shortGroup || before > shares[leaf]) {
      return false;
    }
    double left = rest.room - (after - before);
    double own = after / weights[leaf];
    double level = own > rest.level ? own : rest.level;
    if (level * rest.shortWeight > left) {
      return false;
    }
    for (int k = 0; k < rest.shortCount; k++) {
      int other = rest.shortLeaves[k];
      if (left * weights[other] * CLEARLY >= wants[other] * rest.shortWeight) {
        return false;
      }
    }
    rest.room = left;
    rest.level = level;
    shares[leaf] = after;
    stations[leaf].rate = after;
    plan(leaf);
    for (int k = 0; k < rest.shortCount; k++) {
      int other = rest.shortLeaves[k];
      double share = rest.shortCount == 1 ? left : left * weights[other] / rest.shortWeight;
      stations[other].settle(nowNanos);
      shares[other] = share;
      stations[other].rate = share;
      plan(other);
    }
    return true;
  }

  /** Finds out which leaves divide what the others leave. */
  private void findShort() {
    rest.shortCount = 0;
    if (relaxed || anyCap) {
      return;
    }
    if (siblings) {
      rest.findShort(leaves, wants, weights, shares);
      return;
    }
    int group = NONE;
    for (int leaf : leaves) {
      if (wants[leaf] > shares[leaf]) {
        if (group != NONE && parents[leaf] != group) {
          return;
        }
        group = parents[leaf];
      }
    }
    if (group != NONE) {
      rest.findShort(children[group], wants, weights, shares);
      shortGroup = group;
    }
    for (int k = 0; k < rest.shortCount; k++) {
      if (children[rest.shortLeaves[k]].length > 0) {
        rest.shortCount = 0; // a group that gets less than it wants by rounding only
      }
    }
  }

  /** True if a leaf wants clearly more than it gets, and only the others keep it from that. */
  private boolean isShort(int leaf, double wanted) {
    return !anyCap && wanted > shares[leaf] * CLEARLY;
  }

  private void plan(int leaf) {
    stations[leaf].plan();
    earliest.set(leaf, stations[leaf].nextNanos);
  }

  /** When the first thread of all is done; {@link Long#MAX_VALUE} if none will be. */
  long nextNanos() {
    return jobs == 0 ? Long.MAX_VALUE : earliest.firstNanos();
  }

  /**
   * The leaf of the thread that is done first.
   *
   * @param atNanos the {@link #nextNanos} of now
   */
  int nextLeaf(long atNanos) {
    return earliest.leaf(atNanos);
  }

  void settleAll(long nowNanos) {
    for (int leaf : leaves) {
      stations[leaf].settle(nowNanos);
    }
  }

  /** Divides the capacity anew, after one leaf has changed. */
  private void share(int changed, long nowNanos) {
    if (siblings && !anyCap) {
      asked = rest.divide(capacity, wants, weights, shares);
    } else {
      asked = division.divide(anyCap);
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
}
