package io.openwlm.app.cli;

import java.util.List;

/** Lets tests of other packages see what {@code wlm status} warns of. */
public final class IntakeWarnings {
  private IntakeWarnings() {}

  public static List<String> of(ManagerLink link) {
    return IntakeList.trouble(link);
  }
}
