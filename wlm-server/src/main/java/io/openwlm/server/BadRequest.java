package io.openwlm.server;

/** A request that cannot be understood; the message is safe to print and to send back. */
public final class BadRequest extends Exception {
  private static final long serialVersionUID = 1L;

  BadRequest(String message) {
    super(message, null, false, false);
  }
}
