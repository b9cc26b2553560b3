package io.openwlm.server;

/** The daemon answered, and refused. */
public final class RequestRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  RequestRefused(String code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * {@code NOT_PERMITTED}, {@code UNKNOWN_CLASS}, {@code BAD_REQUEST}, {@code TOO_LONG}, {@code
   * BUSY} or {@code INTERNAL}.
   */
  public String code() {
    return code;
  }
}
