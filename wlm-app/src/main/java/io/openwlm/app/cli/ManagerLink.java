package io.openwlm.app.cli;

import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.EnvironmentStatus;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import io.openwlm.server.oper.OperAnswer;
import java.nio.file.Path;
import java.util.List;

/**
 * A connection to a running daemon. Every method fails with a {@link CommandFailure} if the daemon
 * is gone ({@link ExitCode#UNREACHABLE}) or says no.
 */
public interface ManagerLink extends AutoCloseable {

  /** The picture of the last cycle. */
  ManagerStatus status();

  /** Switches between enforcing and observing; answers what is now in force. */
  String enforce(boolean on);

  /** Brings the original values back and observes from then on. */
  String restore();

  /** Definitions and policies. */
  PolicyLink policies();

  /** How often each classification rule matched. */
  List<RuleHits> rules();

  /** States of environments, and units of work that were reset. */
  EnvironmentStatus environments();

  /** Gives an operator command in z/OS syntax; refusals are answers, too. */
  OperAnswer oper(String command);

  /** The daemon's metrics in the Prometheus text format. */
  String metrics();

  /** The sources of response times that the daemon reads by itself. */
  List<IntakeSource> intake();

  /** Token budgets. */
  BudgetLink budgets();

  /** Which class work would get, with the rules looked at. */
  String classify(WorkAttributes work);

  /** Which class a running process has or would get. */
  String classifyPid(int pid);

  /**
   * Reports ended transactions.
   *
   * @param responseNanos their response times
   */
  void report(String serviceClass, long[] responseNanos);

  @Override
  void close();

  /** Opens connections. */
  interface Connector {
    /** Fails with {@link ExitCode#UNREACHABLE} if nobody listens. */
    ManagerLink connect(Path socket);
  }
}
