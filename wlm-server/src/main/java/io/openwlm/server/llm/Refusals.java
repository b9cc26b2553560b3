package io.openwlm.server.llm;

import io.openwlm.core.port.TokenAdmission.Headroom;
import io.openwlm.core.port.TokenAdmission.Refused;
import io.openwlm.server.llm.http.HeaderList;
import io.openwlm.server.llm.http.Reply;
import io.openwlm.server.llm.wire.Problem;
import io.openwlm.server.llm.wire.Problem.Kind;
import io.openwlm.server.llm.wire.Vendor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Turns refusals of the budgets into answers that the client's own SDK understands. */
final class Refusals {
  private final LongSupplier nowMillis;

  /**
   * @param nowMillis time of day, milliseconds since 1970
   */
  Refusals(LongSupplier nowMillis) {
    this.nowMillis = nowMillis;
  }

  Problem of(Refused refused) {
    Kind kind =
        switch (refused.reason()) {
          case EXHAUSTED, GRANT_USED, PROVIDER_LIMIT -> Kind.BUDGET;
          case TOO_LARGE -> Kind.TOO_LARGE;
          case STOPPED -> Kind.STOPPED;
          case UNAVAILABLE -> Kind.UNAVAILABLE;
          case TOO_MANY_HOLDS -> Kind.BUSY;
          case NO_PRICE -> Kind.NO_PRICE;
          case UNKNOWN_AGENT -> Kind.UNKNOWN_PEER;
        };
    Headroom left = refused.left();
    long seconds =
        switch (kind) {
          case BUDGET -> seconds(left.resetsEpochMillis());
          case BUSY -> 1;
          case UNAVAILABLE -> 5;
          default -> -1;
        };
    return new Problem(kind, refused.message(), seconds, budget(left));
  }

  /** Seconds from now, rounded up, at least 1; -1 if the time is not known. */
  long seconds(long epochMillis) {
    return epochMillis <= 0
        ? -1
        : Math.max(1, Math.ceilDiv(epochMillis - nowMillis.getAsLong(), 1_000));
  }

  static Problem.Budget budget(Headroom left) {
    return new Problem.Budget(
        left.agent(),
        left.serviceClass(),
        left.signal().key(),
        left.remaining(),
        Math.ceilDiv(Math.max(0, left.resetsEpochMillis()), 1_000));
  }

  /** What every answer says of the budget. */
  void tell(HeaderList headers, @Nullable Headroom left) {
    if (left == null) {
      return;
    }
    headers.add("x-wlm-signal", left.signal().key());
    headers.add("x-wlm-remaining", Long.toString(left.remaining()));
    long seconds = seconds(left.resetsEpochMillis());
    headers.add(
        "RateLimit",
        "\"wlm\";r=" + Math.max(0, left.remaining()) + (seconds < 0 ? "" : ";t=" + seconds));
  }

  Reply reply(Vendor vendor, Problem problem, @Nullable Headroom left) {
    HeaderList headers = new HeaderList().add("Content-Type", "application/json");
    if (problem.retrySeconds() >= 0) {
      headers.add("retry-after", Long.toString(problem.retrySeconds()));
    }
    if (problem.isFinal()) {
      headers.add("x-should-retry", "false");
    }
    tell(headers, left);
    return new Reply(problem.kind().status(), headers, vendor.bytes(problem));
  }
}
