package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.model.definition.CgroupPath;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of sharing, in random trees with random weights, caps and threads. */
class SharedResourceProperties {
  private static final double ROUNDING = 1e-9;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsLostAndNobodyGetsMoreThanItCanUse(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      GroupTree tree = tree(random);
      double[] caps = new double[tree.size()];
      for (int i = 0; i < caps.length; i++) {
        // Without any cap there are shorter ways to the same result.
        boolean capped = round % 2 == 0 && random.nextInt(4) == 0;
        caps[i] = capped ? 0.1 + 3 * random.nextDouble() : Double.POSITIVE_INFINITY;
      }
      double capacity = 1 + random.nextInt(8);
      SharedResource resource = new SharedResource(tree, capacity, caps);
      for (int i = 1; i < tree.size(); i++) {
        resource.setWeight(i, 1 + random.nextInt(10_000), 0);
      }
      for (int step = 0; step < 30; step++) {
        change(random, tree, resource, step);
        checkLevels(tree, resource, capacity, caps);
      }
    }
  }

  private static GroupTree tree(Random random) {
    GroupTree tree = new GroupTree();
    int groups = 1 + random.nextInt(6);
    for (int i = 0; i < groups; i++) {
      if (random.nextBoolean()) {
        tree.leaf(new CgroupPath("/g" + i));
      } else {
        tree.leaf(new CgroupPath("/g" + i + "/a"));
        tree.leaf(new CgroupPath("/g" + i + "/b"));
      }
    }
    return tree;
  }

  private static void change(
      Random random, GroupTree tree, SharedResource resource, long nowNanos) {
    int node = 1 + random.nextInt(tree.size() - 1);
    if (tree.children()[node].length > 0 || random.nextInt(3) == 0) {
      resource.setWeight(node, 1 + random.nextInt(10_000), nowNanos);
    } else {
      int threads = resource.station(node).threads;
      resource.spin(node, random.nextInt(6) - threads, nowNanos);
    }
  }

  private static double rate(GroupTree tree, SharedResource resource, int node) {
    int[] children = tree.children()[node];
    if (children.length == 0) {
      return resource.station(node).rate;
    }
    double sum = 0;
    for (int child : children) {
      sum += rate(tree, resource, child);
    }
    return sum;
  }

  private static double wants(GroupTree tree, SharedResource resource, int node, double[] caps) {
    int[] children = tree.children()[node];
    double wants = resource.station(node).wants();
    if (children.length > 0) {
      wants = 0;
      for (int child : children) {
        wants += wants(tree, resource, child, caps);
      }
    }
    return node == GroupTree.ROOT ? wants : Math.min(caps[node], wants);
  }

  private static void checkLevels(
      GroupTree tree, SharedResource resource, double capacity, double[] caps) {
    for (int group = 0; group < tree.size(); group++) {
      int[] children = tree.children()[group];
      if (children.length == 0) {
        continue;
      }
      double had = rate(tree, resource, group);
      double most = group == GroupTree.ROOT ? capacity : Double.POSITIVE_INFINITY;
      double wanted = 0;
      double level = 0;
      for (int child : children) {
        wanted += wants(tree, resource, child, caps);
        level = Math.max(level, rate(tree, resource, child) / resource.weight(child));
      }
      if (group == GroupTree.ROOT) {
        // Work is conserved.
        assertThat(had).isCloseTo(Math.min(most, wanted), within(ROUNDING));
      }
      for (int child : children) {
        double rate = rate(tree, resource, child);
        double want = wants(tree, resource, child, caps);
        assertThat(rate).isBetween(-ROUNDING, want + ROUNDING);
        // Who could use more has at least as much per weight as anybody else.
        if (rate < want - 1e-6) {
          assertThat(rate / resource.weight(child)).isGreaterThan(level * (1 - 1e-6));
        }
      }
    }
  }
}
