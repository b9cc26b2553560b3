package io.openwlm.simulator.baseline;

import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.Score;
import io.openwlm.simulator.outcome.Scoring;
import io.openwlm.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds weights that are best for a scenario if they are set once and stay: with hindsight, which
 * no administrator has. Best is what {@link Score#isBetterThan} says. It climbs along one weight at
 * a time, from the weights by importance, from equal ones, then from random ones, until it has used
 * its runs. The answer is the best that was found: a bound for static weights from below. Weights
 * that follow the load can be better than any that stay.
 *
 * <p>The same scenario gives the same answer.
 */
public final class Oracle {
  private static final int[] STEPS = {4, 2, 1};

  /** Longer scenarios get fewer runs, in proportion, but not fewer than {@link #LEAST_RUNS}. */
  private static final double ALL_RUNS_UP_TO_NANOS = 3600e9;

  private static final int LEAST_RUNS = 12;

  private final ScenarioRunner runner;
  private final int maxRuns;

  /**
   * @param maxRuns runs that one search may take, at least 1; of a scenario longer than an hour
   *     fewer, in proportion, but not fewer than 12
   */
  public Oracle(ScenarioRunner runner, int maxRuns) {
    if (maxRuns < 1) {
      throw new IllegalArgumentException("a search needs a run: " + maxRuns);
    }
    this.runner = runner;
    this.maxRuns = maxRuns;
  }

  /**
   * What was found.
   *
   * @param outcome the run with these weights
   * @param weights one per class
   * @param runs runs that the search took
   */
  public record Found(RunOutcome outcome, Score score, List<Integer> weights, int runs) {
    public Found {
      weights = List.copyOf(weights);
    }
  }

  /** Searches one scenario. */
  public Found search(Scenario scenario, String name) {
    return new Search(scenario, name).run();
  }

  private final class Search {
    private final Scenario scenario;
    private final String name;
    private final WeightGroups groups;
    private final Map<List<Integer>, Score> seen = new HashMap<>();
    private final int runs;
    private @Nullable Found best;

    Search(Scenario scenario, String name) {
      double part = Math.min(1, ALL_RUNS_UP_TO_NANOS / scenario.durationNanos());
      runs = Math.min(maxRuns, Math.max(LEAST_RUNS, (int) (maxRuns * part)));
      this.scenario = scenario;
      this.name = name;
      groups = WeightGroups.of(scenario.inForce());
    }

    Found run() {
      climb(groups.nearest(StaticWeights.byImportance(scenario.inForce())));
      climb(groups.nearest(StaticWeights.equal(scenario.inForce())));
      SplittableRandom random = new SplittableRandom(scenario.seed());
      for (int restart = 0; restart < runs && !isOver(); restart++) {
        climb(random.ints(groups.size(), 0, WeightGroups.RUNGS).boxed().toList());
      }
      if (best == null) {
        throw new IllegalStateException("nothing was tried");
      }
      return best;
    }

    private boolean isOver() {
      return seen.size() >= runs;
    }

    /** Goes along one weight at a time as long as that is better. */
    private void climb(List<Integer> start) {
      List<Integer> here = start;
      @Nullable Score score = score(here);
      for (int step : STEPS) {
        boolean better = score != null;
        while (better) {
          better = false;
          for (int k = 0; k < 2 * groups.size(); k++) {
            List<Integer> there = moved(here, k / 2, k % 2 == 0 ? step : -step);
            Score other = score(there);
            if (other != null && score != null && other.isBetterThan(score)) {
              here = there;
              score = other;
              better = true;
            }
          }
        }
      }
    }

    private static List<Integer> moved(List<Integer> rungs, int group, int by) {
      List<Integer> moved = new ArrayList<>(rungs);
      moved.set(group, Math.clamp(rungs.get(group) + by, 0, WeightGroups.RUNGS - 1));
      return List.copyOf(moved);
    }

    /** The score of a setting; null if it was not tried and no runs are left. */
    private @Nullable Score score(List<Integer> rungs) {
      Score known = seen.get(rungs);
      if (known != null || isOver()) {
        return known;
      }
      int[] weights = groups.weights(rungs);
      RunOutcome outcome = runner.runFixed(scenario, name, weights);
      Score score = Scoring.score(outcome);
      seen.put(rungs, score);
      if (best == null || score.isBetterThan(best.score())) {
        best = new Found(outcome, score, java.util.Arrays.stream(weights).boxed().toList(), 0);
      }
      best = new Found(best.outcome(), best.score(), best.weights(), seen.size());
      return score;
    }
  }
}
