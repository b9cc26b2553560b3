package io.openwlm.simulator.compare;

import static io.openwlm.simulator.compare.Markup.coordinate;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * One scenario as an SVG picture: the performance index of its most important class over time
 * (logarithmic, the goal at 1), a strip for each strategy that shows when the goal was missed, and
 * the share of all weights that the class had. All pictures have the same vertical scales.
 */
final class ScenarioPlot {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 316;
  private static final int LEFT = 88;
  private static final int RIGHT = 446;
  private static final int INDEX_TOP = 18;
  private static final int INDEX_BOTTOM = 118;
  private static final int STRIPS_TOP = 144;
  private static final int STRIP = 13;
  private static final int STRIP_HEIGHT = 9;
  private static final int SHARE_TOP = 246;
  private static final int SHARE_BOTTOM = 294;
  private static final double LOWEST_INDEX = 0.1;
  private static final double HIGHEST_INDEX = 100;
  private static final Contender[] CONTENDERS = Contender.values();

  private final ScenarioComparison scenario;
  private final int intervals;
  private final StringBuilder out = new StringBuilder(16_384);

  private ScenarioPlot(ScenarioComparison scenario) {
    this.scenario = scenario;
    intervals = scenario.curve(Contender.ADAPTIVE).performanceIndexes().size();
  }

  static String of(ScenarioComparison scenario) {
    return new ScenarioPlot(scenario).draw();
  }

  private String draw() {
    out.append("<svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT);
    out.append("\" role=\"img\"><title>Performance index of ");
    out.append(Markup.text(scenario.leadClass()))
        .append(" in ")
        .append(Markup.text(scenario.name()));
    out.append("</title>\n");
    index();
    strips();
    shares();
    time();
    return out.append("</svg>").toString();
  }

  private void index() {
    rectangle("plot", LEFT, INDEX_TOP, RIGHT - LEFT, INDEX_BOTTOM - INDEX_TOP);
    rectangle("above", LEFT, INDEX_TOP, RIGHT - LEFT, indexY(1) - INDEX_TOP);
    label("title", 0, 10, "performance index");
    for (double tick : new double[] {0.1, 1, 10, 100}) {
      horizontal(tick == 1 ? "goalline" : "gridline", indexY(tick));
      label("end", LEFT - 6, indexY(tick) + 3.5, tick == 1 ? "goal 1" : number(tick));
    }
    for (Contender contender : behindToFront()) {
      List<Double> values = Bins.worst(scenario.curve(contender).performanceIndexes());
      curve(contender, values, this::indexY);
    }
  }

  private void strips() {
    label("title", 0, STRIPS_TOP - 8, "goal missed");
    label("end", WIDTH, STRIPS_TOP - 8, "intervals");
    for (int k = 0; k < CONTENDERS.length; k++) {
      Contender contender = CONTENDERS[k];
      List<Double> values = scenario.curve(contender).performanceIndexes();
      double y = STRIPS_TOP + k * STRIP;
      label("end", LEFT - 6, y + STRIP_HEIGHT - 1, contender.key());
      strip(contender, Bins.worst(values), y);
      label(
          "end", WIDTH, y + STRIP_HEIGHT - 1, values.stream().filter(ScenarioPlot::misses).count());
    }
  }

  /** One rectangle for each stretch in which the goal is missed. */
  private void strip(Contender contender, List<Double> values, double y) {
    rectangle("plot", LEFT, y, RIGHT - LEFT, STRIP_HEIGHT);
    int from = -1;
    for (int b = 0; b <= values.size(); b++) {
      boolean missed = b < values.size() && misses(values.get(b));
      if (missed && from < 0) {
        from = b;
      } else if (!missed && from >= 0) {
        rectangle("fill-" + contender.key(), binX(from), y, binX(b) - binX(from), STRIP_HEIGHT);
        from = -1;
      }
    }
  }

  private void shares() {
    rectangle("plot", LEFT, SHARE_TOP, RIGHT - LEFT, SHARE_BOTTOM - SHARE_TOP);
    label("title", 0, SHARE_TOP - 8, "share of all weights");
    for (double tick : new double[] {0, 0.5, 1}) {
      horizontal("gridline", shareY(tick));
      label("end", LEFT - 6, shareY(tick) + 3.5, Math.round(100 * tick) + " %");
    }
    for (Contender contender : behindToFront()) {
      curve(contender, Bins.last(scenario.curve(contender).weightShares()), this::shareY);
    }
  }

  private void time() {
    double seconds = intervals * scenario.intervalSeconds();
    double step = step(seconds);
    boolean minutes = step >= 60;
    for (double at = 0; at <= seconds + 1e-6; at += step) {
      double x = LEFT + (RIGHT - LEFT) * at / seconds;
      String unit = at + step > seconds + 1e-6 ? (minutes ? " min" : " s") : "";
      label("middle", x, SHARE_BOTTOM + 14, number(minutes ? at / 60 : at) + unit);
    }
  }

  /** A step that people count in, for about six marks. */
  private static double step(double seconds) {
    for (double step : new double[] {1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600}) {
      if (seconds / step <= 6) {
        return step;
      }
    }
    return Math.ceil(seconds / 6 / 3600) * 3600;
  }

  /** A line of steps, broken where there is no value. */
  private void curve(Contender contender, List<Double> values, DoubleUnaryOperator toY) {
    StringBuilder path = new StringBuilder();
    String before = "";
    for (int b = 0; b < values.size(); b++) {
      if (Double.isNaN(values.get(b))) {
        before = "";
        continue;
      }
      String y = coordinate(toY.applyAsDouble(values.get(b)));
      if (before.isEmpty()) {
        path.append('M').append(coordinate(binX(b))).append(' ').append(y);
      } else if (!before.equals(y)) {
        path.append('H').append(coordinate(binX(b))).append('V').append(y);
      }
      boolean last = b + 1 == values.size() || Double.isNaN(values.get(b + 1));
      path.append(last ? "H" + coordinate(binX(b + 1)) : "");
      before = y;
    }
    if (!path.isEmpty()) {
      out.append("<path class=\"curve ").append(contender.key()).append("\" d=\"");
      out.append(path).append("\"/>\n");
    }
  }

  /** The first of all is drawn last, so that nothing covers it. */
  private static List<Contender> behindToFront() {
    return List.of(CONTENDERS).reversed();
  }

  private static boolean misses(double performanceIndex) {
    return performanceIndex > 1 + 1e-9;
  }

  private double binX(int bin) {
    double done = Math.min(1, (double) bin * Bins.size(intervals) / intervals);
    return LEFT + (RIGHT - LEFT) * done;
  }

  private double indexY(double index) {
    double decades = Math.log10(HIGHEST_INDEX / LOWEST_INDEX);
    double up = Math.log10(Math.clamp(index, LOWEST_INDEX, HIGHEST_INDEX) / LOWEST_INDEX) / decades;
    return INDEX_BOTTOM - up * (INDEX_BOTTOM - INDEX_TOP);
  }

  private double shareY(double share) {
    return SHARE_BOTTOM - share * (SHARE_BOTTOM - SHARE_TOP);
  }

  private void rectangle(String style, double x, double y, double width, double height) {
    out.append("<rect class=\"").append(style).append("\" x=\"").append(coordinate(x));
    out.append("\" y=\"").append(coordinate(y)).append("\" width=\"").append(coordinate(width));
    out.append("\" height=\"").append(coordinate(height)).append("\"/>\n");
  }

  private void horizontal(String style, double y) {
    out.append("<path class=\"").append(style).append("\" d=\"M").append(LEFT).append(' ');
    out.append(coordinate(y)).append('H').append(RIGHT).append("\"/>\n");
  }

  private void label(String style, double x, double y, Object text) {
    out.append("<text class=\"").append(style).append("\" x=\"").append(coordinate(x));
    out.append("\" y=\"").append(coordinate(y)).append("\">");
    out.append(Markup.text(text.toString())).append("</text>\n");
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
