package io.openwlm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.status.IntakeSource;
import io.openwlm.server.NeedsPrograms;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real nginx and a real Apache write access logs under load while their logs are rotated in both
 * usual ways. Needs both programs; without them it fails.
 */
@NeedsPrograms({"nginx", "apache2"})
class RealServersTest {
  private static final int LOAD_THREADS = 2;
  private static final int SEVERAL_LOOKS_MILLIS = 600;

  @TempDir Path directory;
  private final RecordingControl control = new RecordingControl();
  private Path accessLog;
  private int port;

  @BeforeEach
  void prepare() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(Files.createDirectory(directory.resolve("html")).resolve("x"), "hello\n");
    accessLog = directory.resolve("access.log");
    try (ServerSocket any = new ServerSocket(0)) {
      port = any.getLocalPort();
    }
  }

  private Process nginx() throws IOException {
    String config =
        """
        daemon off; pid %1$s/server.pid; error_log %1$s/error.log; worker_processes 2;
        events { worker_connections 256; }
        http {
          log_format timed '%2$s';
          client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
          server { listen 127.0.0.1:%3$d; root %1$s/html; access_log %1$s/access.log timed; }
        }
        """
            .formatted(directory, LogTemplate.NGINX_COMBINED_TIME, port);
    return start("nginx", "-p", directory.toString(), "-c", write("nginx.conf", config));
  }

  private static final String APACHE_FORMAT = "%h %l %u %t \\\"%r\\\" %>s %b %D";

  private Process apache() throws IOException {
    String modules = "/usr/lib/apache2/modules";
    String config =
        """
        ServerRoot %1$s
        PidFile %1$s/server.pid
        Listen 127.0.0.1:%2$d
        ServerName localhost
        LoadModule mpm_event_module %3$s/mod_mpm_event.so
        LoadModule authz_core_module %3$s/mod_authz_core.so
        User www-data
        Group www-data
        ErrorLog %1$s/error.log
        LogFormat "%4$s" timed
        CustomLog %1$s/access.log timed
        DocumentRoot %1$s/html
        """
            .formatted(directory, port, modules, APACHE_FORMAT);
    return start("apache2", "-DFOREGROUND", "-f", write("apache.conf", config));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("server.out").toFile())
        .start();
  }

  private Intake follow(String format) {
    IntakeReader.Result read =
        IntakeReader.read(
            "intake.yaml",
            """
            intake:
              sources:
                - name: front
                  access-log: { file: %s, %s }
                  classes: [{ service-class: WEB, path: /x, status: 200 }]
            """
                .formatted(accessLog, format));
    assertThat(read.problems()).isEmpty();
    return Intake.start(read.sources(), control, java.util.Optional::empty, line -> {});
  }

  private static final String NGINX = "nginx-format: combined-time";
  private static final String APACHE =
      "apache-format: '" + APACHE_FORMAT.replace("\\\"", "\"") + "'";

  @Test
  void nginxAcrossRename() throws Exception {
    rotates(nginx(), NGINX, this::renameAndTell);
  }

  @Test
  void apacheAcrossRename() throws Exception {
    rotates(apache(), APACHE, this::renameAndTell);
  }

  @Test
  void nginxAcrossCopyTruncate() throws Exception {
    cutsOff(nginx(), NGINX);
  }

  @Test
  void apacheAcrossCopyTruncate() throws Exception {
    cutsOff(apache(), APACHE);
  }

  private interface Rotation {
    void rotate(int round) throws Exception;
  }

  /** As logrotate does with create: rename, then tell the server. */
  private void renameAndTell(int round) throws Exception {
    Files.move(accessLog, directory.resolve("access.log." + round));
    long pid = Long.parseLong(Files.readString(directory.resolve("server.pid")).strip());
    new ProcessBuilder("kill", "-USR1", Long.toString(pid)).start().waitFor();
  }

  /** Load goes on while the log is rotated three times: each response counts exactly once. */
  private void rotates(Process server, String format, Rotation rotation) throws Exception {
    try {
      awaitServer();
      try (Intake intake = follow(format);
          Load load = new Load()) {
        for (int round = 0; round < 3; round++) {
          load.awaitMore(100);
          rotation.rotate(round);
          Thread.sleep(SEVERAL_LOOKS_MILLIS); // a file that came and went between two looks is lost
        }
        load.awaitMore(100);
        int sent = load.stop();
        awaitCount(intake, sent);
        Thread.sleep(SEVERAL_LOOKS_MILLIS); // nothing comes twice
        assertThat(control.nanos("WEB")).hasSize(sent);
        assertThat(intake.status().getFirst().bad()).isZero();
      }
    } finally {
      stop(server);
    }
  }

  /**
   * As logrotate does with copytruncate. When nothing is written meanwhile nothing is lost. Under
   * load only what was written since the look before can be lost, and nothing counts twice.
   */
  private void cutsOff(Process server, String format) throws Exception {
    try {
      awaitServer();
      try (Intake intake = follow(format);
          Load quiet = new Load()) {
        quiet.awaitMore(100);
        int first = quiet.stop();
        awaitCount(intake, first);
        cut(0);
        try (Load load = new Load()) {
          load.awaitMore(100);
          int before = load.sent();
          cut(1);
          int after = load.sent();
          load.awaitMore(100);
          int sent = load.stop();
          assertThat(before).isPositive();
          // What was answered is logged a moment later: of each thread one line may be cut, too.
          awaitCount(intake, first + sent - after - LOAD_THREADS);
          Thread.sleep(SEVERAL_LOOKS_MILLIS);
          assertThat(control.nanos("WEB").size()).isLessThanOrEqualTo(first + sent);
        }
      }
    } finally {
      stop(server);
    }
  }

  private void cut(int round) throws IOException {
    Files.copy(
        accessLog, directory.resolve("access.log." + round), StandardCopyOption.REPLACE_EXISTING);
    Files.newByteChannel(accessLog, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
        .close();
  }

  private void awaitServer() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        try {
          if (get(client).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // not listening yet
        }
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "the server does not start: " + Files.readString(directory.resolve("server.out")));
        }
        Thread.sleep(50);
      }
    }
  }

  private HttpResponse<String> get(HttpClient client) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/x")).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void awaitCount(Intake intake, int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (control.nanos("WEB").size() < count) {
      if (System.nanoTime() > end) {
        IntakeSource status = intake.status().getFirst();
        throw new AssertionError(control.nanos("WEB").size() + " of " + count + ": " + status);
      }
      Thread.sleep(50);
    }
  }

  private static void stop(Process server) throws InterruptedException {
    server.destroy();
    if (!server.waitFor(10, TimeUnit.SECONDS)) {
      server.destroyForcibly();
    }
  }

  /** Requests from two threads, one after another each, until told to stop. */
  private final class Load implements AutoCloseable {
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Load() {
      for (int i = 0; i < LOAD_THREADS; i++) {
        threads.add(Thread.ofPlatform().daemon().start(this::send));
      }
    }

    private void send() {
      while (!stopping.get()) {
        try {
          if (get(client).statusCode() == 200) {
            sent.incrementAndGet();
          }
          Thread.sleep(2);
        } catch (IOException e) {
          // a restarting server may close an idle connection before it took the request
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    int sent() {
      return sent.get();
    }

    void awaitMore(int more) throws InterruptedException {
      int from = sent.get();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (sent.get() < from + more) {
        assertThat(System.nanoTime()).as("requests answered: " + sent.get()).isLessThan(end);
        Thread.sleep(5);
      }
    }

    int stop() throws InterruptedException {
      stopping.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      return sent.get();
    }

    @Override
    public void close() throws InterruptedException {
      stop();
      client.close();
    }
  }
}
