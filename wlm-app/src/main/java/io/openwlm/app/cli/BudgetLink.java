package io.openwlm.app.cli;

import io.openwlm.model.status.BudgetStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What commands ask a running daemon about token budgets. Every change answers for people what was
 * done, or fails with a {@link CommandFailure}.
 */
public interface BudgetLink {

  /** All budgets, parents before their children. */
  List<BudgetStatus> list();

  /**
   * Raises all token limits of a budget for a while.
   *
   * @param tokens weighted tokens, above 0
   */
  String increase(String budget, long tokens, long untilEpochMillis, String reason);

  /**
   * Emergency stop.
   *
   * @param budget null for all
   */
  String stop(@Nullable String budget, String reason);

  /**
   * Ends an emergency stop.
   *
   * @param budget null for all
   */
  String go(@Nullable String budget, String reason);
}
