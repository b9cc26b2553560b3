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
import org.jspecify.annotations.Nullable;

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
   * A rate as the shortest number that reads back as the same, of equally short ones that with the
   * shortest unit of time. A number that no such text means exactly is rounded.
   */
  static String rate(double perSecond) {
    String best = null;
    int shortest = Integer.MAX_VALUE;
    for (Map.Entry<String, Double> unit : SECONDS.entrySet()) {
      String number = exact(perSecond, unit.getValue());
      if (number != null && number.length() < shortest) {
        shortest = number.length();
        best = number + unit.getKey();
      }
    }
    return best == null ? rounded(perSecond) : best;
  }

  /** The shortest decimal number that gives the rate when divided; null if none does. */
  private static @Nullable String exact(double perSecond, double seconds) {
    // The reader divides; the product may be one step beside what it divided.
    double product = perSecond * seconds;
    double[] near = {product, Math.nextUp(product), Math.nextDown(product)};
    for (int decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
      for (double value : near) {
        BigDecimal number = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        boolean fits = number.precision() - number.scale() <= MAX_DIGITS;
        String text = number.toPlainString();
        if (fits && Double.parseDouble(text) / seconds == perSecond) {
          return text;
        }
      }
    }
    return null;
  }

  private static String rounded(double perSecond) {
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
