package io.openwlm.server.intake;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the counters of cumulative points stand, by source and attributes. The first point of a
 * stream only notes that, unless its program began to count after this daemon started; so does
 * nothing count twice after a restart of the daemon. Thread-safe.
 */
final class TokenStreams {
  private static final int MAX_STREAMS = 10_000;

  private record Stream(String source, Map<String, String> attributes) {}

  private final long startedNanos;
  private final Map<Stream, TokenPoint> last = new HashMap<>();

  /**
   * @param startedNanos when the daemon started, since 1970
   */
  TokenStreams(long startedNanos) {
    this.startedNanos = startedNanos;
  }

  /**
   * What a point tells beyond the one before of its stream.
   *
   * @return null if nothing can be said; a point with a problem if it cannot be used; one with
   *     nothing in it if it was told before
   */
  synchronized @Nullable TokenPoint since(String source, TokenPoint now) {
    Stream stream = new Stream(source, now.attributes());
    TokenPoint before = last.get(stream);
    if (before == null && last.size() >= MAX_STREAMS) {
      return now.bad("more than " + MAX_STREAMS + " streams of attributes");
    }
    boolean older = before != null && now.timeNanos() <= before.timeNanos();
    if (older) {
      return now.since(now); // sent again, or late: the later one has it
    }
    last.put(stream, now);
    if (before == null) {
      return now.startNanos() > startedNanos ? now : null;
    }
    boolean anew =
        now.startNanos() != before.startNanos()
            || now.tokens() < before.tokens()
            || now.calls() < before.calls();
    return anew ? now : now.since(before);
  }
}
