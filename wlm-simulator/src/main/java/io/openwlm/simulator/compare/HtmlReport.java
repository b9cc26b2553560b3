package io.openwlm.simulator.compare;

import io.openwlm.simulator.compare.Comparison.Total;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * A comparison as one page: totals with bars, then a picture of each scenario. It needs nothing
 * else: no scripts, no fonts, no other files. Light or dark as the reader's system is. The markup
 * is XML as well.
 */
public final class HtmlReport {
  private static final String STYLE = "report.css";

  private HtmlReport() {}

  /** The whole page. */
  public static String of(Comparison comparison) {
    StringBuilder out = new StringBuilder(1 << 18);
    out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    out.append("<title>OpenWLM: comparison of strategies</title>\n<style>\n");
    out.append(style()).append("</style></head><body>\n");
    out.append(
        "<h1>Who keeps the goals?</h1>\n<p class=\"quiet\">OpenWLM, comparison of strategies");
    out.append(" in simulation: ").append(comparison.scenarios().size());
    out.append(comparison.scenarios().size() == 1 ? " scenario" : " scenarios");
    if (comparison.seeds() > 1) {
      out.append(", means of ").append(comparison.seeds()).append(" seeds");
    }
    out.append(". All strategies are judged by what the work got.</p>\n");
    totals(out, comparison);
    matrix(out, comparison);
    scenarios(out, comparison);
    return out.append("</body></html>\n").toString();
  }

  private static void totals(StringBuilder out, Comparison comparison) {
    out.append("<h2>All scenarios together</h2>\n<table class=\"totals\"><thead><tr><th></th>");
    for (Figures figure : Figures.values()) {
      out.append("<th>").append(capital(figure.title())).append("<span>");
      out.append(Markup.text(figure.meaning())).append("</span></th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (Contender contender : Contender.values()) {
      out.append("<tr><th>").append(contender.key()).append("<span>");
      out.append(Markup.text(contender.description())).append("</span></th>");
      Total total = comparison.total(contender);
      for (Figures figure : Figures.values()) {
        double most =
            Arrays.stream(Contender.values())
                .mapToDouble(c -> figure.value(comparison.total(c)).orElse(0))
                .max()
                .orElse(0);
        out.append("<td data-label=\"").append(capital(figure.title())).append("\">");
        out.append(figure.text(total));
        bar(out, contender, figure.value(total), most);
        out.append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table>\n");
  }

  private static void bar(StringBuilder out, Contender of, OptionalDouble value, double most) {
    if (value.isPresent() && most > 0) {
      out.append("<span class=\"bar fill-").append(of.key()).append("\" style=\"width:");
      out.append(Markup.coordinate(100 * value.getAsDouble() / most)).append("%\"></span>");
    }
  }

  /** The first figure of every scenario at a glance, the best of each row marked. */
  private static void matrix(StringBuilder out, Comparison comparison) {
    Figures figure = Figures.MISSED;
    out.append("<h2>").append(capital(figure.title())).append(", by scenario</h2>\n");
    out.append("<div class=\"wide\"><table class=\"matrix\"><thead><tr><th></th>");
    for (Contender contender : Contender.values()) {
      out.append("<th>").append(contender.key()).append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (ScenarioComparison scenario : comparison.scenarios()) {
      String name = Markup.text(scenario.name());
      out.append("<tr><th><a href=\"#").append(name).append("\">").append(name);
      out.append("</a></th>");
      double best =
          Arrays.stream(Contender.values())
              .mapToDouble(
                  c -> figure.value(Comparison.total(c, scenario)).orElse(Double.POSITIVE_INFINITY))
              .min()
              .orElse(Double.NaN);
      for (Contender contender : Contender.values()) {
        Total total = Comparison.total(contender, scenario);
        boolean isBest = figure.value(total).orElse(Double.NaN) == best;
        out.append(isBest ? "<td class=\"best\">" : "<td>");
        out.append(figure.text(total)).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div>\n");
  }

  private static void scenarios(StringBuilder out, Comparison comparison) {
    out.append("<h2>Scenario by scenario</h2>\n<p class=\"quiet\">Each picture shows the most ");
    out.append("important class of a scenario (of equals, the one in trouble most often). Above ");
    out.append("the dotted line the goal is missed. The strips show when, and in how many ");
    out.append("intervals. Below, the share that the class had of all weights.</p>\n");
    key(out);
    out.append("<div class=\"grid\">\n");
    for (ScenarioComparison scenario : comparison.scenarios()) {
      out.append("<figure id=\"")
          .append(Markup.text(scenario.name()))
          .append("\"><h3>")
          .append(Markup.text(scenario.name()))
          .append("</h3><p>");
      out.append(Markup.text(scenario.description())).append("<br/>Shown: ");
      out.append(Markup.text(scenario.leadClass())).append("</p>\n");
      out.append(ScenarioPlot.of(scenario)).append('\n');
      figures(out, scenario);
      out.append("</figure>\n");
    }
    out.append("</div>\n");
  }

  /** What each line style means. */
  private static void key(StringBuilder out) {
    out.append("<ul class=\"key\">");
    for (Contender contender : Contender.values()) {
      out.append("<li><svg viewBox=\"0 0 30 10\"><path class=\"curve ").append(contender.key());
      out.append("\" d=\"M0 5H30\"/></svg>").append(contender.key()).append("</li>");
    }
    out.append("</ul>\n");
  }

  private static void figures(StringBuilder out, ScenarioComparison scenario) {
    out.append("<details><summary>all classes, in figures</summary><table><thead><tr><th></th>");
    for (Figures figure : Figures.values()) {
      out.append("<th>").append(capital(figure.title())).append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (Contender contender : Contender.values()) {
      out.append("<tr><th>").append(contender.key()).append("</th>");
      Total total = Comparison.total(contender, scenario);
      for (Figures figure : Figures.values()) {
        out.append("<td>").append(figure.text(total)).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></details>");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException(STYLE + " is missing from the product");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
