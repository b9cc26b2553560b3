package io.openwlm.model.codec;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.token.TokenTarget;
import org.jspecify.annotations.Nullable;

/** Reads the target of a token goal; both forms have it. */
final class TokenGoals {
  private TokenGoals() {}

  /** The goal, or null after reporting what is wrong with its target. */
  static Goal.@Nullable TokenBudgetGoal read(
      Problems problems, Node node, String what, String example) {
    Double rate = Values.ratePerSecond(problems, node, what, example);
    String text = rate == null ? null : Values.text(problems, node, what);
    if (text == null) {
      return null;
    }
    if (TokenTarget.parse(text).isEmpty()) {
      problems.add(ProblemCode.TOKEN_TARGET, node, what, Values.found(node));
      return null;
    }
    return new Goal.TokenBudgetGoal(text);
  }
}
