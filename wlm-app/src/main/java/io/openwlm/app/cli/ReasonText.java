package io.openwlm.app.cli;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.Wrap;
import io.openwlm.model.decision.ReasonCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reason codes of decisions in words: all of them, or one with what can be done. */
final class ReasonText {
  private static final String TOPIC = "reason";
  private static final int COLUMN = 20;
  private static final int WIDTH = 96;

  private ReasonText() {}

  /** True for {@code reason} and {@code reason.CODE}. */
  static boolean isAsked(String path) {
    return path.equals(TOPIC) || path.startsWith(TOPIC + ".");
  }

  /**
   * @param path {@code reason} or {@code reason.CODE}, the code in any case
   * @throws CommandFailure if there is no such code
   */
  static String of(String path) {
    if (path.equals(TOPIC)) {
      return all();
    }
    String code = path.substring(TOPIC.length() + 1).toUpperCase(Locale.ROOT).replace('-', '_');
    ReasonCode reason = find(code).orElseThrow(() -> unknown(code));
    List<String> lines = new ArrayList<>(List.of(reason.name()));
    lines.addAll(Wrap.hanging("  Kind:        ", reason.kind().title(), WIDTH));
    lines.addAll(Wrap.hanging("  Meaning:     ", reason.text(), WIDTH));
    lines.addAll(Wrap.hanging("  You can do:  ", reason.action(), WIDTH));
    return String.join("\n", lines) + "\n";
  }

  private static String all() {
    StringBuilder text = new StringBuilder();
    for (ReasonCode.Kind kind : ReasonCode.Kind.values()) {
      text.append(text.isEmpty() ? "" : "\n").append(kind.title()).append('\n');
      for (ReasonCode reason : ReasonCode.values()) {
        if (reason.kind() == kind) {
          text.append("  ").append(Cell.left(reason.name(), COLUMN)).append(' ');
          text.append(reason.text()).append('\n');
        }
      }
    }
    return text + "\nwlm explain reason.CODE says what you can do.\n";
  }

  /** The reason of that name. */
  static Optional<ReasonCode> find(String code) {
    return Arrays.stream(ReasonCode.values()).filter(r -> r.name().equals(code)).findFirst();
  }

  private static CommandFailure unknown(String code) {
    List<String> known = Arrays.stream(ReasonCode.values()).map(ReasonCode::name).toList();
    return new CommandFailure(
        ExitCode.NO_SUCH_OBJECT,
        "WLM0204E there is no reason '"
            + code
            + "'."
            + Nearest.suggestion(code, known)
            + "\n  wlm explain reason lists them.");
  }
}
