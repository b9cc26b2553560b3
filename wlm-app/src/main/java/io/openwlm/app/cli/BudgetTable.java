package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import io.openwlm.app.top.ClockText;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.TokenKind;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Token budgets as {@code wlm get budget} shows them. */
final class BudgetTable {
  private static final String NONE = "-";
  private static final long EXACT_BELOW = 100_000;

  private BudgetTable() {}

  /** One row each; what is below stands further in. */
  static void all(List<BudgetStatus> budgets, ZoneId zone, PrintStream out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "NAME", "CLASS", "IMP", "SIGNAL", "GRANTED", "SPENT", "HELD", "LEFT", "PI", "BURN",
            "EMPTY", "ENDS"));
    Map<String, Integer> depths = new HashMap<>();
    for (BudgetStatus b : budgets) {
      int depth = b.parent().isEmpty() ? 0 : depths.getOrDefault(b.parent(), 0) + 1;
      depths.put(b.name(), depth);
      BudgetStatus.Tokens t = b.tokens();
      boolean limited = t.total() > 0;
      rows.add(
          List.of(
              "  ".repeat(depth) + SafeText.of(b.name()),
              b.serviceClass().isEmpty() ? NONE : SafeText.of(b.serviceClass()),
              b.importance() == 0 ? NONE : Integer.toString(b.importance()),
              SafeText.of(b.signal()),
              limited ? tokens(t.granted()) : NONE,
              tokens(t.spent()),
              tokens(t.held()),
              limited ? tokens(t.remaining()) : NONE,
              ratio(b.performanceIndex()),
              ratio(b.forecast().fastBurn() < 0 ? null : b.forecast().fastBurn()),
              time(b.forecast().exhaustionP50EpochMillis(), zone),
              time(t.windowEndsEpochMillis(), zone)));
    }
    print(rows, out);
  }

  /** All that is known of one budget. */
  static void one(BudgetStatus b, ZoneId zone, PrintStream out) {
    BudgetStatus.Tokens t = b.tokens();
    out.println(
        SafeText.of(
            b.level()
                + " "
                + b.name()
                + (b.parent().isEmpty() ? "" : " of " + b.parent())
                + (b.serviceClass().isEmpty()
                    ? ""
                    : ", class " + b.serviceClass() + ", importance " + b.importance())));
    out.println("  signal       " + SafeText.of(b.signal() + ": " + b.signalReason()));
    if (t.total() > 0) {
      line(out, "granted", t.granted(), " of at most " + number(t.total()));
      if (!b.serviceClass().isEmpty()) {
        line(out, "entitled to", t.entitlement(), "");
      }
      line(out, "left", t.remaining(), "");
    }
    line(out, "spent", t.spent(), "");
    line(out, "held", t.held(), " by calls under way");
    BudgetStatus.Forecast f = b.forecast();
    if (f.tokensPerMinute() > 0) {
      line(out, "a minute", Math.round(f.tokensPerMinute()), "");
    }
    if (f.fastBurn() >= 0) {
      out.println(
          "  burn         "
              + ratio(f.fastBurn())
              + " lately, "
              + ratio(f.slowBurn() < 0 ? null : f.slowBurn())
              + " for longer (1 lasts to the end of the window)");
    }
    if (f.exhaustionP50EpochMillis() != null) {
      out.println(
          "  used up      about "
              + time(f.exhaustionP50EpochMillis(), zone)
              + (f.exhaustionP90EpochMillis() == null
                  ? ""
                  : ", hardly before " + time(f.exhaustionP90EpochMillis(), zone)));
    }
    out.println("  calls        " + number(b.requests()) + refusals(b.refusals()));
    for (TokenKind kind : TokenKind.values()) {
      if (b.used().of(kind) > 0) {
        line(out, kind.key(), b.used().of(kind), "");
      }
    }
    if (b.estimated() > 0) {
      line(out, "estimated", b.estimated(), ", because the provider did not say");
    }
    BudgetStatus.Sources s = b.sources();
    if (s != null) {
      line(out, "metered", s.metered(), " by the proxy, weighted");
      line(out, "told", s.told(), " by the agent, weighted; what both know counts once");
    }
    counterFile(b.counterFile(), out);
    limits(b.limits(), zone, out);
  }

  /** What is wrong with it, if anything; records that count are no news. */
  private static void counterFile(BudgetStatus.@Nullable CounterFile file, PrintStream out) {
    if (file == null) {
      return;
    }
    StringBuilder text = new StringBuilder(number(file.events().getOrDefault("counted", 0L)));
    text.append(" records counted");
    new TreeMap<>(file.events())
        .forEach((event, n) -> {
          if (n > 0 && !event.equals("counted")) {
            text.append(", ").append(event).append(' ').append(number(n));
          }
        });
    if (!file.problem().isEmpty()) {
      text.append("; it cannot be read: ").append(file.problem());
    }
    out.println("  counter file " + SafeText.of(text.toString()));
  }

  private static void line(PrintStream out, String what, long tokens, String more) {
    out.printf(Locale.ROOT, "  %-12s %s tokens%s%n", what, number(tokens), more);
  }

  private static String refusals(Map<String, Long> refusals) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(refusals)
        .forEach((reason, n) ->
            text.append(text.isEmpty() ? " let through; refused: " : ", ")
                .append(SafeText.of(reason))
                .append(' ')
                .append(number(n)));
    return text.isEmpty() ? " let through, none refused" : text.toString();
  }

  private static void limits(List<BudgetStatus.Limit> limits, ZoneId zone, PrintStream out) {
    if (limits.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("LIMIT", "WINDOW", "AMOUNT", "SPENT", "HELD", "ENDS"));
    for (BudgetStatus.Limit l : limits) {
      rows.add(
          List.of(
              SafeText.of(l.unit()),
              SafeText.of(l.window()).replace(' ', '_'),
              decimal(l.amount()),
              decimal(l.spent()),
              decimal(l.held()),
              time(l.windowEndsEpochMillis(), zone)));
    }
    print(rows, out);
  }

  private static void print(List<List<String>> rows, PrintStream out) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(String.format(Locale.ROOT, "%-" + (widths[i] + 2) + "s", row.get(i)));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String decimal(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
  }

  /** Exact while it is short, else with K or M. */
  static String tokens(long tokens) {
    if (tokens < EXACT_BELOW) {
      return Long.toString(tokens);
    }
    return tokens < 10 * EXACT_BELOW
        ? Durations.number(tokens / 1e3) + "K"
        : Durations.number(tokens / 1e6) + "M";
  }

  private static String ratio(@Nullable Double value) {
    return value == null || !Double.isFinite(value)
        ? NONE
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String time(@Nullable Long epochMillis, ZoneId zone) {
    if (epochMillis == null || epochMillis <= 0) {
      return NONE;
    }
    boolean today =
        ClockText.date(epochMillis, zone).equals(ClockText.date(System.currentTimeMillis(), zone));
    String time = ClockText.timeOfDay(epochMillis, zone);
    return today ? time : ClockText.date(epochMillis, zone) + "T" + time;
  }
}
