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
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes state files: one for each agent below the signal directory, and the files that agents
 * name themselves. Each is replaced whole: at once when a signal in it has changed, and after every
 * tick as its turn comes, so that a thousand files that say the same as before keep no change
 * waiting. What cannot be written is told once until it can be written again.
 */
public final class SignalFiles implements SignalSink {
  /** Name of an agent's file in its directory. */
  public static final String NAME = "state.json";

  /** So long at most others wait for files that say the same as before. */
  private static final long TURN_NANOS = 10_000_000;

  private final SafeFile files;
  private final String bootId;
  private final LongSupplier monotonicNanos;
  private final Consumer<String> log;
  private final Map<String, AgentSignal> agents = new LinkedHashMap<>();
  private final Map<Path, String> problems = new HashMap<>();
  private final Set<Path> written = new HashSet<>();

  /** Files that say the same as before and are to be written again, first come first served. */
  private final Map<Path, Runnable> waiting = new LinkedHashMap<>();

  private @Nullable Path directory;
  private long validForMillis;
  private long seq;

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
    waiting.clear();
    validForMillis = validFor;
  }

  @Override
  public synchronized void publish(
      List<AgentSignal> signals, long nowNanos, long epochMillis, boolean whole) {
    Set<String> changed = new HashSet<>();
    for (AgentSignal s : signals) {
      AgentSignal before = agents.get(s.status().name());
      if (before == null || !before.status().signal().equals(s.status().signal())) {
        changed.add(s.status().name());
      }
    }
    if (whole) {
      agents.clear();
    }
    signals.forEach(s -> agents.put(s.status().name(), s));
    StateDocument.Stamp stamp =
        new StateDocument.Stamp(
            ++seq, bootId, monotonicNanos.getAsLong(), epochMillis, validForMillis);
    Map<Path, List<AgentSignal>> now = filesOf(signals);
    now.forEach((file, all) -> waiting.put(file, () -> write(file, all, stamp)));
    if (whole) {
      waiting.keySet().retainAll(now.keySet());
      written.stream().filter(f -> !now.containsKey(f)).forEach(this::remove);
      written.clear();
    }
    written.addAll(now.keySet());
    now.forEach((file, all) -> {
      if (all.stream().anyMatch(s -> changed.contains(s.status().name()))) {
        writeNow(file);
      }
    });
    refresh();
  }

  /** Writes files that say the same as before for a short while; true if more are waiting. */
  public synchronized boolean refresh() {
    long began = monotonicNanos.getAsLong();
    while (!waiting.isEmpty() && monotonicNanos.getAsLong() - began < TURN_NANOS) {
      writeNow(waiting.keySet().iterator().next());
    }
    return !waiting.isEmpty();
  }

  private void writeNow(Path file) {
    Runnable write = waiting.remove(file);
    if (write != null) {
      write.run();
    }
  }

  /** The files in which these agents are, each with all agents that it is about. */
  private Map<Path, List<AgentSignal>> filesOf(List<AgentSignal> signals) {
    Path base = directory;
    Map<Path, List<AgentSignal>> all = new LinkedHashMap<>();
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
        all.put(base.resolve(name).resolve(NAME), List.of(s));
      } else if (base != null) {
        problem(base, "the agent's name is no file name");
      }
    }
    named.forEach((file, of) -> {
      if (of.stream().anyMatch(s -> names.contains(s.status().name()))) {
        all.put(file, of);
      }
    });
    return all;
  }

  private void write(Path file, List<AgentSignal> all, StateDocument.Stamp stamp) {
    try {
      Path base = directory;
      Path parent = file.getParent();
      if (base != null && parent != null && base.equals(parent.getParent())) {
        files.makeDirectory(base);
        files.makeDirectory(parent);
      }
      files.replace(file, StateDocument.of(all, stamp).getBytes(StandardCharsets.UTF_8));
      if (problems.remove(file) != null) {
        log.accept("WLM0921I state file " + file + " is written again");
      }
    } catch (IOException e) {
      problem(file, String.valueOf(e.getMessage()));
    }
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
