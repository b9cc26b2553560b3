package io.openwlm.server.intake;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls out: GET of one address that the intake file names, over plain HTTP, without redirects or
 * proxies, in bounded time and of bounded length.
 */
final class ScrapeClient implements AutoCloseable {
  static final int MAX_BYTES = 4 << 20;

  private final URI uri;
  private final long timeoutMillis;
  private final HttpClient client;

  ScrapeClient(URI uri, long timeoutMillis) {
    this.uri = uri;
    this.timeoutMillis = timeoutMillis;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(ProxySelector.of(null))
            .connectTimeout(Duration.ofMillis(timeoutMillis))
            .build();
  }

  /** The page; fails within the time limit, headers and body together. */
  String get() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept", "text/plain;version=0.0.4")
            .timeout(Duration.ofMillis(timeoutMillis))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(timeoutMillis, TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("it answers with status " + response.statusCode());
      }
      return new String(response.body(), StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + timeoutMillis + "ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          cause instanceof java.net.ConnectException
              ? "connection refused"
              : "" + cause.getMessage());
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
