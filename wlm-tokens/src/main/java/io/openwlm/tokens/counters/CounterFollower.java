package io.openwlm.tokens.counters;

import io.openwlm.core.port.TokenSpend.Outcome;
import io.openwlm.core.token.ReportedCall;
import io.openwlm.core.token.TokenLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows the counter file of one agent, through any number of rotations. It never changes the
 * file. Whole lines only are read, each once: the place until which it has read goes into the same
 * record of the journal as the use that it found. A file that lost its name is read to its end, and
 * for a while longer, because its writer may still have it open.
 */
final class CounterFollower implements AutoCloseable {
  private static final int CHUNK = 1 << 20;
  private static final int MOST_LINE = 16 << 10;
  private static final int MOST_SIBLINGS = 200;
  static final long GRACE_NANOS = 5_000_000_000L;

  private final String agent;
  private final String serviceClass;
  private final Path path;
  private final TokenLedger ledger;
  private final Map<CounterEvent, Long> counts = new EnumMap<>(CounterEvent.class);
  private final Map<String, Long> sequences = new LinkedHashMap<>();
  private @Nullable OpenFile file;
  private long offset;
  private long tail;
  private boolean skipping;
  private boolean begun;
  private long quietSinceNanos;
  private long modifiedNanos;
  private String problem = "";

  CounterFollower(String agent, String serviceClass, Path path, TokenLedger ledger) {
    this.agent = agent;
    this.serviceClass = serviceClass;
    this.path = path;
    this.ledger = ledger;
  }

  String agent() {
    return agent;
  }

  Path path() {
    return path;
  }

  /** How often each thing happened since the reader began. */
  Map<CounterEvent, Long> counts() {
    return new EnumMap<>(counts);
  }

  /** Why it cannot be read; empty if it can. */
  String problem() {
    return problem;
  }

  /** Reads what is new. */
  void poll(long nowNanos) {
    try {
      OpenFile.Identity named = OpenFile.identify(path);
      if (!begun) {
        resume(named);
        begun = true;
      }
      if (file == null && named != null) {
        file = OpenFile.open(path, named);
      }
      OpenFile now = file;
      if (now != null) {
        boolean read = follow(now, nowNanos);
        boolean sameName =
            named != null && named.device() == now.device() && named.inode() == now.inode();
        if (sameName) {
          modifiedNanos = RotatedFiles.modifiedNanos(path);
        }
        if (read || sameName) {
          quietSinceNanos = nowNanos;
        } else if (nowNanos - quietSinceNanos >= GRACE_NANOS) {
          leave(now, named, nowNanos);
        }
      }
      problem = "";
    } catch (IOException e) {
      count(CounterEvent.UNREADABLE, problem.isEmpty() ? 1 : 0);
      problem = String.valueOf(e.getMessage());
    }
  }

  /** Finds the file of the last checkpoint again: under its name, or under the one it got since. */
  private void resume(OpenFile.@Nullable Identity named) throws IOException {
    FilePlace place = FilePlace.decode(ledger.place(agent));
    if (place == null) {
      return;
    }
    sequences.putAll(place.sequences());
    Path found = named != null && place.isIn(named.device(), named.inode()) ? path : sibling(place);
    OpenFile.Identity identity = found == null ? null : OpenFile.identify(found);
    if (found == null || identity == null) {
      count(CounterEvent.LOST, 1);
      return;
    }
    file = OpenFile.open(found, identity);
    modifiedNanos = RotatedFiles.modifiedNanos(found);
    offset = place.offset();
    tail = place.tail();
  }

  private @Nullable Path sibling(FilePlace place) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return null;
    }
    int seen = 0;
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            directory, p -> String.valueOf(p.getFileName()).startsWith(name()))) {
      for (Path candidate : all) {
        if (++seen > MOST_SIBLINGS) {
          return null;
        }
        try {
          OpenFile.Identity identity = OpenFile.identify(candidate);
          if (identity != null && place.isIn(identity.device(), identity.inode())) {
            return candidate;
          }
        } catch (IOException e) {
          // not the one: a link, a directory, or writable by anyone
        }
      }
    }
    return null;
  }

  private String name() {
    return String.valueOf(path.getFileName());
  }

  /** Goes on to the next file: one that was rotated away meanwhile, or what has the name now. */
  private void leave(OpenFile old, OpenFile.@Nullable Identity named, long nowNanos)
      throws IOException {
    if (named == null) {
      return;
    }
    RotatedFiles.Next rotated = RotatedFiles.after(path, old, modifiedNanos);
    Path between = rotated.path();
    OpenFile.Identity identity = between == null ? named : OpenFile.identify(between);
    OpenFile next =
        identity == null ? null : OpenFile.open(between == null ? path : between, identity);
    if (next != null) {
      count(CounterEvent.LOST, rotated.lost());
      modifiedNanos =
          Math.max(modifiedNanos, RotatedFiles.modifiedNanos(between == null ? path : between));
      old.close();
      file = next;
      start();
      count(CounterEvent.ROTATED, 1);
      commit(List.of(), next, nowNanos);
    }
  }

  private void start() {
    offset = 0;
    tail = FilePlace.hash(new byte[0], 0, 0);
    skipping = false;
  }

  /** Reads whole lines; true if there were any bytes. */
  private boolean follow(OpenFile now, long nowNanos) throws IOException {
    long size = now.channel().size();
    if (size < offset) {
      count(CounterEvent.TRUNCATED, 1);
      start();
    } else if (offset > 0 && now.tail(offset) != tail) {
      count(CounterEvent.REPLACED, 1);
      start();
    }
    boolean any = false;
    while (true) {
      byte[] bytes = now.read(offset, CHUNK);
      int end = lastNewline(bytes);
      if (end == 0 && bytes.length < MOST_LINE) {
        return any;
      }
      any = true;
      if (end == 0) {
        // a line without an end: it is skipped up to where one is
        count(CounterEvent.BAD_LINE, skipping ? 0 : 1);
        skipping = true;
        end = bytes.length;
        offset += end;
        commit(List.of(), now, nowNanos);
      } else {
        List<ReportedCall> calls = lines(bytes, end);
        offset += end;
        commit(calls, now, nowNanos);
      }
      if (bytes.length < CHUNK) {
        return true;
      }
    }
  }

  private static int lastNewline(byte[] bytes) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  private List<ReportedCall> lines(byte[] bytes, int end) {
    List<ReportedCall> calls = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < end; i++) {
      if (bytes[i] == '\n') {
        if (skipping) {
          skipping = false;
        } else {
          line(bytes, from, i, calls);
        }
        from = i + 1;
      }
    }
    return calls;
  }

  private void line(byte[] bytes, int from, int to, List<ReportedCall> calls) {
    int first = from;
    while (first < to && bytes[first] == 0) {
      first++; // a crash leaves zeros where data never came to the disk
    }
    if (first == to) {
      return;
    }
    CounterLine line =
        to - first > MOST_LINE
            ? null
            : CounterLine.read(new String(bytes, first, to - first, StandardCharsets.UTF_8));
    if (line == null) {
      count(CounterEvent.BAD_LINE, 1);
    } else if (!line.owner().equals(serviceClass) && !line.owner().equals(agent)) {
      count(CounterEvent.FOREIGN, 1);
    } else {
      sequence(line);
      calls.add(line.call());
    }
  }

  private void sequence(CounterLine line) {
    if (line.writer().isEmpty() || line.sequence() < 0) {
      return;
    }
    Long last = sequences.remove(line.writer());
    if (last != null && line.sequence() > last + 1) {
      count(CounterEvent.MISSING, line.sequence() - last - 1);
    }
    sequences.put(line.writer(), last == null ? line.sequence() : Math.max(last, line.sequence()));
    if (sequences.size() > FilePlace.MOST_WRITERS) {
      sequences.remove(sequences.keySet().iterator().next());
    }
  }

  private void commit(List<ReportedCall> calls, OpenFile now, long nowNanos) throws IOException {
    tail = now.tail(offset);
    FilePlace place = new FilePlace(now.device(), now.inode(), offset, tail, sequences);
    for (Outcome outcome : ledger.checkpoint(agent, calls, place.encode(), nowNanos)) {
      switch (outcome) {
        case COUNTED -> count(CounterEvent.COUNTED, 1);
        case COUNTED_NOW -> {
          count(CounterEvent.COUNTED, 1);
          count(CounterEvent.OUT_OF_TIME, 1);
        }
        case DUPLICATE -> count(CounterEvent.DUPLICATE, 1);
        case UNKNOWN_AGENT -> count(CounterEvent.FOREIGN, 1);
      }
    }
  }

  private void count(CounterEvent event, long times) {
    if (times > 0) {
      counts.merge(event, times, Long::sum);
    }
  }

  @Override
  public void close() throws IOException {
    OpenFile now = file;
    file = null;
    if (now != null) {
      now.close();
    }
  }
}
