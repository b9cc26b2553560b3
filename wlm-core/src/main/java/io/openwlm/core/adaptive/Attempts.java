package io.openwlm.core.adaptive;

import io.openwlm.model.decision.DelayType;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import java.util.ArrayList;
import java.util.List;

/** What was tried for one receiver in vain, the largest delay first. The first gives the reason. */
final class Attempts {
  private final List<Attempt> attempts = new ArrayList<>();

  /**
   * One delay that could not be helped.
   *
   * @param asked who was asked to give
   * @param best performance index that the receiver could come to
   */
  private record Attempt(
      DelayType delay, ReasonCode reason, String detail, List<Refusal> asked, double best) {}

  void add(DelayType delay, ReasonCode reason, String detail, List<Refusal> asked, double best) {
    attempts.add(new Attempt(delay, reason, detail, asked, best));
  }

  boolean has(DelayType delay) {
    return attempts.stream().anyMatch(a -> a.delay == delay);
  }

  /** True if there is no sense in trying this: no weight helps work that a CPU limit holds back. */
  boolean rulesOut(DelayType delay) {
    return has(delay) || (delay == DelayType.CPU && has(DelayType.CAP));
  }

  ReasonCode reason() {
    return attempts.getFirst().reason;
  }

  /** The numbers behind the reason, and what was tried after it; may be empty. */
  String detail() {
    List<String> parts = new ArrayList<>();
    if (!attempts.getFirst().detail.isEmpty()) {
      parts.add(attempts.getFirst().detail);
    }
    for (Attempt other : attempts.subList(1, attempts.size())) {
      parts.add("tried " + other.delay.text() + " as well: " + other.reason);
    }
    return String.join("; ", parts);
  }

  /** Why a goal is out of reach that no CPU weight would bring; empty if it would be that. */
  String obstacle() {
    Attempt first = attempts.getFirst();
    return first.delay == DelayType.CPU || first.delay == DelayType.NONE
        ? ""
        : "; waits for " + first.delay.text() + " (" + first.reason + ")";
  }

  List<Refusal> asked() {
    return attempts.stream().flatMap(a -> a.asked.stream()).toList();
  }

  /** The best performance index that any of it could bring. */
  double best() {
    return attempts.stream().mapToDouble(Attempt::best).min().orElse(Double.NaN);
  }
}
