package io.openwlm.server.oper;

/**
 * The answer to an operator command.
 *
 * @param result what became of it
 * @param text one or more lines, printable, the first with a message id
 */
public record OperAnswer(Result result, String text) {

  /** What became of a command. */
  public enum Result {
    DONE,
    /** Not understood. */
    SYNTAX,
    NO_SUCH_OBJECT,
    NOT_PERMITTED,
    /** Something else is under way. */
    CONFLICT,
    /** Refused or failed; nothing was changed. */
    NOT_DONE
  }

  static OperAnswer done(String text) {
    return new OperAnswer(Result.DONE, text);
  }
}
