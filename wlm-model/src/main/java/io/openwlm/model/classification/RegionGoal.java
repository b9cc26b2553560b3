package io.openwlm.model.classification;

/** Whose goals manage the address space that a rule assigns (the column of JES and STC rules). */
public enum RegionGoal {
  /** The goals of the transactions that it serves. */
  TRANSACTION("transaction", "No"),
  /** Its own goal. */
  REGION("region", "Yes"),
  /** Its own for dispatching, the transactions' for their servers. */
  BOTH("both", "Both");

  private final String key;
  private final String xml;

  RegionGoal(String key, String xml) {
    this.key = key;
    this.xml = xml;
  }

  /** The word in a definition. */
  public String key() {
    return key;
  }

  /** The word in the z/OS XML form. */
  public String xml() {
    return xml;
  }
}
