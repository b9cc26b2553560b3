package io.openwlm.model.codec;

/** How bad a problem is. */
public enum Severity {
  /** The definition cannot be used. */
  ERROR("error"),
  /** It can be used, and probably does not do what its author wants. */
  WARNING("warning"),
  /** Something to know. */
  NOTE("note");

  private final String text;

  Severity(String text) {
    this.text = text;
  }

  /** The word in messages. */
  public String text() {
    return text;
  }
}
