package io.openwlm.core.port;

import io.openwlm.model.status.BudgetStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators may ask of the token budgets. Safe to call from any thread. */
public interface TokenControl {
  /** No token budgets: there is nothing to see and nothing to change. */
  TokenControl NONE =
      new TokenControl() {
        private Unchanged none() {
          return new Unchanged("the policy in force has no token budgets");
        }

        @Override
        public List<BudgetStatus> budgets() {
          return List.of();
        }

        @Override
        public String increase(
            String budget, long tokens, long untilEpochMillis, String reason, String byUser) {
          throw none();
        }

        @Override
        public String stop(@Nullable String budget, String reason, String byUser) {
          throw none();
        }

        @Override
        public String go(@Nullable String budget, String reason, String byUser) {
          throw none();
        }
      };

  /** All budgets, parents before their children, as of the last control tick. Never blocks. */
  List<BudgetStatus> budgets();

  /**
   * Raises all token limits of a budget for a while; durable when it returns.
   *
   * @param tokens how many weighted tokens more in each window, above 0
   * @param untilEpochMillis when it ends, in the future and at most 92 days away
   * @param reason why, one line, not empty
   * @return what was done, in a sentence
   * @throws Unchanged if nothing was changed
   */
  String increase(String budget, long tokens, long untilEpochMillis, String reason, String byUser);

  /**
   * Emergency stop (black).
   *
   * @param budget an organisation, team or agent with all below it; null for all
   * @throws Unchanged if nothing was changed
   */
  String stop(@Nullable String budget, String reason, String byUser);

  /**
   * Ends an emergency stop.
   *
   * @throws Unchanged if nothing was changed
   */
  String go(@Nullable String budget, String reason, String byUser);

  /** A request that was refused; the message says why and what to do. */
  final class Unchanged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unchanged(String message) {
      super(message);
    }
  }
}
