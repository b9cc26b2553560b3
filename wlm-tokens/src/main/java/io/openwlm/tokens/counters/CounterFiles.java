package io.openwlm.tokens.counters;

import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.status.BudgetStatus.CounterFile;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudgets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The counter files of all agents. One thread polls them; what is wrong with a file is said at most
 * once a minute.
 */
public final class CounterFiles implements AutoCloseable {
  private static final long SAY_NANOS = 60_000_000_000L;

  private final TokenLedger ledger;
  private final Consumer<String> log;
  private final Map<String, CounterFollower> followers = new HashMap<>();
  private final Map<String, Map<CounterEvent, Long>> said = new HashMap<>();
  private final Map<String, Long> saidNanos = new HashMap<>();
  private volatile Map<String, CounterFile> found = Map.of();

  /**
   * @param log takes messages for the operator
   */
  public CounterFiles(TokenLedger ledger, Consumer<String> log) {
    this.ledger = ledger;
    this.log = log;
  }

  /** Follows the files of a definition, and no others. */
  public synchronized void follow(TokenBudgets budgets) {
    Set<String> wanted = new HashSet<>();
    for (TokenBudget budget : budgets.budgets()) {
      AgentBudget agent = budget.agent();
      String file = agent == null ? null : agent.counterFile();
      if (agent == null || file == null) {
        continue;
      }
      Path path = Path.of(file);
      wanted.add(budget.name());
      CounterFollower before = followers.get(budget.name());
      if (before == null || !before.path().equals(path)) {
        close(before);
        followers.put(
            budget.name(), new CounterFollower(budget.name(), agent.serviceClass(), path, ledger));
      }
    }
    for (String name : Set.copyOf(followers.keySet())) {
      if (!wanted.contains(name)) {
        close(followers.remove(name));
        said.remove(name);
        saidNanos.remove(name);
      }
    }
    note();
  }

  /** True if there is any file to follow. */
  public synchronized boolean isIdle() {
    return followers.isEmpty();
  }

  /** Reads what is new in all files. */
  public synchronized void poll(long nowNanos) {
    for (CounterFollower follower : followers.values()) {
      follower.poll(nowNanos);
      Long last = saidNanos.get(follower.agent());
      if (last == null || nowNanos - last >= SAY_NANOS) {
        say(follower, nowNanos);
      }
    }
    note();
  }

  private void say(CounterFollower follower, long nowNanos) {
    Map<CounterEvent, Long> now = follower.counts();
    Map<CounterEvent, Long> before =
        said.getOrDefault(follower.agent(), new EnumMap<>(CounterEvent.class));
    boolean any = false;
    for (Map.Entry<CounterEvent, Long> event : now.entrySet()) {
      long more = event.getValue() - before.getOrDefault(event.getKey(), 0L);
      if (more > 0) {
        String message = message(event.getKey(), follower, more);
        if (!message.isEmpty()) {
          log.accept(message);
          any = true;
        }
      }
    }
    said.put(follower.agent(), now);
    if (any) {
      saidNanos.put(follower.agent(), nowNanos);
    }
  }

  private static String message(CounterEvent event, CounterFollower follower, long times) {
    Path file = follower.path();
    return switch (event) {
      case COUNTED, DUPLICATE, OUT_OF_TIME, ROTATED -> "";
      case BAD_LINE -> "WLM0960W counter file " + file + ": lines that are no records: " + times;
      case FOREIGN ->
          "WLM0961W counter file " + file + ": records of others were refused: " + times;
      case MISSING -> "WLM0962W counter file " + file + ": records that are missing: " + times;
      case TRUNCATED, REPLACED ->
          "WLM0963I counter file " + file + " began anew; it is read from its beginning";
      case LOST ->
          "WLM0964W counter file " + file + ": the one before is gone; its end was not read";
      case UNREADABLE -> "WLM0965W counter file " + file + " cannot be read: " + follower.problem();
    };
  }

  private void note() {
    Map<String, CounterFile> now = new HashMap<>();
    for (CounterFollower f : followers.values()) {
      Map<CounterEvent, Long> counts = f.counts();
      Map<String, Long> events = new HashMap<>();
      for (CounterEvent event : CounterEvent.values()) {
        events.put(event.key(), counts.getOrDefault(event, 0L));
      }
      now.put(f.agent(), new CounterFile(f.problem(), events));
    }
    found = Map.copyOf(now);
  }

  /**
   * What was found in the file of each agent since the daemon began to read it, as of the last
   * poll. Never waits.
   */
  public Map<String, CounterFile> found() {
    return found;
  }

  private static void close(@Nullable CounterFollower follower) {
    try {
      if (follower != null) {
        follower.close();
      }
    } catch (IOException e) {
      // it was only read
    }
  }

  @Override
  public synchronized void close() {
    followers.values().forEach(CounterFiles::close);
    followers.clear();
  }
}
