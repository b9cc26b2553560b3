package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import io.openwlm.model.status.ResourceGroupStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How resource groups do, one line each; nothing without groups that have a minimum or maximum. */
final class GroupLines {
  private GroupLines() {}

  static List<String> of(List<ResourceGroupStatus> groups) {
    List<String> lines = new ArrayList<>();
    for (ResourceGroupStatus g : groups) {
      if (g.maximumCpus() >= 0 || g.minimumCpus() > 0) {
        lines.add(line(g));
      }
    }
    if (!lines.isEmpty()) {
      lines.addFirst("RESOURCE GROUPS (CPUs used, and in the last minute)");
      lines.addFirst("");
    }
    return lines;
  }

  private static String line(ResourceGroupStatus g) {
    return String.format(
            Locale.ROOT, " %-8s %6.2f %6.2f", SafeText.of(g.name()), g.usedCpus(), g.minuteCpus())
        + (g.minimumCpus() > 0 ? String.format(Locale.ROOT, "  minimum %.2f", g.minimumCpus()) : "")
        + (g.maximumCpus() >= 0
            ? String.format(Locale.ROOT, "  maximum %.2f", g.maximumCpus())
            : "")
        + (g.capping() && g.limitCpus() >= 0
            ? String.format(Locale.ROOT, "  limits %.2f", g.limitCpus())
            : "")
        + (g.heldBack().isEmpty()
            ? ""
            : "  holds back " + SafeText.of(String.join(", ", g.heldBack())));
  }
}
