package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import io.openwlm.server.oper.OperAnswer;

/** What became of an operator command, on screen and as an exit code. */
final class Oper {
  private Oper() {}

  /** Gives one command; prints the answer, a refusal as a message. */
  static int give(String command, CommandContext context, CommonOptions common) {
    try (ManagerLink link = context.connect(common)) {
      OperAnswer answer = link.oper(command);
      if (answer.result() == OperAnswer.Result.DONE) {
        context.answer(answer.text(), common);
      } else {
        context.err().println(SafeText.lines(answer.text()));
      }
      return exitCode(answer);
    }
  }

  static int exitCode(OperAnswer answer) {
    return switch (answer.result()) {
      case DONE -> ExitCode.OK;
      case SYNTAX -> ExitCode.USAGE;
      case NO_SUCH_OBJECT -> ExitCode.NO_SUCH_OBJECT;
      case NOT_PERMITTED -> ExitCode.NOT_PERMITTED;
      case CONFLICT -> ExitCode.CONFLICT;
      case NOT_DONE -> ExitCode.FAILED;
    };
  }

  /** A name as a command holds it, whatever is in it. */
  static String quoted(String name) {
    return "'" + name.replace("'", "''") + "'";
  }
}
