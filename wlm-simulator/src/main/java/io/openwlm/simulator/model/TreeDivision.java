package io.openwlm.simulator.model;

/**
 * Divides servers among all groups of a tree by weight, level by level (water filling): no group
 * gets more than it wants or than its limit, and what one does not want goes to its siblings. All
 * arrays are by node, in servers.
 */
final class TreeDivision {
  private final int[][] children;
  private final double capacity;
  private final int[] weights;
  private final double[] caps;
  private final Station[] stations;

  /** What a leaf can use, as far as its limit lets it; of groups it is found. */
  final double[] wants;

  /** What comes out. */
  final double[] shares;

  /** What the limit of a leaf keeps from it. */
  final double[] heldBack;

  /** Children that want more than they get, while a group is divided. */
  private final int[] unsatisfied;

  /**
   * @param capacity servers
   * @param caps most servers per group; infinite = no limit
   * @param stations of the leaves
   */
  TreeDivision(
      int[][] children, double capacity, int[] weights, double[] caps, Station[] stations) {
    this.children = children;
    this.capacity = capacity;
    this.weights = weights;
    this.caps = caps;
    this.stations = stations;
    int n = children.length;
    wants = new double[n];
    shares = new double[n];
    heldBack = new double[n];
    unsatisfied = new int[n];
  }

  /**
   * Divides anew.
   *
   * @param anyCap something has a limit
   * @return what all leaves want together
   */
  double divide(boolean anyCap) {
    double asked = sumWants();
    for (int i = 0; i < children.length; i++) {
      if (children[i].length > 0) {
        if (anyCap) {
          findHeldBack(i);
        }
        fill(i, i == GroupTree.ROOT ? capacity : shares[i]);
      }
    }
    return asked;
  }

  private double sumWants() {
    double asked = 0;
    for (int i = children.length - 1; i >= 0; i--) {
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
    return asked;
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
