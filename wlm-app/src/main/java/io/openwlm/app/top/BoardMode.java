package io.openwlm.app.top;

/** Where the picture comes from. */
public enum BoardMode {
  LIVE(""),
  PAUSED("PAUSED"),
  REPLAY("REPLAY");

  private final String badge;

  BoardMode(String badge) {
    this.badge = badge;
  }

  /** A word for the heading; empty for none. */
  public String badge() {
    return badge;
  }
}
