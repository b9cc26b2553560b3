package io.openwlm.tokens.signal;

import io.openwlm.core.port.SignalSink;
import io.openwlm.model.token.TokenBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Publishes state files: one for each agent below the signal directory, and the files that agents
 * name themselves. Each is replaced whole: at once when a signal in it has changed, it is about
 * others, or it could not be written before; else after every tick as its turn comes, so that a
 * thousand files that say the same as before keep no change waiting. What cannot be written is told
 * once until it can be written again.
 */
public final class SignalFiles implements SignalSink {
  /** Name of an agent's file in its directory. */
  public static final String NAME = "state.json";

  /** So long at most others wait for files that say the same as before. */
  private static final long TURN_NANOS = 10_000_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final SafeFile files;
  private final String bootId;
  private final LongSupplier monotonicNanos;
  private final Consumer<String> log;
  private final Map<String, AgentSignal> agents = new LinkedHashMap<>();
  private final Map<Path, String> problems = new HashMap<>();

  /** What was last written into each file; empty if that failed. */
  private final Map<Path, String> written = new HashMap<>();

  /** Files that are to be written again, first come first served. */
  private final Map<Path, Turn> waiting = new LinkedHashMap<>();

  private @Nullable Path directory;
  private long validForMillis;
  private long seq;

  /**
   * What a file is to say.
   *
   * @param own below the signal directory, in a directory that is made for it
   * @param agents whom it is about
   */
  private record Content(boolean own, List<AgentSignal> agents) {
    /** What a reader acts on at once. */
    String gist() {
      return agents.stream()
          .map(s -> s.status().name() + ' ' + s.status().signal() + ' ' + s.agent().onUnavailable())
          .collect(Collectors.joining("\n"));
    }
  }

  /** A content that waits to be written, with the number and the clocks of its publication. */
  private record Turn(Content content, long seq, long monoNanos, long epochMillis) {}

  /**
   * @param bootId of the machine's start; empty if unknown
   * @param monotonicNanos the kernel's monotonic clock, which readers compare with
   * @param validForMillis how long a file holds when nobody writes it again
   */
  public SignalFiles(
      String bootId, LongSupplier monotonicNanos, long validForMillis, Consumer<String> log)
      throws IOException {
    files = new SafeFile();
    this.bootId = bootId;
    this.monotonicNanos = monotonicNanos;
    this.validForMillis = validForMillis;
    this.log = log;
  }

  /** Where the agents' files lie from the next time on; null for nowhere. */
  public synchronized void configure(@Nullable String signalDirectory, long validFor) {
    directory = signalDirectory == null ? null : Path.of(signalDirectory);
    validForMillis = validFor;
  }

  @Override
  public synchronized void publish(
      List<AgentSignal> signals, long nowNanos, long epochMillis, boolean whole) {
    if (whole) {
      agents.clear();
    }
    signals.forEach(s -> agents.put(s.status().name(), s));
    seq++;
    long monoNanos = monotonicNanos.getAsLong();
    Map<Path, Content> now = filesOf(signals);
    List<Path> changed = new ArrayList<>();
    now.forEach((file, content) -> {
      waiting.put(file, new Turn(content, seq, monoNanos, epochMillis));
      if (!content.gist().equals(written.putIfAbsent(file, ""))) {
        changed.add(file);
      }
    });
    changed.forEach(this::writeNow);
    if (whole) {
      List<Path> gone = written.keySet().stream().filter(f -> !now.containsKey(f)).toList();
      gone.forEach(this::remove);
      written.keySet().removeAll(gone);
      waiting.keySet().removeAll(gone);
    }
    refresh();
  }

  /** Writes files that say the same as before, for a short while. */
  public synchronized void refresh() {
    long began = monotonicNanos.getAsLong();
    while (!waiting.isEmpty() && monotonicNanos.getAsLong() - began < TURN_NANOS) {
      writeNow(waiting.keySet().iterator().next());
    }
  }

  /** The files in which these agents are, each with all agents that it is about. */
  private Map<Path, Content> filesOf(List<AgentSignal> signals) {
    Path base = directory;
    Map<Path, Content> all = new LinkedHashMap<>();
    Map<Path, List<AgentSignal>> named = new LinkedHashMap<>();
    for (AgentSignal s : agents.values()) {
      String file = s.agent().signalFile();
      if (file != null) {
        named.computeIfAbsent(Path.of(file), _ -> new ArrayList<>()).add(s);
      }
    }
    Set<String> names = new HashSet<>();
    for (AgentSignal s : signals) {
      String name = s.status().name();
      names.add(name);
      if (base != null && TokenBudget.isName(name)) {
        all.put(base.resolve(name).resolve(NAME), new Content(true, List.of(s)));
      } else if (base != null) {
        problem(base, "the agent's name is no file name");
      }
    }
    named.forEach((file, of) -> {
      if (of.stream().anyMatch(s -> names.contains(s.status().name()))) {
        all.put(file, new Content(false, of));
      }
    });
    return all;
  }

  private void writeNow(Path file) {
    Turn turn = waiting.remove(file);
    Path parent = file.getParent();
    if (turn == null || parent == null) {
      return;
    }
    try {
      if (turn.content.own) {
        files.makeDirectory(Objects.requireNonNull(parent.getParent()));
        files.makeDirectory(parent);
      }
      String text = StateDocument.of(turn.content.agents, stamp(turn));
      files.replace(file, text.getBytes(StandardCharsets.UTF_8));
      written.put(file, turn.content.gist());
      if (problems.remove(file) != null) {
        log.accept("WLM0921I state file " + file + " is written again");
      }
    } catch (IOException e) {
      written.put(file, "");
      problem(file, String.valueOf(e.getMessage()));
    }
  }

  /** The clocks of now: what waited for its turn holds from then on. */
  private StateDocument.Stamp stamp(Turn turn) {
    long nanos = monotonicNanos.getAsLong();
    long later = (nanos - turn.monoNanos) / NANOS_PER_MILLI;
    return new StateDocument.Stamp(
        turn.seq, bootId, nanos, turn.epochMillis + later, validForMillis);
  }

  private void problem(Path file, String why) {
    if (!why.equals(problems.put(file, why))) {
      log.accept("WLM0920W state file " + file + " is not written: " + why);
    }
  }

  /** An agent is gone: its file would only mislead. */
  private void remove(Path file) {
    try {
      files.remove(file);
    } catch (IOException e) {
      problem(file, String.valueOf(e.getMessage()));
    }
  }
}
