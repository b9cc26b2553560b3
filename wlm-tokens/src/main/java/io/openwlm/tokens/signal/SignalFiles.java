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
 * name themselves. Each is replaced whole, at every tick and when its signal changes. What cannot
 * be written is told once until it can be written again.
 */
public final class SignalFiles implements SignalSink {
  /** Name of an agent's file in its directory. */
  public static final String NAME = "state.json";

  private final SafeFile files;
  private final String bootId;
  private final LongSupplier monotonicNanos;
  private final Consumer<String> log;
  private final Map<String, AgentSignal> agents = new LinkedHashMap<>();
  private final Map<Path, String> problems = new HashMap<>();
  private final Set<Path> written = new HashSet<>();
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
    validForMillis = validFor;
  }

  @Override
  public synchronized void publish(
      List<AgentSignal> signals, long nowNanos, long epochMillis, boolean whole) {
    if (whole) {
      agents.clear();
    }
    signals.forEach(s -> agents.put(s.status().name(), s));
    StateDocument.Stamp stamp =
        new StateDocument.Stamp(
            ++seq, bootId, monotonicNanos.getAsLong(), epochMillis, validForMillis);
    Map<Path, List<AgentSignal>> named = new LinkedHashMap<>();
    for (AgentSignal s : agents.values()) {
      String file = s.agent().signalFile();
      if (file != null) {
        named.computeIfAbsent(Path.of(file), _ -> new ArrayList<>()).add(s);
      }
    }
    Set<Path> now = new HashSet<>();
    for (AgentSignal s : signals) {
      own(s, stamp, now);
    }
    named.forEach((file, all) -> {
      if (whole || all.stream().anyMatch(signals::contains)) {
        write(file, StateDocument.of(all, stamp), now);
      }
    });
    if (whole) {
      written.stream().filter(f -> !now.contains(f)).forEach(this::remove);
      written.clear();
    }
    written.addAll(now);
  }

  private void own(AgentSignal s, StateDocument.Stamp stamp, Set<Path> now) {
    Path base = directory;
    if (base == null) {
      return;
    }
    String name = s.status().name();
    if (!TokenBudget.isName(name)) {
      problem(base, "the agent's name is no file name");
      return;
    }
    Path own = base.resolve(name);
    now.add(own.resolve(NAME));
    try {
      files.makeDirectory(base);
      files.makeDirectory(own);
    } catch (IOException e) {
      problem(own.resolve(NAME), String.valueOf(e.getMessage()));
      return;
    }
    write(own.resolve(NAME), StateDocument.of(s, stamp), now);
  }

  private void write(Path file, String text, Set<Path> now) {
    now.add(file);
    try {
      files.replace(file, text.getBytes(StandardCharsets.UTF_8));
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
