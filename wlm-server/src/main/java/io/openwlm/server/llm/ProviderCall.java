package io.openwlm.server.llm;

import io.openwlm.core.port.TokenAdmission.Headroom;
import io.openwlm.server.llm.Routes.Route;
import io.openwlm.server.llm.http.Exchange;
import io.openwlm.server.llm.http.HeaderList;
import io.openwlm.server.llm.http.Reply;
import io.openwlm.server.llm.http.RequestHead;
import io.openwlm.server.llm.peer.Secret;
import io.openwlm.server.llm.upstream.UpstreamConnection;
import io.openwlm.server.llm.wire.Problem;
import io.openwlm.server.llm.wire.Problem.Kind;
import io.openwlm.server.llm.wire.ProviderLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request to a provider, from its head to the head of its answer, and what may go wrong. */
final class ProviderCall {
  private static final int MAX_ERROR_BYTES = 256 << 10;
  private static final int LONG_WAIT_SECONDS = 30;

  private final Setup setup;
  private final Refusals refusals;
  private final Provider provider;
  private final Route route;
  private final Exchange exchange;
  private final @Nullable Secret secret;
  private final @Nullable String model;
  private @Nullable UpstreamConnection connection;
  private boolean askedBefore;

  /**
   * @param secret the provider's key; null if it wants none
   * @param model whose limits the provider tells; null for a call of none
   */
  ProviderCall(
      Setup setup,
      Refusals refusals,
      Provider provider,
      Route route,
      Exchange exchange,
      @Nullable Secret secret,
      @Nullable String model) {
    this.setup = setup;
    this.refusals = refusals;
    this.provider = provider;
    this.route = route;
    this.exchange = exchange;
    this.secret = secret;
    this.model = model;
  }

  /** Sends the request and waits for the head of the answer. */
  UpstreamConnection ask(byte[] body) throws IOException {
    return ask(body, Routes.query(exchange.head().query()), taken -> exchange.onGone(taken::close));
  }

  /**
   * Sends the request with another query.
   *
   * @param query with its question mark; empty for none
   * @param watch learns of each connection before it is used, so that it can be closed
   */
  UpstreamConnection ask(byte[] body, String query, Consumer<UpstreamConnection> watch)
      throws IOException {
    byte[] head = head(query, body.length).getBytes(StandardCharsets.ISO_8859_1);
    UpstreamConnection answered =
        setup
            .pool()
            .ask(
                provider.origin(),
                head,
                body,
                taken -> {
                  askedBefore = wasAsked();
                  connection = taken;
                  watch.accept(taken);
                });
    ProviderLimits.of(answered.headers()::first, setup.nowMillis().getAsLong())
        .forEach(this::ceiling);
    return answered;
  }

  private void ceiling(ProviderLimits.Limit limit) {
    if (model != null) {
      setup
          .admission()
          .providerRemaining(
              provider.name(), model, limit.unit(), limit.amount(), limit.untilEpochMillis());
    }
  }

  /** The key comes last, and only here. */
  private String head(String query, int bodyLength) {
    RequestHead head = exchange.head();
    StringBuilder out = new StringBuilder(512);
    out.append(head.method()).append(' ');
    out.append(provider.path(route.path())).append(query);
    out.append(" HTTP/1.1\r\nHost: ").append(provider.origin().hostHeader()).append("\r\n");
    ForwardedHeaders.toProvider(head.headers(), out);
    out.append("Accept-Encoding: identity\r\n");
    if (head.method().equals("POST")) {
      out.append("Content-Length: ").append(bodyLength).append("\r\n");
    }
    if (secret != null) {
      out.append(provider.authorization(secret));
    }
    return out.append("\r\n").toString();
  }

  /** Whether the provider has got the whole request, and may work on it. */
  boolean wasAsked() {
    return askedBefore || (connection != null && connection.isAsked());
  }

  /** Whether the request may have reached the provider and be billed although nothing came back. */
  boolean wasLate() {
    return connection != null && connection.wasLate();
  }

  /** The answer to a client whose request broke off before the provider answered. */
  Problem broken(IOException e) {
    boolean slow = wasLate();
    setup.counters().upstreamError(provider.name(), slow ? "slow" : "connect");
    setup.refused(
        "WLM0943W provider "
            + provider.name()
            + (slow ? " did not answer in time" : " cannot be reached: " + e.getMessage()));
    return new Problem(
        slow ? Kind.UPSTREAM_SLOW : Kind.UPSTREAM,
        slow ? "the provider did not answer in time" : "the provider cannot be reached");
  }

  /** Whether the head of the answer begins an answer that can be counted. */
  static boolean isGood(UpstreamConnection upstream) {
    String coding = upstream.headers().first("Content-Encoding");
    boolean plain = coding == null || coding.equalsIgnoreCase("identity");
    return upstream.status() >= 200 && upstream.status() < 300 && plain;
  }

  /** Passes a provider's refusal on, without what is not the client's business. */
  Reply refusal(UpstreamConnection upstream, @Nullable Headroom left) throws IOException {
    int status = upstream.status();
    byte[] body = errorBody(upstream);
    setup.counters().upstreamError(provider.name(), status / 100 + "xx");
    if (status == 429) {
      Optional<ProviderLimits.Limit> limit =
          ProviderLimits.refused(
              upstream.headers().first("retry-after"), body, setup.nowMillis().getAsLong());
      limit.ifPresent(this::ceiling);
    }
    if (status < 400) {
      return own(left, "the provider answered in a way that is not served here");
    }
    if (status == 401 || status == 403 || status == 407) {
      setup.refused("WLM0944E provider " + provider.name() + " refuses wlmd's key: " + status);
      return own(left, "the provider refuses wlmd's key");
    }
    HeaderList headers = ForwardedHeaders.toClient(upstream.headers());
    if (isLongWait(upstream.headers().first("retry-after"))) {
      headers.add("x-should-retry", "false"); // else some clients sleep that long
    }
    refusals.tell(headers, left);
    return new Reply(status, headers, redacted(body));
  }

  private Reply own(@Nullable Headroom left, String message) {
    return refusals.reply(route.vendor(), new Problem(Kind.UPSTREAM, message), left);
  }

  private static boolean isLongWait(@Nullable String retryAfter) {
    return retryAfter != null
        && !(retryAfter.matches("\\d{1,9}(\\.\\d{1,9})?")
            && Double.parseDouble(retryAfter) <= LONG_WAIT_SECONDS);
  }

  private byte[] errorBody(UpstreamConnection upstream) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int count = upstream.read();
    while (count >= 0 && body.size() + count <= MAX_ERROR_BYTES) {
      body.write(upstream.content(), 0, count);
      count = upstream.read();
    }
    if (count < 0) {
      done(upstream);
    } else {
      drop(upstream);
    }
    return body.toByteArray();
  }

  /** A provider that repeats the key does not tell it to the client. */
  private byte[] redacted(byte[] body) {
    if (secret == null) {
      return body;
    }
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return text.contains(secret.reveal())
        ? text.replace(secret.reveal(), "***").getBytes(StandardCharsets.ISO_8859_1)
        : body;
  }

  /** The type of an answer without parameters, in lower case. */
  static String type(UpstreamConnection upstream) {
    String type = upstream.headers().first("Content-Type");
    int end = type == null ? -1 : type.indexOf(';');
    String plain = type == null ? "" : end < 0 ? type : type.substring(0, end);
    return plain.strip().toLowerCase(Locale.ROOT);
  }

  /** The answer is complete: the connection belongs to the next call from now on. */
  void done(UpstreamConnection upstream) {
    exchange.onGone(() -> {});
    setup.pool().giveBack(provider.origin(), upstream);
  }

  void drop(UpstreamConnection upstream) {
    setup.pool().drop(upstream);
  }

  Provider provider() {
    return provider;
  }
}
