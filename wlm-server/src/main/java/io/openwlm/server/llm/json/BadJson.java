package io.openwlm.server.llm.json;

/** Text that is not JSON, or not the JSON that is wanted here. The message echoes nothing of it. */
public final class BadJson extends Exception {
  private static final long serialVersionUID = 1L;

  public BadJson(String message) {
    super(message, null, false, false);
  }
}
