package io.openwlm.server.page;

import io.openwlm.model.status.ClassStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a class spent its time that was not idle, as one bar of shares and in words. */
final class DelayBar {
  private static final double WIDTH = 160;
  private static final double LEAST_PERCENT = 1;

  private DelayBar() {}

  private record Share(String style, String word, double percent) {}

  static void of(Html h, ClassStatus c) {
    List<Share> shares = new ArrayList<>();
    add(shares, "using", "using", c.usingPercent());
    add(shares, "cpu", "CPU", c.cpuDelayPercent());
    add(shares, "cap", "own limit", c.capDelayPercent());
    add(shares, "io", "I/O", c.resources().ioDelayPercent());
    add(shares, "memory", "memory", c.resources().memoryDelayPercent());
    add(shares, "queue", "queue", c.resources().queueDelayPercent());
    if (shares.isEmpty()) {
      h.mark("<span class=\"muted\">no samples</span>");
      return;
    }
    StringBuilder words = new StringBuilder();
    for (Share s : shares) {
      words.append(words.isEmpty() ? "" : " \u00b7 ");
      words.append(s.word()).append(' ').append(Math.round(s.percent())).append('%');
    }
    h.mark(
        "<svg class=\"delays\" viewBox=\"0 0 160 10\" preserveAspectRatio=\"none\" role=\"img\"");
    h.attribute("aria-label", words.toString()).mark(">");
    h.mark("<rect class=\"track\" width=\"160\" height=\"10\"/>");
    double x = 0;
    for (Share s : shares) {
      double width = Math.min(WIDTH - x, WIDTH * s.percent() / 100);
      h.mark("<rect class=\"").mark(s.style());
      h.mark(
          String.format(
              Locale.ROOT, "\" x=\"%.1f\" width=\"%.1f\" height=\"10\"/>", x, Math.max(0, width)));
      x += width;
    }
    h.mark("</svg><small>").text(words.toString()).mark("</small>");
  }

  private static void add(List<Share> shares, String style, String word, double percent) {
    if (percent >= LEAST_PERCENT) {
      shares.add(new Share(style, word, Math.min(100, percent)));
    }
  }
}
