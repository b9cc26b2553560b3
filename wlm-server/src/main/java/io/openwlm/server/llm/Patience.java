package io.openwlm.server.llm;

import io.openwlm.core.port.TokenAdmission;
import io.openwlm.core.port.TokenAdmission.Admission;
import io.openwlm.core.port.TokenAdmission.Ask;
import io.openwlm.core.port.TokenAdmission.Headroom;
import io.openwlm.core.port.TokenAdmission.Refused;
import io.openwlm.server.llm.http.Exchange;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call wait for a window that ends soon, the longer the more important it is. At most half
 * of all requests wait, so that refusals and important calls still get through. Whoever waits asks
 * again only when there is more than there was.
 */
final class Patience {
  private static final long LOOK_MILLIS = 100;

  private final TokenAdmission admission;
  private final LongSupplier nowMillis;
  private final long mostMillis;
  private final Semaphore waiting;

  Patience(TokenAdmission admission, LongSupplier nowMillis, long mostMillis, int maxStreams) {
    this.admission = admission;
    this.nowMillis = nowMillis;
    this.mostMillis = mostMillis;
    waiting = new Semaphore(Math.max(1, maxStreams / 2));
  }

  /**
   * Reserves, and waits if that makes sense.
   *
   * @param importance 1 may wait the whole time, 5 a fifth of it
   * @return what the budgets said last; null if the client went away meanwhile
   */
  @Nullable Admission reserve(Ask ask, int importance, Exchange exchange)
      throws InterruptedException {
    Admission answer = admission.reserve(ask);
    if (!(answer instanceof Refused first) || !isShort(first, importance)) {
      return answer;
    }
    if (!waiting.tryAcquire()) {
      return answer;
    }
    try {
      return await(ask, first, nowMillis.getAsLong() + longest(importance), exchange);
    } finally {
      waiting.release();
    }
  }

  private @Nullable Admission await(Ask ask, Refused first, long untilMillis, Exchange exchange)
      throws InterruptedException {
    Refused last = first;
    while (nowMillis.getAsLong() < untilMillis) {
      Thread.sleep(LOOK_MILLIS);
      if (exchange.isGone()) {
        return null;
      }
      if (!hasMore(ask.agent(), last.left())) {
        continue;
      }
      Admission answer = admission.reserve(ask);
      if (!(answer instanceof Refused refused)) {
        return answer;
      }
      last = refused;
    }
    return last;
  }

  private boolean hasMore(String agent, Headroom before) {
    return nowMillis.getAsLong() >= before.resetsEpochMillis()
        || admission
            .headroom(agent)
            .filter(now -> now.remaining() > before.remaining())
            .isPresent();
  }

  private boolean isShort(Refused refused, int importance) {
    boolean passes =
        switch (refused.reason()) {
          case EXHAUSTED, GRANT_USED, PROVIDER_LIMIT -> true;
          case TOO_LARGE, STOPPED, UNAVAILABLE, TOO_MANY_HOLDS, NO_PRICE, UNKNOWN_AGENT -> false;
        };
    long resets = refused.left().resetsEpochMillis();
    return passes && resets > 0 && resets - nowMillis.getAsLong() <= longest(importance);
  }

  private long longest(int importance) {
    return mostMillis * (6 - importance) / 5;
  }
}
