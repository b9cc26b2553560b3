package io.openwlm.app.cli;

/**
 * A command cannot do what was asked. Carries the exit code and a whole message with its id: what
 * happened, what stays in force, what to do.
 */
@SuppressWarnings("serial")
public final class CommandFailure extends RuntimeException {
  private final int exitCode;
  private final String text;

  /**
   * @param exitCode one of {@link ExitCode}
   * @param message starts with a message id; may have several lines
   */
  public CommandFailure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.text = message;
  }

  /** The message; never null. */
  public String text() {
    return text;
  }

  public int exitCode() {
    return exitCode;
  }
}
