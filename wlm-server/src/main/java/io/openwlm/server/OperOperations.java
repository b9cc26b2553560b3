package io.openwlm.server;

import io.openwlm.core.port.OperatorControl;
import io.openwlm.model.json.ControlAnswer;
import io.openwlm.model.json.StatusJson;
import io.openwlm.server.oper.OperAnswer;
import io.openwlm.server.oper.OperConsole;

/**
 * Operator commands over the socket. A command that changes something is for root and the daemon's
 * own user, and is logged with who gave it, done or refused.
 */
final class OperOperations {
  private static final int MAX_TEXT = 256 << 10;
  private static final int SHOWN = 200;

  private final OperatorControl operator;
  private final OperConsole console;

  OperOperations(OperatorControl operator, OperConsole console) {
    this.operator = operator;
    this.console = console;
  }

  byte[] answer(Op op, Request request, Peer peer, RareLog log) {
    if (op == Op.ENVIRONMENTS) {
      return StatusJson.writeLine(ControlAnswer.environments(operator.environments()));
    }
    String command = request.text();
    OperAnswer answer = console.execute(command, peer.user(), peer.privileged());
    if (OperConsole.changes(command)) {
      String shown = Printable.line(command, SHOWN);
      if (answer.result() == OperAnswer.Result.NOT_PERMITTED) {
        log.refused("refused \"" + shown + "\" to user " + peer.user(), System.nanoTime());
      } else {
        log.done("\"" + shown + "\" by user " + peer.user() + ": " + answer.result());
      }
    }
    String text = Printable.lines(answer.text(), MAX_TEXT);
    return StatusJson.writeLine(
        answer.result() == OperAnswer.Result.DONE
            ? ControlAnswer.text(text)
            : ControlAnswer.refused(answer.result().name(), "operator command", text));
  }
}
