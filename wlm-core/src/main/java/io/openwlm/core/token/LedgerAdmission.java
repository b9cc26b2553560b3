package io.openwlm.core.token;

import io.openwlm.core.port.Clock;
import io.openwlm.core.port.TokenAdmission;
import io.openwlm.core.port.TokenSpend;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenUsage;
import java.util.Optional;

/** The ledger as the proxy and other sources see it: with a clock, and with answers in words. */
public final class LedgerAdmission implements TokenAdmission, TokenSpend {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final TokenLedger ledger;
  private final Clock clock;

  public LedgerAdmission(TokenLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public Admission reserve(Ask ask) {
    Reservation r = new Reservation();
    r.agent = ask.agent();
    r.session = ask.session();
    r.upstream = ask.upstream();
    r.model = ask.model();
    r.inputBytes = ask.inputBytes();
    r.maxOutputTokens = ask.maxOutputTokens();
    r.leastOutputTokens = ask.leastOutputTokens();
    r.timeoutNanos = Amount.times(Math.max(0, ask.timeoutMillis()), NANOS_PER_MILLI);
    boolean granted = ledger.reserve(r, clock.nanoTime());
    Headroom left = headroom(ask.agent()).orElse(new Headroom(ask.agent(), "", Signal.RED, 0, 0));
    Refusal why = r.refusal;
    if (granted || why == null) {
      return new Granted(r.hold, r.outputTokens, left);
    }
    return new Refused(why, r.budget, sentence(why, r), refusedHeadroom(why, r, left));
  }

  /** What is left after a refusal: nothing that helps, and when that changes. */
  private static Headroom refusedHeadroom(Refusal why, Reservation r, Headroom left) {
    Signal signal =
        switch (why) {
          case STOPPED -> Signal.BLACK;
          case EXHAUSTED, GRANT_USED -> left.signal() == Signal.BLACK ? Signal.BLACK : Signal.RED;
          case TOO_LARGE, PROVIDER_LIMIT, UNAVAILABLE, TOO_MANY_HOLDS, NO_PRICE, UNKNOWN_AGENT ->
              left.signal();
        };
    return new Headroom(
        left.agent(), left.serviceClass(), signal, left.remaining(), r.resetsEpochMillis);
  }

  private static String sentence(Refusal why, Reservation r) {
    String budget = "the token budget of " + r.budget;
    return switch (why) {
      case EXHAUSTED -> budget + " has too little left for this call in its window";
      case GRANT_USED -> "what " + r.budget + " was granted is used up for now";
      case TOO_LARGE -> "this call alone is larger than " + budget;
      case STOPPED ->
          r.budget.isEmpty()
              ? "an operator stopped all calls to models"
              : "an operator stopped the calls of " + r.budget;
      case PROVIDER_LIMIT -> "the provider " + r.budget + " takes no more of this model for now";
      case UNAVAILABLE -> "the ledger of token budgets cannot be kept";
      case TOO_MANY_HOLDS -> "too many calls are under way";
      case NO_PRICE -> "the model has no price, and " + budget + " is in money";
      case UNKNOWN_AGENT -> "there is no token budget for this agent";
    };
  }

  @Override
  public boolean extend(long hold, long outputTokens) {
    return ledger.extend(hold, outputTokens, clock.nanoTime());
  }

  @Override
  public boolean settle(long hold, TokenUsage usage, boolean estimated) {
    return ledger.settle(hold, usage, estimated);
  }

  @Override
  public boolean release(long hold) {
    return ledger.release(hold);
  }

  @Override
  public long usualOutput(long hold) {
    return ledger.usualOutput(hold);
  }

  @Override
  public void providerRemaining(
      String upstream, String model, ProviderLimit limit, long amount, long untilEpochMillis) {
    ledger.providerCeiling(upstream, model, limit, amount, untilEpochMillis);
  }

  @Override
  public Optional<Headroom> headroom(String agent) {
    AgentRoom room = ledger.room(agent, clock.nanoTime());
    return room == null
        ? Optional.empty()
        : Optional.of(
            new Headroom(
                room.agent(),
                room.serviceClass(),
                room.signal(),
                room.remainingMilli() / BudgetUnit.TOKENS.perOne(),
                room.resetsEpochMillis()));
  }

  @Override
  public Outcome spend(Spent spent) {
    ReportedCall call =
        new ReportedCall(
            spent.id(), spent.model(), spent.usage(), spent.epochMillis(), spent.calls());
    return ledger.spend(spent.agent(), call, clock.nanoTime());
  }
}
