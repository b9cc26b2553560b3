package io.openwlm.record.smf;

/** Bytes that are not a whole, well-formed record; the message says what is wrong, for people. */
public final class BadRecord extends Exception {
  private static final long serialVersionUID = 1;

  public BadRecord(String message) {
    super(message, null, false, false);
  }
}
