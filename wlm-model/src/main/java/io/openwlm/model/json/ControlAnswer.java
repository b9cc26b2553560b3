package io.openwlm.model.json;

import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.status.EnvironmentStatus;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.PolicyHistory;
import io.openwlm.model.status.RuleHits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer on the control socket: a line of JSON.
 *
 * @param ok false: {@code error} and {@code message} say why
 * @param error code of a refusal, capitals and underscores; null if ok
 * @param message the refusal in a sentence, without control characters; null if ok
 * @param text what was done or found, for people; null if there is nothing to say
 * @param status the answer to {@code status}; null for any other request
 * @param rules the answer to {@code rules}; null for any other request
 * @param intake the answer to {@code intake}; null for any other request
 * @param history the answer to {@code history}; null for any other request
 * @param environments the answer to {@code environments}; null for any other request
 * @param budgets the answer to {@code budgets}; null for any other request
 */
public record ControlAnswer(
    boolean ok,
    @Nullable String error,
    @Nullable String message,
    @Nullable String text,
    @Nullable ManagerStatus status,
    @Nullable List<RuleHits> rules,
    @Nullable List<IntakeSource> intake,
    @Nullable PolicyHistory history,
    @Nullable EnvironmentStatus environments,
    @Nullable List<BudgetStatus> budgets) {

  /** Done, with nothing more to say. */
  public static final ControlAnswer DONE =
      new ControlAnswer(true, null, null, null, null, null, null, null, null, null);

  /** Done, with a text for people. */
  public static ControlAnswer text(String text) {
    return new ControlAnswer(true, null, null, text, null, null, null, null, null, null);
  }

  /** The answer to {@code status}. */
  public static ControlAnswer status(ManagerStatus status) {
    return new ControlAnswer(true, null, null, null, status, null, null, null, null, null);
  }

  /** The answer to {@code rules}. */
  public static ControlAnswer rules(List<RuleHits> rules) {
    return new ControlAnswer(true, null, null, null, null, rules, null, null, null, null);
  }

  /** The answer to {@code intake}. */
  public static ControlAnswer intake(List<IntakeSource> intake) {
    return new ControlAnswer(true, null, null, null, null, null, intake, null, null, null);
  }

  /** The answer to {@code history}. */
  public static ControlAnswer history(PolicyHistory history) {
    return new ControlAnswer(true, null, null, null, null, null, null, history, null, null);
  }

  /** The answer to {@code environments}. */
  public static ControlAnswer environments(EnvironmentStatus environments) {
    return new ControlAnswer(true, null, null, null, null, null, null, null, environments, null);
  }

  /** The answer to {@code budgets}. */
  public static ControlAnswer budgets(List<BudgetStatus> budgets) {
    return new ControlAnswer(true, null, null, null, null, null, null, null, null, budgets);
  }

  /** Not done. */
  public static ControlAnswer refused(String error, String message) {
    return refused(error, message, null);
  }

  /** Not done, with a text for people. */
  public static ControlAnswer refused(String error, String message, @Nullable String text) {
    return new ControlAnswer(false, error, message, text, null, null, null, null, null, null);
  }
}
