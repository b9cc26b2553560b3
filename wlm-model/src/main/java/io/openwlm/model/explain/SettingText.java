package io.openwlm.model.explain;

import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.status.DecisionStatus.Change;
import java.util.Locale;

/**
 * Values of settings as people read them: weights as they are, memory in binary units, CPU limits
 * in CPUs.
 */
public final class SettingText {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private SettingText() {}

  /** {@code 180 -> 320}, {@code 0 -> 1.5 GiB}, {@code none -> 0.50 CPUs}. */
  public static String change(Change change, String arrow) {
    return amount(change.setting(), change.from()) + arrow + amount(change.setting(), change.to());
  }

  /** {@code 180>320}, {@code I/O weight 100>400}: the CPU weight needs no name. */
  public static String brief(String setting, long from, long to) {
    String name = setting.equals(Setting.CPU_WEIGHT.text()) ? "" : setting + " ";
    return name + amount(setting, from) + ">" + amount(setting, to);
  }

  private static String amount(String setting, long value) {
    if (setting.equals(Setting.CPU_LIMIT.text())) {
      return cpus(value);
    }
    if (!setting.equals(Setting.MEMORY_LOW.text()) || value < 1024) {
      return Long.toString(value);
    }
    double scaled = value;
    int unit = 0;
    while (scaled >= 1024 && unit < UNITS.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, scaled < 10 ? "%.1f %s" : "%.0f %s", scaled, UNITS[unit]);
  }

  /** A CPU limit in CPUs, {@code none} for no limit. */
  public static String cpus(long limit) {
    return limit >= CpuLimit.NONE
        ? "none"
        : String.format(Locale.ROOT, "%.2f CPUs", CpuLimit.cpus(limit));
  }
}
