package io.openwlm.app.daemon;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real daemon on a simulated machine in this process, with its doors open. */
final class SimulatedHost implements AutoCloseable {
  static final Path ROOT = Path.of(System.getProperty("wlm.root"));

  final int metricsPort = freePort();
  final int otlpPort = freePort();
  final Path socket;
  final List<String> log = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Thread thread;

  /**
   * @param speed simulated seconds a second
   */
  SimulatedHost(Path directory, Path scenario, double speed, @Nullable Path intake)
      throws IOException {
    socket = directory.resolve("wlmd.sock");
    Wlmd options = new Wlmd();
    options.socket = socket;
    options.state = directory;
    options.scenario = scenario;
    options.speed = speed;
    options.metricsPort = metricsPort;
    if (intake != null) {
      var read = io.openwlm.server.intake.IntakeReader.read(intake);
      if (!read.problems().isEmpty()) {
        throw new IllegalArgumentException(read.problems().toString());
      }
      options.sources = read.sources();
      options.otlpPort = otlpPort;
    }
    thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                SimulatedDaemon.run(options, scenario, log::add);
              } catch (IOException | RuntimeException e) {
                log.add("FAILED " + e);
              }
            });
  }

  static int freePort() {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The metrics, once the daemon serves them and they have a certain text. */
  String scrape(String until) throws InterruptedException {
    String last = "";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      try {
        last = get("http://127.0.0.1:" + metricsPort + "/metrics").body();
        if (last.contains(until)) {
          return last;
        }
      } catch (IOException e) {
        last = e.toString();
      }
      Thread.sleep(200);
    }
    throw new AssertionError("no \"" + until + "\" in: " + last + "\nlog: " + log);
  }

  HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits for the end of the scenario. */
  @Override
  public void close() throws InterruptedException {
    thread.join(TimeUnit.SECONDS.toMillis(120));
    client.close();
  }
}
