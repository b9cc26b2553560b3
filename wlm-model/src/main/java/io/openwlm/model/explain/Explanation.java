package io.openwlm.model.explain;

import io.openwlm.model.decision.Bottleneck;
import io.openwlm.model.decision.DelayType;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.DecisionStatus.Change;
import io.openwlm.model.status.DecisionStatus.NotChosen;
import io.openwlm.model.status.DecisionStatus.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A decision in words: why, where the work waits, what was done, who paid, what was expected, who
 * was not chosen, what came of it. What is not known says so, and why; where nothing was changed
 * the paragraphs about the change are left out.
 */
public final class Explanation {
  private Explanation() {}

  /**
   * One part of an explanation. Texts are as the manager holds them: whoever shows them makes them
   * safe for what he shows them on.
   *
   * @param label {@code WHY}, {@code WHERE}, {@code DID}, {@code WHO PAID}, {@code EXPECTED},
   *     {@code NOT CHOSEN}, {@code RESULT}, {@code YOU CAN DO}
   * @param sentences at least one
   */
  public record Paragraph(String label, List<String> sentences) {
    public Paragraph {
      sentences = List.copyOf(sentences);
    }
  }

  /** The explanation, part by part. */
  public static List<Paragraph> of(DecisionStatus d) {
    List<Paragraph> parts = new ArrayList<>();
    parts.add(new Paragraph("WHY", List.of(why(d))));
    parts.add(new Paragraph("WHERE", List.of(where(d))));
    parts.add(new Paragraph("DID", did(d)));
    if (!d.changes().isEmpty()) {
      parts.add(new Paragraph("WHO PAID", paid(d)));
      parts.add(new Paragraph("EXPECTED", expected(d)));
    }
    if (!d.changes().isEmpty() || !d.notChosen().isEmpty()) {
      parts.add(new Paragraph("NOT CHOSEN", notChosen(d)));
    }
    if (!d.changes().isEmpty()) {
      parts.add(new Paragraph("RESULT", List.of(result(d))));
    } else if (!isContent(d)) {
      known(d.reason())
          .filter(r -> !r.action().startsWith("Nothing"))
          .ifPresent(r -> parts.add(new Paragraph("YOU CAN DO", List.of(r.action()))));
    }
    return parts;
  }

  /** Its goal is met: there is nothing to do. */
  private static boolean isContent(DecisionStatus d) {
    Double pi = d.performanceIndex();
    return pi != null && pi <= 1;
  }

  private static String why(DecisionStatus d) {
    StringBuilder text = new StringBuilder(sentence(meaning(d.reason())));
    text.insert(text.length() - 1, " (" + d.reason() + ")");
    if (!d.goal().isEmpty()) {
      Double pi = d.performanceIndex();
      boolean measured = !d.achieved().isEmpty() && !d.achieved().equals("-");
      text.append(" Goal ").append(d.goal());
      text.append(measured ? "; achieved " + d.achieved() : "");
      text.append(
          pi == null ? "; no performance index" : "; performance index " + NumberText.index(pi));
      text.append(pi == null || d.evidence().isEmpty() ? "." : ", from " + d.evidence() + ".");
    }
    return d.detail().isEmpty() ? text.toString() : text + " " + sentence(d.detail());
  }

  private static String where(DecisionStatus d) {
    if (isReset(d)) {
      return "One unit of work, not the whole class.";
    }
    if (isAboutTokens(d)) {
      return "Its token budget; the processor has no part in it.";
    }
    if (!d.where().isKnown()) {
      return d.serviceClass().isEmpty()
          ? d.changes().isEmpty() ? "It is about the manager, not about one class." : "All classes."
          : "Not known: there were no using and delay samples in this interval.";
    }
    DecisionStatus.Where where = d.where();
    String text =
        "Of its time that was not idle it ran "
            + NumberText.percent(where.using())
            + ", waited for a CPU "
            + NumberText.percent(where.cpuDelay())
            + part(", for I/O ", where.ioDelay())
            + part(", for memory ", where.memoryDelay())
            + part(", in queues ", where.queueDelay())
            + part(", was held back by its own limit ", where.capDelay());
    return text + ". " + most(where);
  }

  private static String most(DecisionStatus.Where where) {
    DelayType largest =
        new Bottleneck(
                where.using(),
                where.cpuDelay(),
                where.capDelay(),
                where.ioDelay(),
                where.memoryDelay(),
                where.queueDelay(),
                "")
            .largest();
    return largest == DelayType.NONE
        ? "No wait is long enough to matter."
        : "It waits most for " + largest.text() + ".";
  }

  /** What was not seen at all is left out. */
  private static String part(String words, double percent) {
    return percent <= 0 ? "" : words + NumberText.percent(percent);
  }

  private static List<String> expected(DecisionStatus d) {
    List<String> lines = ProjectionText.of(d);
    return lines.isEmpty() ? List.of("This act is not projected.") : lines;
  }

  private static List<String> did(DecisionStatus d) {
    if (d.changes().isEmpty()) {
      return List.of(isReset(d) ? "The unit's class, as said; no weight." : "Nothing was changed.");
    }
    Change first = d.changes().getFirst();
    if (isRaise(d)) {
      return List.of(change(first, d));
    }
    return d.changes().stream().map(c -> change(c, d)).toList();
  }

  private static List<String> paid(DecisionStatus d) {
    if (d.act().equals("FLOW BACK")) {
      return List.of("Nobody: it was not in use.");
    }
    if (d.act().equals("CAP")) {
      return List.of("Nobody outside of the resource group.");
    }
    if (!isRaise(d)) {
      return List.of(
          d.act().equals("UNDO")
              ? "Nobody: what was taken came back."
              : "Nobody alone: the weights above were set together.");
    }
    if (isAboutTokens(d) && d.changes().stream().noneMatch(c -> c.to() > c.from())) {
      return List.of("Nobody: what is left goes to whoever asks next.");
    }
    return d.changes().size() == 1
        ? List.of(isAboutTokens(d) ? "Nobody: the pool had them." : "Nobody.")
        : d.changes().stream().skip(1).map(c -> change(c, d)).toList();
  }

  private static List<String> notChosen(DecisionStatus d) {
    if (d.notChosen().isEmpty()) {
      return List.of("Nobody else was asked.");
    }
    List<String> lines = new ArrayList<>();
    for (NotChosen n : d.notChosen()) {
      String detail = n.detail().isEmpty() ? "" : "; " + n.detail();
      lines.add(n.serviceClass() + ": " + meaning(n.reason()) + " (" + n.reason() + ")" + detail);
    }
    return lines;
  }

  private static String result(DecisionStatus d) {
    if (d.serviceClass().isEmpty()) {
      return "Not compared: it is about all classes.";
    }
    if (d.after().isEmpty()) {
      return "Not known yet: the next interval has not ended.";
    }
    StringBuilder text = new StringBuilder("Performance index ");
    Double before = d.performanceIndex();
    text.append(before == null ? "unknown" : NumberText.index(before)).append(" before, then ");
    for (int i = 0; i < d.after().size(); i++) {
      text.append(i == 0 ? "" : ", ").append(NumberText.index(d.after().get(i)));
    }
    double last = d.after().getLast();
    text.append(". ");
    if (before == null) {
      return text.append("There is nothing to compare it with.").toString();
    }
    if (last <= 1) {
      return text.append(before > 1 ? "The goal is met again." : "The goal stays met.").toString();
    }
    return text.append(
            last < before ? "Better, the goal is still missed." : "It did not help so far.")
        .toString();
  }

  /** An operator's RESET, which is about a unit of work. */
  private static boolean isReset(DecisionStatus d) {
    return d.act().equals("RESET");
  }

  private static boolean isRaise(DecisionStatus d) {
    return d.act().equals("RAISE") || d.act().equals(DecisionStatus.GRANT);
  }

  /** A grant of tokens or a signal to an agent. */
  private static boolean isAboutTokens(DecisionStatus d) {
    return d.act().equals(DecisionStatus.GRANT) || d.act().equals(DecisionStatus.SIGNAL);
  }

  private static String change(Change c, DecisionStatus d) {
    String importance = c.importance() > 5 ? "discretionary" : "importance " + c.importance();
    String text =
        c.serviceClass()
            + " ("
            + importance
            + ") "
            + c.setting()
            + " "
            + SettingText.change(c, " -> ");
    if (isAboutTokens(d)) {
      return text + ".";
    }
    List<String> outcomes = new ArrayList<>();
    for (Write w : d.writes()) {
      if (w.serviceClass().equals(c.serviceClass())) {
        outcomes.add(write(w));
      }
    }
    return text + ": " + (outcomes.isEmpty() ? "not written" : String.join(", ", outcomes)) + ".";
  }

  private static String write(Write w) {
    String detail = w.detail().isEmpty() ? "" : " (" + w.detail() + ")";
    String kept = w.actual().isEmpty() ? "" : ", it stays " + w.actual();
    return switch (w.result()) {
      case "APPLIED" -> w.target() + " = " + w.actual();
      case "UNCHANGED" -> w.target() + " had this value already";
      case "REFUSED" -> w.target() + " refused " + w.wanted() + detail + kept;
      case "VANISHED" -> w.target() + " is gone" + detail;
      case "FOREIGN_WRITER" -> w.target() + " was changed by another program" + detail + kept;
      case "OBSERVE_ONLY" -> "not written, the daemon only observes";
      default -> w.target() + " " + w.result().toLowerCase(Locale.ROOT) + detail;
    };
  }

  /** The words of a reason code; of an unknown one the code itself. */
  public static String meaning(String code) {
    return known(code)
        .map(ReasonCode::text)
        .orElseGet(() -> code.toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static Optional<ReasonCode> known(String code) {
    return Arrays.stream(ReasonCode.values()).filter(r -> r.name().equals(code)).findFirst();
  }

  private static String sentence(String text) {
    String first = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return first.endsWith(".") ? first : first + ".";
  }
}
