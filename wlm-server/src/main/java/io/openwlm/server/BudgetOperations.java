package io.openwlm.server;

import io.openwlm.core.port.TokenControl;
import io.openwlm.core.port.TokenControl.Unchanged;
import io.openwlm.model.json.ControlAnswer;
import io.openwlm.model.json.StatusJson;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What requests about token budgets ask for; each change is logged, done or refused. */
final class BudgetOperations {
  private static final int MAX_NAME = 64;
  private static final int MAX_REASON = 200;

  private final Supplier<TokenControl> tokens;

  /**
   * @param tokens budgets of the policy in force
   */
  BudgetOperations(Supplier<TokenControl> tokens) {
    this.tokens = tokens;
  }

  byte[] budgets() {
    return StatusJson.writeLine(ControlAnswer.budgets(tokens.get().budgets()));
  }

  byte[] increase(Request request, Peer peer, RareLog log) {
    String budget = Printable.line(String.valueOf(request.budget()), MAX_NAME);
    return change(
        log,
        "increase of " + budget + " by " + request.tokens() + " asked for by user " + peer.user(),
        () ->
            tokens
                .get()
                .increase(
                    budget,
                    request.tokens(),
                    request.untilEpochMillis(),
                    reason(request),
                    peer.user()));
  }

  byte[] stop(Request request, Peer peer, RareLog log) {
    String budget = name(request);
    return change(
        log,
        "emergency stop of " + (budget == null ? "all agents" : budget) + by(peer),
        () -> tokens.get().stop(budget, reason(request), peer.user()));
  }

  byte[] go(Request request, Peer peer, RareLog log) {
    String budget = name(request);
    return change(
        log,
        "end of the emergency stop of " + (budget == null ? "all agents" : budget) + by(peer),
        () -> tokens.get().go(budget, reason(request), peer.user()));
  }

  private static byte[] change(RareLog log, String what, Supplier<String> act) {
    try {
      String done = act.get();
      log.done(what);
      return Operations.text(done);
    } catch (Unchanged e) {
      log.done(what + ", not done: " + e.getMessage());
      return Operations.refusal("UNCHANGED", String.valueOf(e.getMessage()));
    }
  }

  private static String by(Peer peer) {
    return " asked for by user " + peer.user();
  }

  private static @Nullable String name(Request request) {
    String budget = request.budget();
    return budget == null ? null : Printable.line(budget, MAX_NAME);
  }

  private static String reason(Request request) {
    return Printable.line(request.reason(), MAX_REASON);
  }
}
