package io.openwlm.model.definition;

/** How adjustments are decided. */
public enum Strategy {
  /** Goal algorithm of z/OS WLM on Linux shares: projects every move before it is made. */
  ADAPTIVE("adaptive"),
  /** A PI controller per class, then arbitration by importance. */
  PI_CONTROLLER("pi-controller"),
  /** Weights stay as they are; goals are measured only. */
  STATIC("static");

  private final String key;

  Strategy(String key) {
    this.key = key;
  }

  /** The word in the definition. */
  public String key() {
    return key;
  }
}
