package io.openwlm.simulator.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A comparison as Markdown: the totals, then each figure by scenario. Readable as text, too. */
public final class MarkdownReport {
  private MarkdownReport() {}

  /** The whole report, from a heading of the first level on. */
  public static String of(Comparison comparison) {
    StringBuilder out = new StringBuilder("# Comparison of strategies\n\n");
    int count = comparison.scenarios().size();
    out.append(count).append(count == 1 ? " scenario" : " scenarios");
    if (comparison.seeds() > 1) {
      out.append(", means of ").append(comparison.seeds()).append(" seeds");
    }
    out.append(".\n\n## All scenarios together\n\n").append(totals(comparison)).append('\n');
    for (Figures figure : Figures.values()) {
      out.append("* **").append(figure.title()).append("**: ");
      out.append(figure.meaning()).append(".\n");
    }
    for (Figures figure : Figures.values()) {
      String title = figure.title();
      out.append("\n## ").append(title.substring(0, 1).toUpperCase(java.util.Locale.ROOT));
      out.append(title.substring(1)).append("\n\n").append(byScenario(comparison, figure));
    }
    return out.toString();
  }

  private static String totals(Comparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("strategy"));
    Arrays.stream(Figures.values()).map(Figures::title).forEach(heading::add);
    rows.add(heading);
    for (Contender contender : Contender.values()) {
      List<String> row = new ArrayList<>(List.of(contender.key()));
      for (Figures figure : Figures.values()) {
        row.add(figure.text(comparison.total(contender)));
      }
      rows.add(row);
    }
    return table(rows);
  }

  private static String byScenario(Comparison comparison, Figures figure) {
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("scenario"));
    Arrays.stream(Contender.values()).map(Contender::key).forEach(heading::add);
    rows.add(heading);
    for (ScenarioComparison scenario : comparison.scenarios()) {
      List<String> row = new ArrayList<>(List.of(scenario.name()));
      for (Contender contender : Contender.values()) {
        row.add(figure.text(Comparison.total(contender, scenario)));
      }
      rows.add(row);
    }
    return table(rows);
  }

  /** Columns of equal width; all but the first have numbers and stand right. */
  private static String table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    StringBuilder out = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns; c++) {
        int column = c;
        int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        String text = rows.get(r).get(c);
        String fill = " ".repeat(width - text.length());
        out.append("| ").append(c == 0 ? text + fill : fill + text).append(' ');
      }
      out.append("|\n");
      if (r == 0) {
        for (int c = 0; c < columns; c++) {
          int column = c;
          int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
          out.append(c == 0 ? "|" + "-".repeat(width + 2) : "|" + "-".repeat(width + 1) + ":");
        }
        out.append("|\n");
      }
    }
    return out.toString();
  }
}
