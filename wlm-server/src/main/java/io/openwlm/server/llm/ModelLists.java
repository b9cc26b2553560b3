package io.openwlm.server.llm;

import io.openwlm.core.port.TokenAdmission.Headroom;
import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.server.llm.Routes.Route;
import io.openwlm.server.llm.http.Exchange;
import io.openwlm.server.llm.http.HeaderList;
import io.openwlm.server.llm.http.Reply;
import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.upstream.UpstreamConnection;
import io.openwlm.server.llm.wire.Problem;
import io.openwlm.server.llm.wire.Problem.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One list of the models of all providers of an interface. All are asked at the same time, each for
 * so long at most; one that fails is left out, which is told once until it answers again. Only what
 * a call would reach is listed: a model of the provider that would serve it.
 */
final class ModelLists {
  private static final int MAX_BYTES = 4 << 20;
  private static final Set<String> PATHS = Set.of("/v1/models", "/v1beta/models", "/api/tags");

  private final Setup setup;
  private final Refusals refusals;
  private final List<Provider> providers;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  ModelLists(Setup setup, Refusals refusals, List<Provider> providers) {
    this.setup = setup;
    this.refusals = refusals;
    this.providers = List.copyOf(providers);
  }

  /** True if the answer to a request is put together from those of several providers. */
  boolean merges(Route route) {
    return PATHS.contains(route.path()) && of(route.api()).size() > 1;
  }

  private List<Provider> of(Api api) {
    return providers.stream().filter(provider -> provider.api() == api).toList();
  }

  /** One provider that is asked, on a thread of its own. */
  private final class Asked implements Callable<Map<String, byte[]>> {
    private final Provider provider;
    private final Route route;
    private final Exchange exchange;
    private @Nullable UpstreamConnection connection;
    private boolean stopped;

    Asked(Provider provider, Route route, Exchange exchange) {
      this.provider = provider;
      this.route = route;
      this.exchange = exchange;
    }

    private synchronized void taken(UpstreamConnection now) {
      connection = now;
      if (stopped) {
        now.close();
      }
    }

    synchronized void stop() {
      stopped = true;
      if (connection != null) {
        connection.close();
      }
    }

    @Override
    public Map<String, byte[]> call() throws IOException, BadJson {
      ProviderCall call =
          new ProviderCall(setup, refusals, provider, route, exchange, provider.secret(), null);
      UpstreamConnection upstream =
          call.ask(new byte[0], ModelList.query(route.api()), this::taken);
      boolean whole = false;
      try {
        if (!ProviderCall.isGood(upstream)) {
          throw new IOException("it answered " + upstream.status());
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int count = upstream.read(); count >= 0; count = upstream.read()) {
          body.write(upstream.content(), 0, count);
          if (body.size() > MAX_BYTES) {
            throw new IOException("its list is too long");
          }
        }
        whole = true;
        return ModelList.read(body.toByteArray(), route.api());
      } finally {
        if (whole) {
          setup.pool().giveBack(provider.origin(), upstream);
        } else {
          call.drop(upstream);
        }
      }
    }
  }

  /** Asks all of them and answers with what they say. */
  void serve(Exchange exchange, Route route, @Nullable Headroom left) throws IOException {
    List<Asked> asked = new ArrayList<>();
    List<FutureTask<Map<String, byte[]>>> answers = new ArrayList<>();
    for (Provider provider : of(route.api())) {
      Asked one = new Asked(provider, route, exchange);
      asked.add(one);
      answers.add(new FutureTask<>(one));
    }
    exchange.onGone(() -> asked.forEach(Asked::stop));
    answers.forEach(answer -> Thread.ofVirtual().name("wlm-llm-models").start(answer));
    long untilNanos =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(setup.limits().listMillis());
    Map<String, byte[]> all = new LinkedHashMap<>();
    boolean any = false;
    for (int i = 0; i < asked.size(); i++) {
      Asked one = asked.get(i);
      Map<String, byte[]> models = await(one, answers.get(i), untilNanos);
      any |= models != null;
      if (models != null) {
        models.forEach((model, json) -> {
          if (isServedBy(one.provider, route.api(), model)) {
            all.putIfAbsent(model, json);
          }
        });
      }
    }
    exchange.onGone(() -> {});
    if (any) {
      HeaderList headers = new HeaderList().add("Content-Type", "application/json");
      refusals.tell(headers, left);
      exchange.send(new Reply(200, headers, ModelList.write(all, route.api())));
    } else if (!exchange.isGone()) {
      Problem none = new Problem(Kind.UPSTREAM, "no provider says which models it has");
      exchange.send(refusals.reply(route.vendor(), none, left));
    }
  }

  private boolean isServedBy(Provider provider, Api api, String model) {
    return Provider.find(providers, api, model).filter(provider::equals).isPresent();
  }

  /** Null if the provider has failed. */
  private @Nullable Map<String, byte[]> await(
      Asked asked, FutureTask<Map<String, byte[]>> answer, long untilNanos) {
    String why;
    try {
      Map<String, byte[]> models =
          answer.get(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      failing.remove(asked.provider.name());
      return models;
    } catch (TimeoutException e) {
      why = "no answer in " + setup.limits().listMillis() + " ms";
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      why =
          cause instanceof BadJson ? "it answers with no list" : String.valueOf(cause.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why = "wlmd ends";
    }
    asked.stop();
    boolean gone = asked.exchange.isGone();
    if (!gone && failing.add(asked.provider.name())) {
      setup
          .log()
          .done(
              "WLM0950W models of provider "
                  + asked.provider.name()
                  + " are left out of lists: "
                  + why);
    }
    return null;
  }
}
