package io.openwlm.app.cli;

/**
 * Something that {@code wlm doctor} found.
 *
 * @param fact what is there or missing
 * @param effect what that costs; empty if nothing
 * @param remedy what to do; empty if nothing
 */
record Finding(Grade grade, String name, String fact, String effect, String remedy) {
  enum Grade {
    OK,
    /** Works, with a loss. */
    WARN,
    /** Does not work. */
    FAIL
  }
}
