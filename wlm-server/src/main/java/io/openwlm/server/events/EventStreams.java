package io.openwlm.server.events;

import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Caller;
import io.openwlm.server.http.HttpProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Streams of events, a bounded number of them: {@code text/event-stream}. */
public final class EventStreams {
  private static final int PER_PEER = 4;
  private static final int ALL = 32;
  private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);

  private final EventRing ring;
  private final long pingMillis;
  private final Map<String, Integer> open = new HashMap<>();
  private int all;
  private volatile boolean closed;

  public EventStreams(EventRing ring) {
    this(ring, 15_000);
  }

  EventStreams(EventRing ring, long pingMillis) {
    this.ring = ring;
    this.pingMillis = pingMillis;
  }

  /**
   * A new stream.
   *
   * @param after the last event that the reader saw; null begins with the next one
   * @throws HttpProblem 429 if the peer, or all together, have too many
   */
  public Answer open(Caller caller, Set<Topic> topics, @Nullable Long after) {
    enter(caller.peer());
    AtomicBoolean given = new AtomicBoolean();
    long start = after == null ? ring.last() : after;
    return new Answer.Stream(
        "text/event-stream",
        sink -> run(sink, topics, start),
        () -> {
          if (given.compareAndSet(false, true)) {
            leave(caller.peer());
          }
        });
  }

  private void enter(String peer) {
    synchronized (open) {
      int ofPeer = open.getOrDefault(peer, 0);
      if (ofPeer >= PER_PEER || all >= ALL) {
        String whose = ofPeer >= PER_PEER ? PER_PEER + " of one peer" : ALL + " in all";
        throw new HttpProblem(429, "TOO_MANY_STREAMS", "there are " + whose + " already")
            .header("Retry-After", "15")
            .header("Connection", "close");
      }
      open.put(peer, ofPeer + 1);
      all++;
    }
  }

  private void leave(String peer) {
    synchronized (open) {
      open.computeIfPresent(peer, (_, n) -> n == 1 ? null : n - 1);
      all--;
    }
  }

  /** Streams open now. */
  public int count() {
    synchronized (open) {
      return all;
    }
  }

  private void run(Answer.Sink sink, Set<Topic> topics, long start) throws IOException {
    long seen = start;
    long quietSince = System.nanoTime();
    sink.write("retry: 3000\n\n".getBytes(StandardCharsets.US_ASCII));
    while (!closed) {
      EventRing.Batch batch;
      try {
        long quietMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - quietSince);
        batch = ring.after(seen, topics, Math.min(1000, Math.max(1, pingMillis - quietMillis)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (batch.lost()) {
        String reset = "id: " + batch.upTo() + "\nevent: reset\ndata: {\"last\":" + batch.upTo();
        sink.write((reset + "}\n\n").getBytes(StandardCharsets.US_ASCII));
        seen = batch.upTo();
        continue;
      }
      for (Event e : batch.events()) {
        sink.write(e.frame());
        quietSince = System.nanoTime();
      }
      seen = batch.upTo();
      if (System.nanoTime() - quietSince >= pingMillis * 1_000_000) {
        sink.write(PING);
        quietSince = System.nanoTime();
      }
    }
  }

  /** Ends all streams within a second. */
  public void close() {
    closed = true;
  }
}
