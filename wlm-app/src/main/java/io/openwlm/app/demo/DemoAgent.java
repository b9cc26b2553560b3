package io.openwlm.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An agent that calls a model over HTTP as any client does: at its rate, and when it goes wild as
 * fast as the answers come, on many connections.
 */
final class DemoAgent implements AutoCloseable {
  private static final int OUTPUT_CAP = 1_000;
  private static final long PAUSE_MILLIS = 200;
  private static final int BYTES_PER_TOKEN = 4;

  private final TokenDemoPlan.Agent agent;
  private final HttpClient client;
  private final HttpRequest request;
  private final Random random;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean wild;
  private volatile boolean stopped;

  /**
   * @param origin of the proxy, without a slash at the end
   * @param key what it shows the proxy
   */
  DemoAgent(TokenDemoPlan.Agent agent, String origin, String key, HttpClient client, long seed) {
    this.agent = agent;
    this.client = client;
    random = new Random(seed);
    String prompt = "word".repeat(agent.promptTokens() * BYTES_PER_TOKEN / 4);
    request =
        HttpRequest.newBuilder(URI.create(origin + "/v1/chat/completions"))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\":\"m\",\"max_tokens\":"
                        + OUTPUT_CAP
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                        + prompt
                        + "\"}]}"))
            .build();
  }

  void start() {
    Thread.ofVirtual().name("demo-" + agent.name()).start(this::steady);
  }

  private void steady() {
    try {
      while (!stopped) {
        Thread.ofVirtual().start(this::call);
        double pause = -Math.log(1 - random.nextDouble()) / agent.perSecond();
        Thread.sleep((long) (1_000 * Math.min(pause, 5)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on it calls as fast as it can. */
  void goWild() {
    wild = agent.wildStreams() > 0;
    for (int i = 0; i < agent.wildStreams(); i++) {
      Thread.ofVirtual().name("demo-" + agent.name() + "-wild").start(this::loop);
    }
  }

  private void loop() {
    try {
      while (!stopped) {
        if (!call()) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One call; false if it got no answer. */
  private boolean call() {
    underWay.incrementAndGet();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      boolean good = answer.statusCode() == 200;
      boolean no = answer.statusCode() >= 400 && answer.statusCode() < 500;
      (good ? answered : no ? refused : failed).incrementAndGet();
      return good;
    } catch (IOException e) {
      failed.incrementAndGet();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      underWay.decrementAndGet();
    }
  }

  TokenDemoPlan.Agent agent() {
    return agent;
  }

  boolean isWild() {
    return wild;
  }

  long answered() {
    return answered.get();
  }

  /** Calls that were refused, by any 4xx. */
  long refused() {
    return refused.get();
  }

  /** Calls that failed otherwise. */
  long failed() {
    return failed.get();
  }

  boolean isQuiet() {
    return underWay.get() == 0;
  }

  /** Makes no new calls. */
  @Override
  public void close() {
    stopped = true;
  }
}
