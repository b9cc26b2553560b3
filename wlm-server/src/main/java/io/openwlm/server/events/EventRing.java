package io.openwlm.server.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The last events, at most 512 and 4 MiB. Readers come and ask; nobody waits for them. */
public final class EventRing {
  private static final int MAX_EVENTS = 512;
  private static final long MAX_BYTES = 4 << 20;

  private final ArrayDeque<Event> events = new ArrayDeque<>();
  private long bytes;
  private long last;

  /**
   * What a reader gets.
   *
   * @param upTo number of the last event looked at
   * @param lost events after the one that the reader saw last are gone
   */
  record Batch(List<Event> events, long upTo, boolean lost) {}

  /**
   * @param first number of the first event: above those of an earlier life of the daemon, so that a
   *     reader who resumes learns that he missed some
   */
  public EventRing(long first) {
    last = first - 1;
  }

  public synchronized void add(Topic topic, byte[] data) {
    events.add(new Event(++last, topic, data));
    bytes += data.length;
    while (events.size() > MAX_EVENTS || (bytes > MAX_BYTES && events.size() > 1)) {
      bytes -= events.remove().data().length;
    }
    notifyAll();
  }

  public synchronized long last() {
    return last;
  }

  /**
   * Events after {@code seen}; waits for one. Of several ends of intervals only the last is given:
   * a slow reader gets the newest picture and not a backlog of old ones.
   */
  @SuppressWarnings("WaitNotInLoop") // woken for nothing it answers nothing, and is asked again
  synchronized Batch after(long seen, Set<Topic> topics, long waitMillis)
      throws InterruptedException {
    if (last <= seen) {
      wait(Math.max(1, waitMillis));
    }
    long oldest = events.isEmpty() ? last + 1 : events.getFirst().id();
    boolean lost = seen + 1 < oldest || seen > last;
    List<Event> wanted = new ArrayList<>();
    Event cycle = null;
    for (Event e : events) {
      if (e.id() > seen && topics.contains(e.topic())) {
        if (e.topic() == Topic.CYCLE) {
          cycle = e;
        } else {
          wanted.add(e);
        }
      }
    }
    if (cycle != null) {
      Event newest = cycle;
      int at = (int) wanted.stream().filter(e -> e.id() < newest.id()).count();
      wanted.add(at, newest);
    }
    return new Batch(wanted, last, lost);
  }
}
