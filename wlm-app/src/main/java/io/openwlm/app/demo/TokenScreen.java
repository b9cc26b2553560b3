package io.openwlm.app.demo;

import io.openwlm.core.port.TokenReports.Decision;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.status.DecisionStatus;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the viewer sees of the token demo: on a terminal a board that is drawn anew each second,
 * elsewhere a line each second and one for each decision.
 */
public final class TokenScreen {
  private static final int KEPT = 8;

  private final PrintStream out;
  private final boolean live;
  private final Deque<String> last = new ArrayDeque<>();
  private int drawn;

  /**
   * @param live the stream is a terminal that understands cursor movements
   */
  public TokenScreen(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  void decided(List<Decision> decisions) {
    for (Decision d : decisions) {
      String line = "      " + line(d);
      if (live) {
        last.addLast(line);
        if (last.size() > KEPT) {
          last.removeFirst();
        }
      } else {
        say(line);
      }
    }
  }

  /** {@code CHAT needs tokens ...: chat 400000>450000, scraper pays 600000>550000}. */
  static String line(Decision d) {
    String who = d.serviceClass().isEmpty() ? "all" : d.serviceClass();
    String reason = d.reason().name();
    if (d.act().equals(DecisionStatus.SIGNAL)) {
      return who + "  " + reason + "  " + d.detail();
    }
    String changes =
        d.changes().stream()
            .map(c ->
                c.setting().replace("tokens of ", "")
                    + (c.to() < c.from() ? " pays " : " ")
                    + c.from()
                    + ">"
                    + c.to())
            .collect(Collectors.joining(", "));
    return who + "  " + reason + "  " + changes;
  }

  /** Shows one second. */
  void show(
      int second, String phase, List<BudgetStatus> budgets, TokenSide ours, TokenSide theirs) {
    if (!live) {
      say(brief(second, phase, budgets, ours, theirs));
      return;
    }
    List<String> rows = new ArrayList<>();
    rows.add(String.format(Locale.ROOT, "%3ds  %s", second, phase));
    rows.add(
        String.format(
            Locale.ROOT,
            "%-9s %3s  %-7s %9s %9s %6s %-12s %8s %8s | %8s %8s",
            "agent",
            "imp",
            "signal",
            "granted",
            "spent",
            "PI",
            "dry",
            "answered",
            "refused",
            "answered",
            "refused"));
    for (int i = 0; i < ours.agents().size(); i++) {
      DemoAgent mine = ours.agents().get(i);
      DemoAgent other = theirs.agents().get(i);
      BudgetStatus s = of(budgets, mine.agent().name());
      rows.add(
          String.format(
              Locale.ROOT,
              "%-9s %3d  %-7s %9d %9d %6s %-12s %8d %8d | %8d %8d",
              mine.agent().name(),
              mine.agent().importance(),
              s.signal(),
              s.tokens().granted(),
              s.tokens().spent(),
              index(s),
              dry(s),
              mine.answered(),
              mine.refused(),
              other.answered(),
              other.refused()));
    }
    BudgetStatus acme = of(budgets, TokenDemo.ORGANISATION);
    rows.add(
        String.format(
            Locale.ROOT,
            "budget    OpenWLM %d of %d tokens, check-then-charge %d",
            acme.tokens().spent(),
            acme.tokens().total(),
            theirs.billed()));
    rows.addAll(last);
    StringBuilder text = new StringBuilder();
    text.append(drawn > 0 ? "\u001b[" + drawn + "A" : "");
    rows.forEach(r -> text.append(r).append("\u001b[K\n"));
    text.append("\u001b[J");
    drawn = rows.size();
    out.print(text);
    out.flush();
  }

  private static String brief(
      int second, String phase, List<BudgetStatus> budgets, TokenSide ours, TokenSide theirs) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%3ds %-5s", second, phase));
    for (int i = 0; i < ours.agents().size(); i++) {
      DemoAgent mine = ours.agents().get(i);
      DemoAgent other = theirs.agents().get(i);
      BudgetStatus s = of(budgets, mine.agent().name());
      text.append(
          String.format(
              Locale.ROOT,
              "  %s %s PI %s %d/%d refused %d|%d",
              s.name(),
              s.signal(),
              index(s),
              s.tokens().spent(),
              s.tokens().granted(),
              mine.refused(),
              other.refused()));
    }
    return text.toString();
  }

  private static BudgetStatus of(List<BudgetStatus> budgets, String name) {
    return budgets.stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
  }

  private static String index(BudgetStatus s) {
    Double pi = s.performanceIndex();
    return pi == null ? "-" : String.format(Locale.ROOT, "%.2f", pi);
  }

  /** How long before the window's end it will be dry. */
  private static String dry(BudgetStatus s) {
    Long at = s.forecast().exhaustionP50EpochMillis();
    long before = at == null ? 0 : Math.max(0, s.tokens().windowEndsEpochMillis() - at) / 60_000;
    return at == null ? "lasts" : "dry " + before + "m early";
  }
}
