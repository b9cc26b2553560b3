package io.openwlm.app.cli;

/** How a command prints its result. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** One JSON object. */
  JSON
}
