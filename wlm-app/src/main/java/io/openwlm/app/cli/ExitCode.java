package io.openwlm.app.cli;

/** What {@code wlm} ends with. The numbers are part of its interface and never change. */
public final class ExitCode {
  /** Done, or already so. */
  public static final int OK = 0;

  /** Tried and failed. */
  public static final int FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** The daemon is not running or cannot be reached. */
  public static final int UNREACHABLE = 3;

  /** No such class, decision or process. */
  public static final int NO_SUCH_OBJECT = 4;

  /** The daemon or the kernel does not permit it. */
  public static final int NOT_PERMITTED = 5;

  /** Changed since you read it, or something else is under way. */
  public static final int CONFLICT = 6;

  /** The definition has errors, or cannot be written in a form without loss. */
  public static final int INVALID_DEFINITION = 7;

  /** {@code wlm status --check}: a goal is missed. */
  public static final int GOALS_MISSED = 9;

  // 10 to 13 are signals of wlm budget check: Signal.exitCode.

  /** Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
