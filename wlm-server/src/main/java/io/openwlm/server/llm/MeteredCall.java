package io.openwlm.server.llm;

import io.openwlm.core.port.TokenAdmission.Granted;
import io.openwlm.server.llm.Routes.Route;
import io.openwlm.server.llm.http.Exchange;
import io.openwlm.server.llm.http.HeaderList;
import io.openwlm.server.llm.upstream.UpstreamConnection;
import io.openwlm.server.llm.wire.AnswerTap;
import io.openwlm.server.llm.wire.Dialect;
import io.openwlm.server.llm.wire.EventTap;
import io.openwlm.server.llm.wire.LineTap;
import io.openwlm.server.llm.wire.ModelCall;
import io.openwlm.server.llm.wire.Problem;
import io.openwlm.server.llm.wire.Problem.Kind;
import io.openwlm.server.llm.wire.Tally;
import io.openwlm.server.llm.wire.WholeTap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A call that was let through: goes to the provider, comes back piece by piece, is counted and
 * settled. Whatever happens on the way, its hold ends, and once: released if the provider refused
 * or never got it, settled by what the provider said if it said all, by what was seen if not, and
 * by what such calls usually answer if the provider worked on what nobody saw.
 */
final class MeteredCall {
  private final Setup setup;
  private final Refusals refusals;
  private final Route route;
  private final Dialect dialect;
  private final ModelCall call;
  private final Exchange exchange;
  private final ProviderCall provider;
  private final Granted granted;
  private final Hold hold;
  private final Tally tally = new Tally();
  private final long beganNanos;
  private long rewroteNanos;

  MeteredCall(
      Setup setup,
      Refusals refusals,
      Route route,
      Dialect dialect,
      ModelCall call,
      ProviderCall provider,
      Admitted admitted) {
    this.setup = setup;
    this.refusals = refusals;
    this.route = route;
    this.dialect = dialect;
    this.call = call;
    this.provider = provider;
    exchange = admitted.exchange();
    granted = admitted.granted();
    beganNanos = admitted.beganNanos();
    hold = new Hold(setup.admission(), setup.counters(), granted);
  }

  /**
   * What was let through.
   *
   * @param beganNanos when the proxy began to work on it; waiting for a budget taken off
   */
  record Admitted(Exchange exchange, Granted granted, long beganNanos) {}

  void serve() throws IOException {
    try (hold) {
      UpstreamConnection upstream;
      long askedNanos = System.nanoTime();
      try {
        upstream = provider.ask(body());
      } catch (IOException e) {
        unanswered(e);
        return;
      }
      long answeredNanos = System.nanoTime();
      if (ProviderCall.isGood(upstream)) {
        pass(upstream, answeredNanos - askedNanos);
      } else {
        refused(upstream);
      }
    }
  }

  /** The body for the provider; the client's own is not kept any longer. */
  private byte[] body() {
    long nanos = System.nanoTime();
    byte[] body = call.rewrite().apply(granted.maxOutputTokens() / call.choices());
    exchange.dropBody();
    rewroteNanos = System.nanoTime() - nanos;
    return body;
  }

  /** Nothing came back. */
  private void unanswered(IOException e) throws IOException {
    if (exchange.isGone()) {
      if (provider.wasAsked()) {
        settle(tally.estimate(inputTokens(), hold.usualOutput())); // it works on, for nobody
      } else {
        hold.release();
      }
      return;
    }
    Problem problem = provider.broken(e);
    if (provider.wasLate()) {
      settle(tally.estimate(inputTokens(), hold.outputTokens())); // all that it may have written
    } else {
      hold.release();
    }
    exchange.send(refusals.reply(route.vendor(), problem, granted.left()));
  }

  private void refused(UpstreamConnection upstream) throws IOException {
    boolean compressed = upstream.status() >= 200 && upstream.status() < 300;
    if (compressed) {
      settle(tally.estimate(inputTokens(), hold.outputTokens()));
      provider.drop(upstream);
      exchange.send(
          refusals.reply(
              route.vendor(),
              new Problem(Kind.UPSTREAM, "the provider answered in a way that is not served here"),
              granted.left()));
      return;
    }
    hold.release();
    exchange.send(provider.refusal(upstream, granted.left()));
  }

  private void pass(UpstreamConnection upstream, long upstreamNanos) throws IOException {
    String type = ProviderCall.type(upstream);
    boolean events = type.equals("text/event-stream");
    AnswerTap tap = tap(type, events);
    HeaderList headers = ForwardedHeaders.toClient(upstream.headers());
    refusals.tell(headers, granted.left());
    boolean mayShrink = events && call.stripUsage();
    exchange.begin(upstream.status(), headers, mayShrink ? -1 : upstream.declared());
    boolean streams = !(tap instanceof WholeTap);
    boolean whole = false;
    boolean first = true;
    boolean reading = false;
    try {
      int count = 0;
      while (count >= 0) {
        if (first && !upstream.hasMore()) {
          exchange.flush(); // the client may wait for the head before it sends more
        }
        reading = true;
        count = upstream.read();
        reading = false;
        if (count > 0) {
          tap.feed(upstream.content(), 0, count, exchange::write);
          if (!hold.covers(tally.leastOutput())) {
            cut(upstream, tap);
            return;
          }
          if (!upstream.isComplete()) {
            exchange.flush(); // else the end goes with it, when the call is settled
          }
        }
        if (first) {
          first = false;
          setup.counters().added(System.nanoTime() - beganNanos - upstreamNanos + rewroteNanos);
        }
      }
      tap.end(exchange::write);
      whole = true;
    } catch (IOException e) {
      setup
          .counters()
          .upstreamError(provider.provider().name(), exchange.isGone() ? "gone" : "cut");
      throw e;
    } finally {
      boolean providerBroke = reading && !exchange.isGone() && !upstream.wasLate();
      finish(upstream, whole, whole || (streams && providerBroke) ? 0 : unseenOutput());
    }
    exchange.end();
  }

  private AnswerTap tap(String type, boolean events) {
    if (events) {
      return new EventTap(dialect, tally, call.stripUsage());
    }
    return type.equals("application/x-ndjson") || type.equals("application/jsonl")
        ? new LineTap(dialect, tally)
        : new WholeTap(dialect, tally);
  }

  /**
   * What an answer had that broke off before its first text: one that does not stream was written
   * in full before its first byte came, and one that we ended may have begun with hidden thoughts.
   */
  private long unseenOutput() {
    return tally.textBytes() == 0 ? hold.usualOutput() : 0;
  }

  /**
   * Settles before the client sees the end, so that its next look at the budget is right.
   *
   * @param leastOutput tokens that it had at least if the provider did not account for it
   */
  private void finish(UpstreamConnection upstream, boolean whole, long leastOutput) {
    if (whole) {
      provider.done(upstream);
    } else {
      provider.drop(upstream);
    }
    if (whole && tally.isExact() && !tally.failed() && tally.lastSaid() != null) {
      setup.ratios().saw(call.model(), call.inputBytes(), tally.textBytes(), tally.lastSaid());
      if (tally.id() != null) {
        setup.answers().saw(tally.id(), tally.lastSaid().total());
      }
      hold.settle(tally.lastSaid(), false);
    } else {
      settle(tally.estimate(inputTokens(), Math.max(outputTokens(), leastOutput)));
    }
  }

  private void settle(io.openwlm.model.token.TokenUsage usage) {
    hold.settle(usage, true);
  }

  private long inputTokens() {
    return setup.ratios().inputTokens(call.model(), call.inputBytes());
  }

  private long outputTokens() {
    return setup.ratios().outputTokens(call.model(), tally.textBytes());
  }

  /** The budget ends in the middle of an answer that has no cap, or does not keep to it. */
  private void cut(UpstreamConnection upstream, AnswerTap tap) throws IOException {
    setup.refused(
        "WLM0947W an answer of provider "
            + provider.provider().name()
            + " was cut off: it went beyond its cap, and the budget has no more");
    setup.counters().refusal("cut");
    finish(upstream, false, 0);
    Problem problem =
        new Problem(
            Kind.BUDGET,
            "the budget ended in the middle of this answer",
            refusals.seconds(granted.left().resetsEpochMillis()),
            Refusals.budget(granted.left()));
    String text = route.vendor().cut(problem, route.isResponses());
    String end = tap.isInsideEvent() ? "\n\n" + text : text;
    byte[] bytes = end.getBytes(StandardCharsets.UTF_8);
    exchange.write(bytes, 0, bytes.length);
    exchange.end();
  }
}
