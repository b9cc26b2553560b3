package io.openwlm.model.measurement;

/** What a performance index rests on. */
public enum Evidence {
  /** Response times or completions reported by the work itself: the only truth for such goals. */
  TRANSACTIONS("transactions"),
  /** Run and run-queue delay of the class's threads. */
  USING_DELAY("using/delay"),
  /** Pressure stall information: says that work waits, not how much of it. */
  PRESSURE("pressure"),
  /** Nothing to measure goals against: fixed by definition (discretionary work). */
  FIXED("fixed"),
  /** What token budgets were used for, as the ledger keeps it. */
  TOKEN_USE("token use"),
  /** Nothing: there is no performance index. */
  NONE("none");

  private final String text;

  Evidence(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
