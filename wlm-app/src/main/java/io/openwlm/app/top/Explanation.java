package io.openwlm.app.top;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.text.Wrap;
import io.openwlm.model.explain.Explanation.Paragraph;
import io.openwlm.model.status.DecisionStatus;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A decision in words, laid out for a terminal. The words are those of {@link Paragraph}. */
public final class Explanation {
  private static final int LABEL = 13;

  private Explanation() {}

  /** The explanation as lines of at most {@code width} columns, harmless for a terminal. */
  public static List<String> of(DecisionStatus d, int width, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    String about = d.serviceClass().isEmpty() ? "all classes" : d.serviceClass();
    lines.add(
        SafeText.of(
            "Decision "
                + d.id()
                + "  "
                + ClockText.timeOfDay(d.atEpochMillis(), zone)
                + "  "
                + d.act()
                + "  "
                + about
                + "  (interval "
                + d.interval()
                + ")"));
    for (Paragraph part : io.openwlm.model.explain.Explanation.of(d)) {
      paragraph(lines, part.label(), part.sentences(), width);
    }
    return lines;
  }

  private static void paragraph(
      List<String> lines, String label, List<String> sentences, int width) {
    String head = label;
    for (String sentence : sentences) {
      lines.addAll(Wrap.hanging("  " + Cell.left(head, LABEL - 2), SafeText.of(sentence), width));
      head = "";
    }
  }
}
