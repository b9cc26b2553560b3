package io.openwlm.model.codec;

import io.openwlm.model.codec.FormTree.Bare;
import io.openwlm.model.codec.FormTree.Text;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Goal.ResponseTimeGoal;
import io.openwlm.model.definition.GoalRanges;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Goals as the project's form writes them. */
final class GoalTree {
  private static final int MAX_DECIMALS = 9;
  private static final int MAX_DIGITS = 15;
  private static final Map<String, Double> SECONDS = new LinkedHashMap<>();

  static {
    SECONDS.put("/s", 1.0);
    SECONDS.put("/min", 60.0);
    SECONDS.put("/h", 3600.0);
    SECONDS.put("/day", 86_400.0);
    SECONDS.put("/month", 30 * 86_400.0);
  }

  private GoalTree() {}

  static FormTree of(Goal goal) {
    return switch (goal) {
      case Goal.AverageResponseTimeGoal g -> standIn(responseTime(g), g).inline();
      case Goal.PercentileResponseTimeGoal g ->
          standIn(responseTime(g).number("percentile", (long) g.percentile()), g).inline();
      case Goal.VelocityGoal g ->
          new TreeBuilder().number("velocity", (long) g.velocity()).inline();
      case Goal.ThroughputGoal g ->
          new TreeBuilder().text("throughput", rate(g.perSecond())).inline();
      case Goal.TokenBudgetGoal g -> new TreeBuilder().text("tokens", g.target()).inline();
      case Goal.DiscretionaryGoal _ -> new Text("discretionary");
    };
  }

  private static TreeBuilder responseTime(ResponseTimeGoal goal) {
    return new TreeBuilder().text("response-time", Durations.exact(goal.goalNanos()));
  }

  private static TreeBuilder standIn(TreeBuilder tree, ResponseTimeGoal goal) {
    int velocity = goal.velocityWithoutTransactions();
    return velocity == GoalRanges.VELOCITY_WITHOUT_TRANSACTIONS
        ? tree
        : tree.put("velocity-without-transactions", Bare.of(velocity));
  }

  /**
   * A rate as the shortest text that reads back as the same number: fewest decimals first, then the
   * shortest unit of time. A number that no such text means exactly is rounded.
   */
  static String rate(double perSecond) {
    for (int decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
      for (Map.Entry<String, Double> unit : SECONDS.entrySet()) {
        double seconds = unit.getValue();
        // The reader divides; the product may be one step beside what it divided.
        double product = perSecond * seconds;
        for (double near : new double[] {product, Math.nextUp(product), Math.nextDown(product)}) {
          BigDecimal number =
              new BigDecimal(near).setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
          String text = number.toPlainString();
          boolean fits = number.precision() - number.scale() <= MAX_DIGITS;
          if (fits && Double.parseDouble(text) / seconds == perSecond) {
            return text + unit.getKey();
          }
        }
      }
    }
    double perMonth = perSecond * 30 * 86_400.0;
    boolean slow = perMonth < 1e12;
    return BigDecimal.valueOf(slow ? perMonth : perSecond)
            .setScale(MAX_DECIMALS, RoundingMode.HALF_EVEN)
            .max(new BigDecimal("0.000000001"))
            .stripTrailingZeros()
            .toPlainString()
        + (slow ? "/month" : "/s");
  }
}
