package io.openwlm.model.definition;

import java.util.Locale;
import java.util.Set;

/**
 * Service classes that exist without being defined. On Linux work of these classes is seen and left
 * alone. None has a goal.
 */
public final class SystemClass {
  /** The kernel's own work, and process 1. */
  public static final String SYSTEM = "SYSTEM";

  /** Started tasks without a class. */
  public static final String SYSSTC = "SYSSTC";

  /** All other work without a class. */
  public static final String SYSOTHER = "SYSOTHER";

  /** Work that rules leave alone on purpose: an OpenWLM addition. */
  public static final String UNMANAGED = "UNMANAGED";

  private static final Set<String> NAMES =
      Set.of(
          SYSTEM, SYSSTC, "SYSSTC1", "SYSSTC2", "SYSSTC3", "SYSSTC4", "SYSSTC5", SYSOTHER,
          UNMANAGED);

  private SystemClass() {}

  /** All names. */
  public static Set<String> names() {
    return NAMES;
  }

  /** True for the name of a system class, in any case. */
  public static boolean isReserved(String name) {
    return NAMES.contains(name.toUpperCase(Locale.ROOT));
  }

  /** True for the exact name of a system class. */
  public static boolean isSystemClass(String name) {
    return NAMES.contains(name);
  }
}
