package io.openwlm.model.token;

import java.util.Locale;

/** What an agent is told about its budget (the first seed's four colours). */
public enum Signal {
  /** The budget is healthy. */
  GREEN(0),
  /** It burns faster than the window allows: leave out what is not needed. */
  YELLOW(10),
  /** Nothing usable is left in the window: block until the next one. */
  RED(11),
  /** Emergency stop by the operator or the anomaly switch: no calls. */
  BLACK(12);

  /** Exit code of {@code wlm budget check} for a state file that is too old. */
  public static final int STALE_EXIT_CODE = 13;

  private final int exitCode;

  Signal(int exitCode) {
    this.exitCode = exitCode;
  }

  /** Exit code of {@code wlm budget check}. */
  public int exitCode() {
    return exitCode;
  }

  /** As in the state file: {@code green}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
