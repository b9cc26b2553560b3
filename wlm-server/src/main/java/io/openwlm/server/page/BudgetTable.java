package io.openwlm.server.page;

import io.openwlm.model.status.BudgetStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Token budgets: signal, grant, what is used and left, and how it goes on. */
final class BudgetTable {
  private static final int MAX_ROWS = 200;

  private BudgetTable() {}

  /** Nothing where there are no budgets. */
  static void of(Html h, List<BudgetStatus> budgets) {
    if (budgets.isEmpty()) {
      return;
    }
    h.mark("<section><h2><a href=\"" + Links.BUDGETS + "\">Token budgets</a></h2>");
    h.mark("<table><thead><tr><th>Budget</th><th>Class</th><th class=\"n\">Imp</th>");
    h.mark("<th>Signal</th><th class=\"n\">Granted</th><th class=\"n\">Spent</th>");
    h.mark("<th class=\"n\">Held</th><th class=\"n\">Left</th><th class=\"n\">Burn</th>");
    h.mark("<th>Used up</th><th>Window ends</th></tr></thead><tbody>");
    Map<String, Integer> depths = new HashMap<>();
    for (BudgetStatus b : budgets.subList(0, Math.min(MAX_ROWS, budgets.size()))) {
      int depth = b.parent().isEmpty() ? 0 : depths.getOrDefault(b.parent(), 0) + 1;
      depths.put(b.name(), depth);
      row(h, b, depth);
    }
    h.mark("</tbody></table>");
    int left = budgets.size() - MAX_ROWS;
    if (left > 0) {
      h.mark("<p class=\"muted\">").text(left + " more are in the API.").mark("</p>");
    }
    h.mark("</section>");
  }

  private static void row(Html h, BudgetStatus b, int depth) {
    BudgetStatus.Tokens t = b.tokens();
    boolean limited = t.total() > 0;
    h.mark("<tr><td>").text("\u2003".repeat(Math.min(depth, 8)) + b.name());
    h.mark("</td><td>").text(b.serviceClass()).mark("</td>");
    number(h, b.importance() == 0 ? "" : Integer.toString(b.importance()));
    h.mark("<td").attribute("class", "signal " + style(b.signal()));
    h.attribute("title", b.signalReason()).mark(">").text(b.signal()).mark("</td>");
    number(h, limited ? amount(t.granted()) : "");
    number(h, amount(t.spent()));
    number(h, amount(t.held()));
    number(h, limited ? amount(t.remaining()) : "");
    double burn = b.forecast().fastBurn();
    number(h, burn < 0 ? "" : String.format(Locale.ROOT, "%.2f", burn));
    h.mark("<td>").text(time(b.forecast().exhaustionP50EpochMillis()));
    h.mark("</td><td>").text(time(t.windowEndsEpochMillis())).mark("</td></tr>");
  }

  /** A word of the style sheet, whatever the signal says. */
  private static String style(String signal) {
    return switch (signal) {
      case "green", "yellow", "red", "black" -> signal;
      default -> "none";
    };
  }

  private static void number(Html h, String text) {
    h.mark("<td class=\"n\">").text(text).mark("</td>");
  }

  private static String amount(long tokens) {
    return String.format(Locale.ROOT, "%,d", tokens);
  }

  private static String time(@Nullable Long epochMillis) {
    return epochMillis == null || epochMillis <= 0 ? "" : Strip.time(epochMillis);
  }
}
