package io.openwlm.model.explain;

import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.DecisionStatus.Projected;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a move was expected to do to each class, what it did, and how far off that was. */
final class ProjectionText {
  /** Discretionary work stands below importance 5. */
  private static final int LOWEST_WITH_GOAL = 5;

  private ProjectionText() {}

  /** One sentence per class; empty if the move was not projected. */
  static List<String> of(DecisionStatus d) {
    List<String> lines = new ArrayList<>();
    for (Projected p : d.projections()) {
      lines.add(p.serviceClass() + ": " + one(p, d.after().size() >= 2) + ".");
    }
    return lines;
  }

  private static String one(Projected p, boolean compared) {
    if (p.importance() > LOWEST_WITH_GOAL) {
      return "discretionary, it has no goal to miss";
    }
    Double before = p.before();
    Double projected = p.projected();
    if (before == null || projected == null) {
      return "it had no performance index to start from";
    }
    String text =
        "performance index " + NumberText.index(before) + " -> " + NumberText.index(projected);
    if (before <= 1 && projected > 1) {
      text += ", it misses its goal for this";
    }
    return text + "; " + outcome(p.actual(), p.error(), compared);
  }

  private static String outcome(@Nullable Double actual, @Nullable Double error, boolean compared) {
    if (actual == null || error == null) {
      return compared ? "two intervals later it had none" : "compared after two intervals";
    }
    long percent = Math.round(100 * Math.abs(error));
    String grade =
        percent == 0
            ? "as expected"
            : percent + "% " + (error > 0 ? "worse" : "better") + " than expected";
    return "it became " + NumberText.index(actual) + ", " + grade;
  }
}
