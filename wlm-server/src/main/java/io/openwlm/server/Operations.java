package io.openwlm.server;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.ManagerControl.ReportAnswer;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.json.ControlAnswer;
import io.openwlm.model.json.StatusJson;
import org.jspecify.annotations.Nullable;

/**
 * Does what requests ask for. Only root and the daemon's own user change the machine; every such
 * request is logged, done or refused.
 */
final class Operations {
  private static final int RESPONSES_AT_ONCE = 512;
  private static final int MAX_TEXT = 64 << 10;
  private static final byte[] DONE = StatusJson.writeLine(ControlAnswer.DONE);

  private final ManagerControl control;
  private final @Nullable OperOperations operator;
  private final @Nullable PolicyOperations policies;
  private final BudgetOperations budgets;
  private final RareLog log;
  private final DaemonPages pages;
  private final StatusLine statusLine = new StatusLine();

  /**
   * @param operator what operators may ask for; null if they are not served here
   */
  Operations(
      ManagerControl control,
      PolicyControl policies,
      DaemonPages pages,
      @Nullable OperOperations operator,
      RareLog log) {
    this.control = control;
    this.policies = new PolicyOperations(policies);
    budgets = new BudgetOperations(control::tokens);
    this.pages = pages;
    this.operator = operator;
    this.log = log;
  }

  /** For a door that takes reports only. */
  Operations(ManagerControl control, RareLog log) {
    this.control = control;
    this.policies = null;
    budgets = new BudgetOperations(control::tokens);
    this.operator = null;
    this.pages = DaemonPages.NONE;
    this.log = log;
  }

  private PolicyOperations policies() {
    if (policies == null) {
      throw new IllegalStateException("this door takes reports only");
    }
    return policies;
  }

  /** Answers anything but a report; the answer is a line. */
  byte[] answer(Op op, Request request, Peer peer) {
    if (op.privileged() && !peer.privileged()) {
      log.refused("refused " + op.key() + " to user " + peer.user(), System.nanoTime());
      return refusal("NOT_PERMITTED", op.key() + " is for root and the user that wlmd runs as");
    }
    try {
      return switch (op) {
        case PING, REPORT -> DONE;
        case STATUS -> statusLine.of(control.status());
        case CLASSIFY -> text(classify(request));
        case ENFORCE -> {
          String mode = request.on() ? "on" : "off";
          log.done("enforce " + mode + " asked for by user " + peer.user());
          String answer = control.setEnforce(request.on(), peer.user());
          yield answer.startsWith("refused") ? refusal("NOT_DONE", answer) : text(answer);
        }
        case RESTORE -> {
          log.done("restore asked for by user " + peer.user());
          yield text(control.restore(peer.user()));
        }
        case METRICS -> StatusJson.writeLine(ControlAnswer.text(pages.metrics().get()));
        case INTAKE -> StatusJson.writeLine(ControlAnswer.intake(pages.intake().get()));
        case RULES -> StatusJson.writeLine(ControlAnswer.rules(control.rules()));
        case INSTALL -> policies().install(request, peer, log);
        case ACTIVATE -> policies().activate(request, peer, log);
        case CONFIRM -> policies().confirm(peer, log);
        case ROLLBACK -> policies().rollback(peer, log);
        case DEACTIVATE -> policies().deactivate(peer, log);
        case HISTORY -> policies().history();
        case DEFINITION -> policies().definition(request);
        case BUDGETS -> budgets.budgets();
        case INCREASE -> budgets.increase(request, peer, log);
        case STOP -> budgets.stop(request, peer, log);
        case GO -> budgets.go(request, peer, log);
        case ENVIRONMENTS, OPER ->
            operator == null
                ? refusal("BAD_REQUEST", op.key() + " is not served here")
                : operator.answer(op, request, peer, log);
      };
    } catch (IllegalArgumentException e) {
      return refusal("BAD_REQUEST", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.refused(op.key() + " failed: " + e, System.nanoTime());
      return refusal("INTERNAL", op.key() + " failed; the daemon's log says why");
    }
  }

  private String classify(Request request) {
    WorkAttributes work = request.work();
    return work == null ? control.classifyPid(request.pid()) : control.classify(work);
  }

  /**
   * Counts a report.
   *
   * @param nanos room to hand response times on, any length above 0
   */
  ReportAnswer report(Request request, long reporter, Peer peer, long[] nanos) throws BadRequest {
    int done = 0;
    ReportAnswer answer;
    do {
      int n = request.nextResponses(done, nanos);
      answer =
          control.report(
              request.serviceClass(),
              nanos,
              n,
              request.inFlight(),
              request.oldestInFlightNanos(),
              done == 0 ? request.dropped() : 0,
              reporter,
              peer.user());
      done += n;
    } while (answer == ReportAnswer.ACCEPTED && done < request.responses());
    return answer == ReportAnswer.ACCEPTED && request.tellsQueued()
        ? control.queued(request.serviceClass(), request.queued(), reporter, peer.user())
        : answer;
  }

  /** Room for {@link #report}. */
  static long[] room() {
    return new long[RESPONSES_AT_ONCE];
  }

  byte[] answer(ReportAnswer answer, Request request, Peer peer) {
    String name = Printable.line(request.serviceClass(), 64);
    return switch (answer) {
      case ACCEPTED -> DONE;
      case UNKNOWN_CLASS -> refusal("UNKNOWN_CLASS", "no service class \"" + name + "\"");
      case NOT_PERMITTED -> {
        log.refused("refused a report for " + name + " to user " + peer.user(), System.nanoTime());
        yield refusal(
            "NOT_PERMITTED", "user " + peer.user() + " may not report for \"" + name + "\"");
      }
    };
  }

  void reporterGone(long reporter) {
    control.reporterGone(reporter);
  }

  /** A request broke off with an error that is not the client's. */
  void failed(RuntimeException error) {
    log.refused("a connection was closed after an error: " + error, System.nanoTime());
  }

  void forgetStatus() {
    statusLine.forget();
  }

  static byte[] text(String text) {
    return StatusJson.writeLine(ControlAnswer.text(Printable.lines(text, MAX_TEXT)));
  }

  static byte[] refusal(String error, String message) {
    return StatusJson.writeLine(ControlAnswer.refused(error, Printable.line(message, 1000)));
  }
}
