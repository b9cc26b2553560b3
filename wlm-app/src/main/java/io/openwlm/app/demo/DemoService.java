package io.openwlm.app.demo;

import io.openwlm.iwm.TransactionReporter;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The demo's interactive service, a process of its own: requests arrive at random at a given rate,
 * whether or not earlier ones have ended, and each hashes data for about two milliseconds of CPU
 * time. A response time runs from the moment the request should have arrived, so that a service
 * that cannot even take requests does not look good.
 *
 * <p>Arguments: {@code calibrate NANOS}, which prints how many rounds of work use that much CPU
 * time; or {@code serve SEED RATE WORKERS ROUNDS LOG [SOCKET CLASS]}. Then it prints {@code READY}
 * when warm, and obeys standard input: {@code rate N} changes the requests a second; the end of the
 * input stops the service. Requests that wait then are logged with their age so far, so that what
 * was never served does not look good either.
 */
public final class DemoService {
  private static final int WARM_UP_REQUESTS = 100;
  private static final int MAX_WAITING = 200_000;

  private final BlockingQueue<Request> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final DataOutputStream log;
  private final @Nullable TransactionReporter reporter;
  private final int rounds;
  private volatile double ratePerSecond;

  /** A request that waits or is being served; the token is the reporter's. */
  private record Request(long arrivedNanos, long token) {}

  private DemoService(
      double ratePerSecond,
      int rounds,
      DataOutputStream log,
      @Nullable TransactionReporter reporter) {
    this.ratePerSecond = ratePerSecond;
    this.rounds = rounds;
    this.log = log;
    this.reporter = reporter;
  }

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("calibrate")) {
      System.out.println(RequestWork.calibrate(Long.parseLong(args[1])));
      return;
    }
    long seed = Long.parseLong(args[1]);
    double rate = Double.parseDouble(args[2]);
    int workers = Integer.parseInt(args[3]);
    int rounds = Integer.parseInt(args[4]);
    try (DataOutputStream log =
            new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(Path.of(args[5])), 1 << 16));
        TransactionReporter reporter =
            args.length > 7 ? TransactionReporter.open(Path.of(args[6]), args[7]) : null) {
      DemoService service = new DemoService(rate, rounds, log, reporter);
      service.warmUp();
      service.start(seed, workers);
      System.out.println("READY");
      service.obey();
    }
    System.exit(0);
  }

  private void warmUp() {
    RequestWork work = new RequestWork();
    for (int i = 0; i < WARM_UP_REQUESTS; i++) {
      work.run(rounds);
    }
  }

  private void start(long seed, int workers) {
    for (int i = 0; i < workers; i++) {
      Thread.ofPlatform().daemon().name("worker-" + i).start(this::serve);
    }
    Thread.ofPlatform().daemon().name("arrivals").start(() -> arrive(new Random(seed)));
    Thread.ofPlatform().daemon().name("log").start(this::flushOften);
  }

  private void arrive(Random random) {
    long next = System.nanoTime();
    while (true) {
      next += Math.round(-Math.log(1 - random.nextDouble()) / ratePerSecond * 1e9);
      for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      long token = reporter == null ? TransactionReporter.NO_TOKEN : reporter.begin(next);
      if (!waiting.offer(new Request(next, token))) {
        throw new IllegalStateException("more than " + MAX_WAITING + " requests are waiting");
      }
    }
  }

  private void serve() {
    RequestWork work = new RequestWork();
    try {
      while (true) {
        Request request = waiting.take();
        work.run(rounds);
        long now = System.nanoTime();
        if (reporter != null) {
          reporter.end(request.token(), now);
        }
        write(request.arrivedNanos(), now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(long arrivedNanos, long endNanos) throws IOException {
    synchronized (log) {
      log.writeLong(endNanos);
      log.writeLong(endNanos - arrivedNanos);
    }
  }

  private void flushOften() {
    while (true) {
      LockSupport.parkNanos(250_000_000L);
      flush();
    }
  }

  private void flush() {
    synchronized (log) {
      try {
        log.flush();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void obey() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("rate ")) {
        ratePerSecond = Double.parseDouble(line.substring(5));
      }
    }
    long now = System.nanoTime();
    for (Request left = waiting.poll(); left != null; left = waiting.poll()) {
      write(left.arrivedNanos(), now);
    }
    flush();
  }
}
