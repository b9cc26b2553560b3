package io.openwlm.server.llm;

import io.openwlm.core.port.TokenAdmission.Admission;
import io.openwlm.core.port.TokenAdmission.Ask;
import io.openwlm.core.port.TokenAdmission.Granted;
import io.openwlm.core.port.TokenAdmission.Headroom;
import io.openwlm.core.port.TokenAdmission.Refused;
import io.openwlm.server.llm.Routes.Route;
import io.openwlm.server.llm.http.Exchange;
import io.openwlm.server.llm.http.HeaderList;
import io.openwlm.server.llm.http.HttpService;
import io.openwlm.server.llm.http.Reply;
import io.openwlm.server.llm.http.RequestHead;
import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.peer.LlmAgent;
import io.openwlm.server.llm.peer.Secret;
import io.openwlm.server.llm.upstream.UpstreamConnection;
import io.openwlm.server.llm.wire.Dialect;
import io.openwlm.server.llm.wire.ModelCall;
import io.openwlm.server.llm.wire.Problem;
import io.openwlm.server.llm.wire.Problem.Kind;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serves requests: who asks, for what, may it, and then the call itself. */
final class ProxyService implements HttpService {
  private static final Set<String> SESSION_HEADERS =
      Set.of("x-wlm-session", "session-id", "session_id");
  private static final long HOLD_MARGIN_MILLIS = 60_000;

  private final Setup setup;
  private final Door door;
  private final List<Provider> providers;
  private final Refusals refusals;
  private final Patience patience;
  private final StreamSlots slots;
  private final ModelLists models;

  ProxyService(
      Setup setup, Door door, List<Provider> providers, Patience patience, StreamSlots slots) {
    this.setup = setup;
    this.door = door;
    this.providers = List.copyOf(providers);
    refusals = new Refusals(setup.nowMillis());
    this.patience = patience;
    this.slots = slots;
    models = new ModelLists(setup, refusals, providers);
  }

  @Override
  public Object peer(SocketChannel channel) {
    return door.peer(channel);
  }

  @Override
  public @Nullable Reply refuse(RequestHead head) {
    Problem problem = door.refuse(head);
    if (problem == null && Routes.find(head).isEmpty()) {
      problem = new Problem(Kind.NOT_FOUND, "this path is not served here");
    }
    if (problem == null && door.agent(head).isEmpty()) {
      setup.refused("WLM0946W a client that is no agent was refused: " + head.method());
      problem = new Problem(Kind.UNKNOWN_PEER, "this client belongs to no agent");
    }
    return problem == null ? null : refused(head.path(), head.headers(), problem);
  }

  private Reply refused(String path, HeaderList headers, Problem problem) {
    setup.counters().refusal(problem.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return refusals.reply(Routes.vendor(path, headers.first("anthropic-version")), problem, null);
  }

  @Override
  public Reply malformed(String path, int status) {
    Problem problem =
        switch (status) {
          case 413 -> new Problem(Kind.TOO_LONG, "the body is too long");
          case 503 -> new Problem(Kind.BUSY, "too many requests at one time", 1, null);
          case 500 -> new Problem(Kind.INTERNAL, "the request failed");
          default -> new Problem(Kind.BAD_REQUEST, "the request is not HTTP as it should be");
        };
    Reply reply = refused(path, new HeaderList(), problem);
    return problem.kind() == Kind.BAD_REQUEST
        ? new Reply(Math.max(400, status), reply.headers(), reply.body())
        : reply;
  }

  @Override
  public void serve(Exchange exchange) throws IOException {
    long beganNanos = System.nanoTime();
    RequestHead head = exchange.head();
    Optional<Route> route = Routes.find(head);
    Optional<LlmAgent> agent = door.agent(head);
    if (route.isEmpty() || agent.isEmpty()) {
      Kind kind = route.isEmpty() ? Kind.NOT_FOUND : Kind.UNKNOWN_PEER;
      exchange.send(refused(head.path(), head.headers(), new Problem(kind, "not served here")));
      return;
    }
    setup.counters().request(route.get().api().name().toLowerCase(Locale.ROOT));
    if (!slots.enter(agent.get().importance())) {
      Problem busy = new Problem(Kind.BUSY, "too many requests at one time", 1, null);
      refuse(exchange, route.get(), agent.get(), busy, "busy");
      return;
    }
    try {
      Dialect dialect = route.get().dialect();
      if (dialect == null) {
        free(exchange, route.get(), agent.get());
      } else {
        metered(exchange, route.get(), dialect, agent.get(), beganNanos);
      }
    } finally {
      slots.leave();
    }
  }

  private void refuse(
      Exchange exchange, Route route, LlmAgent agent, Problem problem, String reason)
      throws IOException {
    setup.counters().refusal(reason);
    Headroom left = setup.admission().headroom(agent.name()).orElse(null);
    exchange.send(refusals.reply(route.vendor(), problem, left));
  }

  private void metered(
      Exchange exchange, Route route, Dialect dialect, LlmAgent agent, long beganNanos)
      throws IOException {
    ModelCall call;
    try {
      call = dialect.read(exchange.body(), route.target());
    } catch (BadJson e) {
      String why = e.getMessage() == null ? "the body is not understood" : e.getMessage();
      refuse(exchange, route, agent, new Problem(Kind.BAD_REQUEST, why), "bad-request");
      return;
    }
    Provider provider = Provider.find(providers, route.api(), call.model()).orElse(null);
    if (provider == null) {
      Problem none = new Problem(Kind.NO_MODEL, "no provider of this model is configured");
      refuse(exchange, route, agent, none, "no-model");
      return;
    }
    Secret secret;
    try {
      secret = provider.secret();
    } catch (IOException e) {
      keyless(exchange, route, agent, provider, e);
      return;
    }
    admit(
        new MeteredRequest(route, dialect, call, agent, beganNanos),
        new ProviderCall(setup, refusals, provider, route, exchange, secret, call.model()),
        exchange);
  }

  /** A request that is understood. */
  private record MeteredRequest(
      Route route, Dialect dialect, ModelCall call, LlmAgent agent, long beganNanos) {}

  private void admit(MeteredRequest request, ProviderCall provider, Exchange exchange)
      throws IOException {
    long askedNanos = System.nanoTime();
    Admission admission;
    try {
      admission =
          patience.reserve(
              ask(request, provider.provider(), exchange.head()),
              request.agent.importance(),
              exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (admission == null) {
      setup.counters().refusal("gone-waiting");
      return;
    }
    switch (admission) {
      case Refused refused -> {
        setup
            .counters()
            .refusal(refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        exchange.send(refusals.reply(request.route.vendor(), refusals.of(refused), refused.left()));
      }
      case Granted granted -> {
        long waitedNanos = System.nanoTime() - askedNanos;
        new MeteredCall(
                setup,
                refusals,
                request.route,
                request.dialect,
                request.call,
                provider,
                new MeteredCall.Admitted(exchange, granted, request.beganNanos + waitedNanos))
            .serve();
      }
    }
  }

  private Ask ask(MeteredRequest request, Provider provider, RequestHead head) {
    ModelCall call = request.call;
    long cap = call.cap() < 0 ? provider.defaultMaxOutput() : call.cap();
    long wanted = Math.max(cap, call.cap() < 0 ? call.leastOutput() : 0);
    return new Ask(
        request.agent.name(),
        session(head),
        provider.name(),
        call.model(),
        call.inputBytes() + setup.answers().inputBytes(call.previous()),
        wanted * call.choices(),
        Math.min(call.leastOutput(), wanted) * call.choices(),
        setup.limits().callMillis() + HOLD_MARGIN_MILLIS);
  }

  /** Only splits the agent's own budget, so that the client may say it. */
  private static @Nullable String session(RequestHead head) {
    for (String name : SESSION_HEADERS) {
      String value = head.headers().first(name);
      if (value != null && value.matches("[A-Za-z0-9._:-]{1,64}")) {
        return value;
      }
    }
    return null;
  }

  private void keyless(
      Exchange exchange, Route route, LlmAgent agent, Provider provider, IOException e)
      throws IOException {
    setup.refused("WLM0945E provider " + provider.name() + ": " + e.getMessage());
    Problem problem =
        new Problem(Kind.UNAVAILABLE, "wlmd has no key for this provider now", 30, null);
    refuse(exchange, route, agent, problem, "no-key");
  }

  /** Lists of models and counting: no tokens are used. */
  private void free(Exchange exchange, Route route, LlmAgent agent) throws IOException {
    if (models.merges(route)) {
      models.serve(exchange, route, setup.admission().headroom(agent.name()).orElse(null));
      return;
    }
    Provider provider = Provider.find(providers, route.api(), null).orElse(null);
    if (provider == null) {
      Problem none = new Problem(Kind.NOT_FOUND, "no provider of this kind is configured");
      refuse(exchange, route, agent, none, "no-model");
      return;
    }
    Secret secret;
    try {
      secret = provider.secret();
    } catch (IOException e) {
      keyless(exchange, route, agent, provider, e);
      return;
    }
    ProviderCall call = new ProviderCall(setup, refusals, provider, route, exchange, secret, null);
    Headroom left = setup.admission().headroom(agent.name()).orElse(null);
    UpstreamConnection upstream;
    try {
      upstream = call.ask(exchange.body());
    } catch (IOException e) {
      if (!exchange.isGone()) {
        exchange.send(refusals.reply(route.vendor(), call.broken(e), left));
      }
      return;
    }
    if (!ProviderCall.isGood(upstream)) {
      exchange.send(call.refusal(upstream, left));
      return;
    }
    HeaderList headers = ForwardedHeaders.toClient(upstream.headers());
    refusals.tell(headers, left);
    exchange.begin(upstream.status(), headers, upstream.declared());
    boolean whole = false;
    try {
      for (int count = upstream.read(); count >= 0; count = upstream.read()) {
        exchange.write(upstream.content(), 0, count);
        exchange.flush();
      }
      whole = true;
    } finally {
      if (whole) {
        call.done(upstream);
      } else {
        call.drop(upstream);
      }
    }
    exchange.end();
  }

  /** Requests under way. */
  int underWay() {
    return slots.taken();
  }
}
