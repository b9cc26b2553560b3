package io.openwlm.model.definition;

/**
 * What a service class should achieve. The performance index of each goal is 1 when it is exactly
 * met and above 1 when it is missed (z/OS WLM).
 */
public sealed interface Goal {

  /** The goal in a few words, as every display shows it: {@code 90% < 500ms}. */
  String describe();

  /** Goals on the time from a transaction's arrival to its end. */
  sealed interface ResponseTimeGoal extends Goal {
    /** The response time asked for, in nanoseconds, 1 ms to 24 h. */
    long goalNanos();

    /**
     * The execution velocity (1 to 99) that stands in for the goal while no transactions are
     * reported. It is an assumption of the definition, not derived from the response time.
     */
    int velocityWithoutTransactions();
  }

  /** The mean response time of all transactions stays at or below the goal. */
  record AverageResponseTimeGoal(long goalNanos, int velocityWithoutTransactions)
      implements ResponseTimeGoal {
    public AverageResponseTimeGoal {
      GoalRanges.responseTime(goalNanos);
      GoalRanges.velocity(velocityWithoutTransactions);
    }

    @Override
    public String describe() {
      return "avg < " + Durations.text(goalNanos);
    }
  }

  /** {@code percentile} percent (1 to 99) of the transactions end within the goal. */
  record PercentileResponseTimeGoal(int percentile, long goalNanos, int velocityWithoutTransactions)
      implements ResponseTimeGoal {
    public PercentileResponseTimeGoal {
      GoalRanges.percentile(percentile);
      GoalRanges.responseTime(goalNanos);
      GoalRanges.velocity(velocityWithoutTransactions);
    }

    @Override
    public String describe() {
      return percentile + "% < " + Durations.text(goalNanos);
    }
  }

  /** Execution velocity 100 x using / (using + delay) of at least {@code velocity} (1 to 99). */
  record VelocityGoal(int velocity) implements Goal {
    public VelocityGoal {
      GoalRanges.velocity(velocity);
    }

    @Override
    public String describe() {
      return "velocity " + velocity;
    }
  }

  /** At least {@code perSecond} (above 0) transactions end each second. An OpenWLM addition. */
  record ThroughputGoal(double perSecond) implements Goal {
    public ThroughputGoal {
      if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
        throw new IllegalArgumentException("throughput must be above 0 a second: " + perSecond);
      }
    }

    @Override
    public String describe() {
      return perSecond >= 1 || perSecond * 60 < 1
          ? Durations.number(perSecond) + "/s"
          : Durations.number(perSecond * 60) + "/min";
    }
  }

  /** No goal: the work takes what is left over. */
  record DiscretionaryGoal() implements Goal {
    @Override
    public String describe() {
      return "discretionary";
    }
  }

  /**
   * A token budget: what the agents of the class may use. See {@link
   * io.openwlm.model.token.TokenTarget} for its amount and window.
   *
   * @param target the budget as written, for example {@code 10000/hour}
   */
  record TokenBudgetGoal(String target) implements Goal {
    @Override
    public String describe() {
      return "tokens " + target;
    }
  }
}
