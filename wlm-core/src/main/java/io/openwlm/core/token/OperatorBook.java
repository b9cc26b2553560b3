package io.openwlm.core.token;

import io.openwlm.core.port.TokenControl.Unchanged;
import io.openwlm.model.token.BudgetUnit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What operators and the anomaly switch do to the ledger: checked, durable, told in a sentence. */
final class OperatorBook {
  static final long MOST_TOKENS = 1_000_000_000_000L;
  private static final long MOST_DAYS = 92;
  private static final int MOST_REASON = 200;

  private final TokenLedger ledger;
  private final Runnable inForce;

  /**
   * @param inForce puts into force what was changed
   */
  OperatorBook(TokenLedger ledger, Runnable inForce) {
    this.ledger = ledger;
    this.inForce = inForce;
  }

  String increase(String budget, long tokens, long untilEpochMillis, String reason, String byUser) {
    long now = ledger.epochMillis();
    if (tokens <= 0 || tokens > MOST_TOKENS) {
      throw new Unchanged("an increase is 1 to " + MOST_TOKENS + " tokens, not " + tokens);
    }
    if (untilEpochMillis <= now) {
      throw new Unchanged("the end of the increase is in the past");
    }
    if (untilEpochMillis - now > MOST_DAYS * 86_400_000L) {
      throw new Unchanged("an increase lasts at most " + MOST_DAYS + " days");
    }
    why(reason, byUser);
    if (!ledger.has(budget)) {
      throw new Unchanged("there is no budget " + budget);
    }
    if (!ledger.increase(budget, tokens * BudgetUnit.TOKENS.perOne(), untilEpochMillis)) {
      throw new Unchanged(budget + " has too many increases already; wait until some end");
    }
    String until =
        Instant.ofEpochMilli(untilEpochMillis).truncatedTo(ChronoUnit.SECONDS).toString();
    return done(budget + " has " + tokens + " tokens more in each window until " + until);
  }

  String stop(@Nullable String budget, String reason, String byUser) {
    String why = "stopped by " + why(reason, byUser);
    if (!ledger.stop(budget, why)) {
      throw new Unchanged("there is no budget " + budget);
    }
    return done(name(budget) + " stopped: no calls until wlm budget go");
  }

  String go(@Nullable String budget, String reason, String byUser) {
    why(reason, byUser);
    if (!ledger.isStopped(budget)) {
      throw new Unchanged(name(budget) + " is not stopped");
    }
    if (!ledger.go(budget)) {
      throw new Unchanged("there is no budget " + budget);
    }
    return done(name(budget) + " may call again");
  }

  /** The anomaly switch is thrown. */
  void anomaly(String agent, String reason) {
    ledger.stop(agent, reason);
  }

  private String done(String sentence) {
    boolean durable = ledger.force();
    inForce.run();
    return durable ? sentence : sentence + "; NOT SAVED, a restart forgets it";
  }

  private static String name(@Nullable String budget) {
    return budget == null ? "everything" : budget;
  }

  /** Who and why, on one line; no reason is no order. */
  private static String why(String reason, String byUser) {
    String line = reason.strip().replaceAll("\\p{Cntrl}", " ");
    if (line.isEmpty()) {
      throw new Unchanged("say why: --reason");
    }
    return byUser + ": " + line.substring(0, Math.min(line.length(), MOST_REASON));
  }
}
