package io.openwlm.app.top;

import io.openwlm.app.text.Cell;
import io.openwlm.model.status.ClassStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the work of a class spent its time in the last interval, as bars. */
final class DelayBars {
  private static final int BAR = 40;

  private DelayBars() {}

  static List<String> of(ClassStatus c) {
    List<String> lines = new ArrayList<>();
    if (c.usingPercent() < 0 && c.cpuDelayPercent() < 0) {
      lines.add(
          c.pressurePercent() < 0
              ? "Where it spends its time is not known: no using and delay samples."
              : "No using and delay samples; some of it waited for a CPU "
                  + Numbers.percent(c.pressurePercent())
                  + " of the time (PSI).");
      return lines;
    }
    lines.add("Of its time that is not idle, in the last interval:");
    bar(lines, "running", c.usingPercent());
    bar(lines, "waits for a CPU", c.cpuDelayPercent());
    bar(lines, "held by its limit", c.capDelayPercent());
    bar(lines, "waits for I/O", c.resources().ioDelayPercent());
    bar(lines, "waits for memory", c.resources().memoryDelayPercent());
    bar(lines, "waits in queues", c.resources().queueDelayPercent());
    return lines;
  }

  private static void bar(List<String> lines, String name, double percent) {
    String value =
        percent < 0 ? "  n/a" : String.format(Locale.ROOT, "%4.0f%%", Math.min(100, percent));
    int bars = percent < 0 ? 0 : (int) Math.round(Math.min(100, percent) / 100 * BAR);
    lines.add(("  " + Cell.left(name, 18) + value + " " + "|".repeat(bars)).stripTrailing());
  }
}
