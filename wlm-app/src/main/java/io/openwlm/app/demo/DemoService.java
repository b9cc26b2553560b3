package io.openwlm.app.demo;

import io.openwlm.iwm.TransactionReporter;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
 * <p>Arguments: seed, rate per second, log file, and optionally socket and service class to report
 * to. Standard input: {@code rate N}; its end stops the service. Prints {@code READY} when warm.
 */
public final class DemoService {
  static final double WORK_MILLIS = 2.0;
  private static final int WORKERS = 16;
  private static final int BLOCK_BYTES = 4096;
  private static final int MAX_WAITING = 200_000;

  private final BlockingQueue<Request> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final DataOutputStream log;
  private final @Nullable TransactionReporter reporter;
  private final int rounds;
  private volatile double ratePerSecond;

  /** A request that waits or is being served; the token is the reporter's. */
  private record Request(long arrivedNanos, long token) {}

  private DemoService(
      double ratePerSecond, DataOutputStream log, @Nullable TransactionReporter reporter) {
    this.ratePerSecond = ratePerSecond;
    this.log = log;
    this.reporter = reporter;
    rounds = calibrate();
  }

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException {
    long seed = Long.parseLong(args[0]);
    double rate = Double.parseDouble(args[1]);
    try (DataOutputStream log =
            new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(Path.of(args[2])), 1 << 16));
        TransactionReporter reporter =
            args.length > 4 ? TransactionReporter.open(Path.of(args[3]), args[4]) : null) {
      DemoService service = new DemoService(rate, log, reporter);
      service.start(seed);
      System.out.println("READY");
      service.obey();
    }
    System.exit(0);
  }

  /** Rounds of hashing that take {@link #WORK_MILLIS} of CPU time once the code is warm. */
  private static int calibrate() {
    MessageDigest digest = digest();
    var threads = ManagementFactory.getThreadMXBean();
    hash(digest, 20_000);
    int measured = 5_000;
    long before = threads.getCurrentThreadCpuTime();
    hash(digest, measured);
    double nanosPerRound = (threads.getCurrentThreadCpuTime() - before) / (double) measured;
    return (int) Math.max(1, Math.round(WORK_MILLIS * 1e6 / nanosPerRound));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void hash(MessageDigest digest, int times) {
    byte[] block = new byte[BLOCK_BYTES];
    for (int i = 0; i < times; i++) {
      digest.update(block);
    }
    digest.digest();
  }

  private void start(long seed) {
    for (int i = 0; i < WORKERS; i++) {
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
    MessageDigest digest = digest();
    try {
      while (true) {
        Request request = waiting.take();
        hash(digest, rounds);
        long now = System.nanoTime();
        if (reporter != null) {
          reporter.end(request.token(), now);
        }
        synchronized (log) {
          log.writeLong(now);
          log.writeLong(now - request.arrivedNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
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
    flush();
  }
}
