package io.openwlm.tokens.signal;

import io.openwlm.core.port.SignalSink.AgentSignal;
import io.openwlm.model.json.JsonObjects;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a state file: the first seed's fields, and beside them absolute numbers, ISO times,
 * and what a reader needs to tell whether it still holds. docs/token-signals.md describes it.
 */
final class StateDocument {
  static final int VERSION = 1;

  private static final long MINUTE_MILLIS = 60_000;

  private StateDocument() {}

  /**
   * When and by whom it is written.
   *
   * @param bootId of the machine's start; empty if unknown
   * @param monoNanos the monotonic clock of the kernel
   */
  record Stamp(long seq, String bootId, long monoNanos, long epochMillis, long validForMillis) {}

  /** A file of one agent or of several: the worst stands for all, and all are listed. */
  static String of(List<AgentSignal> signals, Stamp stamp) {
    AgentSignal worst = signals.getFirst();
    for (AgentSignal s : signals) {
      if (Signals.rank(s) > Signals.rank(worst)) {
        worst = s;
      }
    }
    Map<String, @Nullable Object> fields = fields(worst, stamp);
    if (signals.size() > 1) {
      fields.put("agents", signals.stream().map(s -> fields(s, stamp)).toList());
    }
    stamp(fields, stamp);
    return JsonObjects.write(fields) + "\n";
  }

  private static Map<String, @Nullable Object> fields(AgentSignal signal, Stamp stamp) {
    BudgetStatus s = signal.status();
    BudgetStatus.Tokens tokens = s.tokens();
    BudgetStatus.Forecast forecast = s.forecast();
    long left = tokens.windowEndsEpochMillis() - stamp.epochMillis();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("signal", s.signal());
    fields.put("budget_remaining", tokens.remaining());
    fields.put("budget_total", tokens.granted());
    fields.put("window_remaining", tokens.windowEndsEpochMillis() <= 0 ? null : span(left));
    fields.put("consumption_rate", Math.round(forecast.tokensPerMinute() * 10) / 10.0);
    Long dry = forecast.exhaustionP50EpochMillis();
    fields.put(
        "projected_exhaustion", dry == null ? null : "in " + span(dry - stamp.epochMillis()));
    fields.put("agent", s.name());
    fields.put("class", s.serviceClass());
    fields.put("importance", s.importance());
    fields.put("signal_reason", s.signalReason());
    fields.put("advice", advice(s, stamp));
    fields.put("granted", tokens.granted());
    fields.put("spent", tokens.spent());
    fields.put("held", tokens.held());
    fields.put("remaining", tokens.remaining());
    fields.put("entitlement", tokens.entitlement());
    fields.put("cap", tokens.total());
    fields.put("performance_index", s.performanceIndex());
    Map<String, @Nullable Object> window = new LinkedHashMap<>();
    window.put("id", signal.windowId());
    window.put("ends_at", time(tokens.windowEndsEpochMillis()));
    fields.put("window", window);
    fields.put("window_ends_at", time(tokens.windowEndsEpochMillis()));
    Map<String, @Nullable Object> burn = new LinkedHashMap<>();
    burn.put("fast", known(forecast.fastBurn()));
    burn.put("slow", known(forecast.slowBurn()));
    fields.put("burn", burn);
    Map<String, @Nullable Object> exhaustion = new LinkedHashMap<>();
    exhaustion.put("p50", dry == null ? null : time(dry));
    Long early = forecast.exhaustionP90EpochMillis();
    exhaustion.put("p90", early == null ? null : time(early));
    fields.put("exhaustion", exhaustion);
    boolean goesOn = goesOn(signal);
    fields.put("on_unavailable", (goesOn ? OnUnavailable.ALLOW_CAPPED : OnUnavailable.DENY).key());
    fields.put("on_stale", onStale(s, goesOn, left));
    return fields;
  }

  private static void stamp(Map<String, @Nullable Object> fields, Stamp stamp) {
    fields.put("v", VERSION);
    fields.put("seq", stamp.seq());
    fields.put("boot_id", stamp.bootId());
    fields.put("mono_ns", stamp.monoNanos());
    fields.put("valid_for_ms", stamp.validForMillis());
    fields.put("written_at", exact(stamp.epochMillis()));
    fields.put("valid_until", exact(stamp.epochMillis() + stamp.validForMillis()));
  }

  private static @Nullable Double known(double burn) {
    return burn < 0 ? null : Math.round(burn * 100) / 100.0;
  }

  private static @Nullable String time(long epochMillis) {
    return epochMillis <= 0
        ? null
        : Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String exact(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }

  private static String advice(BudgetStatus s, Stamp stamp) {
    long ends = s.tokens().windowEndsEpochMillis();
    String when = ends <= stamp.epochMillis() ? "" : " until " + time(ends);
    return switch (s.signal()) {
      case "yellow" -> "leave out calls that are not needed";
      case "red" -> "make no calls" + when + ", or until the signal changes";
      case "black" -> "halt: make no calls until an operator lets you";
      default -> "go on";
    };
  }

  /** True if the definition lets it go on without the daemon, and it may call now. */
  private static boolean goesOn(AgentSignal signal) {
    return signal.agent().onUnavailable() == OnUnavailable.ALLOW_CAPPED
        && !signal.status().signal().equals("red")
        && !signal.status().signal().equals("black");
  }

  /** What a reader does when the file is too old: the daemon is gone or cannot write. */
  private static Map<String, Object> onStale(
      BudgetStatus s, boolean goesOn, long windowLeftMillis) {
    Map<String, Object> policy = new LinkedHashMap<>();
    if (!goesOn) {
      policy.put("then", "red");
      return policy;
    }
    policy.put("then", "continue");
    policy.put("tokens", s.tokens().remaining());
    policy.put(
        "tokens_per_minute",
        s.tokens().remaining() * MINUTE_MILLIS / Math.max(MINUTE_MILLIS, windowLeftMillis));
    return policy;
  }

  /** A span of time as the first seed writes it: {@code 25m}. */
  static String span(long millis) {
    long seconds = Math.max(0, millis / 1_000);
    if (seconds < 120) {
      return seconds + "s";
    }
    return seconds < 7_200
        ? seconds / 60 + "m"
        : seconds < 172_800 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
  }

  /** The order of signals. */
  static final class Signals {
    private Signals() {}

    static int rank(AgentSignal s) {
      return switch (s.status().signal()) {
        case "green" -> 0;
        case "yellow" -> 1;
        case "red" -> 2;
        default -> 3;
      };
    }
  }
}
