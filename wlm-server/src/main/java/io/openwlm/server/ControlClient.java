package io.openwlm.server;

import io.openwlm.core.port.PolicyControl.ActivationRequest;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.json.ControlAnswer;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.status.EnvironmentStatus;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.PolicyHistory;
import io.openwlm.model.status.RuleHits;
import io.openwlm.server.oper.OperAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of the control socket. Every call ends within its time limit, also when the daemon
 * hangs; after {@link DaemonUnreachable} the client is closed. For one thread at a time.
 */
public final class ControlClient implements AutoCloseable {
  private static final long ANSWER_NANOS = 5_000_000_000L;
  private static final long CHANGE_NANOS = 25_000_000_000L;
  private static final int REPORTS_AT_ONCE = 10_000;

  private final Path socket;
  private final ControlConnection connection;

  private ControlClient(Path socket, ControlConnection connection) {
    this.socket = socket;
    this.connection = connection;
  }

  /**
   * Connects to the daemon, in 5 s at most.
   *
   * @throws DaemonUnreachable if there is none
   */
  public static ControlClient connect(Path socket) throws DaemonUnreachable {
    if (!Files.exists(socket)) {
      throw new DaemonUnreachable("no wlmd answers on " + socket + ": no such socket");
    }
    try {
      return new ControlClient(
          socket, ControlConnection.open(socket, System.nanoTime() + ANSWER_NANOS));
    } catch (IOException | InterruptedException | UnsupportedOperationException e) {
      throw unreachable(socket, e);
    }
  }

  /** The picture of the last interval. */
  public ManagerStatus status() throws DaemonUnreachable, RequestRefused {
    ManagerStatus status = call("{\"op\":\"status\"}", ANSWER_NANOS).status();
    if (status == null) {
      throw broken("its answer holds no status");
    }
    return status;
  }

  /** Asks for a sign of life. */
  public void ping() throws DaemonUnreachable, RequestRefused {
    call("{\"op\":\"ping\"}", ANSWER_NANOS);
  }

  /**
   * Switches between enforcing and observing.
   *
   * @return what was done, for people
   */
  public String enforce(boolean on) throws DaemonUnreachable, RequestRefused {
    return text(call("{\"op\":\"enforce\",\"on\":" + on + "}", CHANGE_NANOS));
  }

  /**
   * Goes to observing and brings back the original values.
   *
   * @return what was done, for people
   */
  public String restore() throws DaemonUnreachable, RequestRefused {
    return text(call("{\"op\":\"restore\"}", CHANGE_NANOS));
  }

  /**
   * Installs a service definition.
   *
   * @param text the definition as a text that a reader understands
   * @param source where it came from, for people
   * @param ifMatch hash of the revision that it was made from; null if it does not matter
   * @param force also over the active policy, or with an old definition
   * @return what was done, for people
   */
  public String install(String text, String source, @Nullable String ifMatch, boolean force)
      throws DaemonUnreachable, RequestRefused {
    StringBuilder request = new StringBuilder("{\"op\":\"install\",\"force\":").append(force);
    if (ifMatch != null) {
      append(request, "ifMatch", ifMatch);
    }
    append(request, "source", source);
    append(request, "text", text);
    return text(call(request.append('}').toString(), CHANGE_NANOS));
  }

  /**
   * Activates a policy of the newest revision.
   *
   * @return what was done, for people
   */
  public String activate(ActivationRequest asked) throws DaemonUnreachable, RequestRefused {
    StringBuilder request = new StringBuilder("{\"op\":\"activate\"");
    append(request, "policy", asked.policy());
    request.append(",\"dryRun\":").append(asked.dryRun());
    request.append(",\"confirmWithinSeconds\":").append(asked.confirmWithinSeconds());
    request.append(",\"revision\":").append(asked.revision());
    return text(call(request.append('}').toString(), CHANGE_NANOS));
  }

  /** States of environments, and units of work that were reset. */
  public EnvironmentStatus environments() throws DaemonUnreachable, RequestRefused {
    EnvironmentStatus environments = call("{\"op\":\"environments\"}", ANSWER_NANOS).environments();
    if (environments == null) {
      throw broken("its answer holds no environments");
    }
    return environments;
  }

  /**
   * Gives an operator command in z/OS syntax.
   *
   * @return what became of it, also if it was refused
   */
  public OperAnswer oper(String command) throws DaemonUnreachable, RequestRefused {
    StringBuilder request = new StringBuilder("{\"op\":\"oper\"");
    append(request, "text", command);
    ControlAnswer answer = send(request.append('}').toString(), CHANGE_NANOS);
    String text = answer.text();
    String error = answer.error();
    if (answer.ok() && text != null) {
      return new OperAnswer(OperAnswer.Result.DONE, text);
    }
    for (OperAnswer.Result result : OperAnswer.Result.values()) {
      if (result.name().equals(error) && text != null) {
        return new OperAnswer(result, text);
      }
    }
    throw refused(answer);
  }

  /** The daemon's metrics in the Prometheus text format. */
  public String metrics() throws DaemonUnreachable, RequestRefused {
    return text(call("{\"op\":\"metrics\"}", ANSWER_NANOS));
  }

  /** The sources of response times that the daemon reads by itself. */
  public List<IntakeSource> intake() throws DaemonUnreachable, RequestRefused {
    List<IntakeSource> intake = call("{\"op\":\"intake\"}", ANSWER_NANOS).intake();
    if (intake == null) {
      throw broken("its answer holds no sources");
    }
    return intake;
  }

  /** All token budgets, parents before their children. */
  public List<BudgetStatus> budgets() throws DaemonUnreachable, RequestRefused {
    List<BudgetStatus> budgets = call("{\"op\":\"budgets\"}", ANSWER_NANOS).budgets();
    if (budgets == null) {
      throw broken("its answer holds no budgets");
    }
    return budgets;
  }

  /**
   * Raises the token limits of a budget for a while.
   *
   * @return what was done, for people
   */
  public String increase(String budget, long tokens, long untilEpochMillis, String reason)
      throws DaemonUnreachable, RequestRefused {
    StringBuilder request = new StringBuilder("{\"op\":\"budget-increase\"");
    append(request, "budget", budget);
    append(request, "reason", reason);
    request.append(",\"tokens\":").append(tokens);
    request.append(",\"untilEpochMillis\":").append(untilEpochMillis);
    return text(call(request.append('}').toString(), CHANGE_NANOS));
  }

  /**
   * Begins or ends an emergency stop.
   *
   * @param stop false to end it
   * @param budget null for all
   * @return what was done, for people
   */
  public String stop(boolean stop, @Nullable String budget, String reason)
      throws DaemonUnreachable, RequestRefused {
    StringBuilder request = new StringBuilder("{\"op\":\"budget-");
    request.append(stop ? "stop\"" : "go\"");
    if (budget != null) {
      append(request, "budget", budget);
    }
    append(request, "reason", reason);
    return text(call(request.append('}').toString(), CHANGE_NANOS));
  }

  /** Makes an activation final; answers what is in force. */
  public String confirm() throws DaemonUnreachable, RequestRefused {
    return text(call("{\"op\":\"confirm\"}", CHANGE_NANOS));
  }

  /** Undoes an activation that waits to be confirmed; answers what is in force. */
  public String rollback() throws DaemonUnreachable, RequestRefused {
    return text(call("{\"op\":\"rollback\"}", CHANGE_NANOS));
  }

  /** Stops managing until the next activation; answers what was done. */
  public String deactivate() throws DaemonUnreachable, RequestRefused {
    return text(call("{\"op\":\"deactivate\"}", CHANGE_NANOS));
  }

  /** What was installed and activated lately. */
  public PolicyHistory history() throws DaemonUnreachable, RequestRefused {
    PolicyHistory history = call("{\"op\":\"history\"}", ANSWER_NANOS).history();
    if (history == null) {
      throw broken("its answer holds no history");
    }
    return history;
  }

  /**
   * The canonical text of an installed definition.
   *
   * @param revision 0 for the newest
   */
  public String definition(long revision) throws DaemonUnreachable, RequestRefused {
    return text(call("{\"op\":\"definition\",\"revision\":" + revision + "}", ANSWER_NANOS));
  }

  /** How often each classification rule of the active policy matched. */
  public List<RuleHits> rules() throws DaemonUnreachable, RequestRefused {
    List<RuleHits> rules = call("{\"op\":\"rules\"}", ANSWER_NANOS).rules();
    if (rules == null) {
      throw broken("its answer holds no rules");
    }
    return rules;
  }

  /** Which class such a process would get, rule by rule, for people. */
  public String classify(WorkAttributes work) throws DaemonUnreachable, RequestRefused {
    StringBuilder request = new StringBuilder("{\"op\":\"classify\",\"work\":{\"pid\":");
    request.append(Math.max(0, work.pid()));
    append(request, "subsystem", work.subsystem().name());
    work.known().forEach((type, value) -> append(request, type.key(), value));
    return text(call(request.append("}}").toString(), ANSWER_NANOS));
  }

  /** Which class a running process has, rule by rule, for people. */
  public String classifyPid(int pid) throws DaemonUnreachable, RequestRefused {
    return text(call("{\"op\":\"classify\",\"pid\":" + pid + "}", ANSWER_NANOS));
  }

  /**
   * Reports ended transactions and waits until they are counted.
   *
   * @param responseNanos response times; counted in microseconds, a part of one is cut off
   * @param inFlight transactions of this client still running
   * @param oldestInFlightNanos age of the oldest of them
   * @param dropped transactions lost before they could be reported
   */
  public void report(
      String serviceClass,
      long[] responseNanos,
      long inFlight,
      long oldestInFlightNanos,
      long dropped)
      throws DaemonUnreachable, RequestRefused {
    int at = 0;
    do {
      StringBuilder request = new StringBuilder("{\"op\":\"report\",\"ack\":true,\"class\":");
      JsonText.quote(request, serviceClass).append(",\"inFlight\":").append(inFlight);
      request.append(",\"oldestInFlightMicros\":").append(oldestInFlightNanos / 1000);
      request.append(",\"dropped\":").append(at == 0 ? dropped : 0).append(",\"responseMicros\":[");
      int end = Math.min(responseNanos.length, at + REPORTS_AT_ONCE);
      for (int i = at; i < end; i++) {
        request.append(i == at ? "" : ",").append(responseNanos[i] / 1000);
      }
      call(request.append("]}").toString(), ANSWER_NANOS);
      at = end;
    } while (at < responseNanos.length);
  }

  private static void append(StringBuilder out, String key, String value) {
    JsonText.quote(out.append(",\"").append(key).append("\":"), value);
  }

  private static String text(ControlAnswer answer) {
    return answer.text() == null ? "" : answer.text();
  }

  private ControlAnswer call(String request, long limitNanos)
      throws DaemonUnreachable, RequestRefused {
    ControlAnswer answer = send(request, limitNanos);
    if (!answer.ok()) {
      throw refused(answer);
    }
    return answer;
  }

  private ControlAnswer send(String request, long limitNanos) throws DaemonUnreachable {
    try {
      return connection.exchange(request, System.nanoTime() + limitNanos);
    } catch (IOException | RuntimeException e) {
      close();
      throw unreachable(socket, e);
    }
  }

  private static RequestRefused refused(ControlAnswer answer) {
    return new RequestRefused(
        answer.error() == null ? "INTERNAL" : Printable.line(answer.error(), 64),
        answer.message() == null ? "no reason given" : Printable.line(answer.message(), 1000));
  }

  private DaemonUnreachable broken(String why) {
    close();
    return new DaemonUnreachable("no wlmd answers on " + socket + ": " + why);
  }

  private static DaemonUnreachable unreachable(Path socket, Exception e) {
    String why = e.getMessage() == null ? e.toString() : Printable.line(e.getMessage(), 200);
    return new DaemonUnreachable("no wlmd answers on " + socket + ": " + why, e);
  }

  @Override
  public void close() {
    connection.close();
  }
}
