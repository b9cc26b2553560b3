package io.openwlm.app.cli;

import io.openwlm.core.port.PolicyControl.ActivationRequest;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.status.EnvironmentStatus;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.PolicyHistory;
import io.openwlm.model.status.RuleHits;
import io.openwlm.server.ControlClient;
import io.openwlm.server.DaemonUnreachable;
import io.openwlm.server.RequestRefused;
import io.openwlm.server.oper.OperAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's control socket as a {@link ManagerLink}: failures become messages and exit codes.
 */
final class Connection implements ManagerLink {
  private final Path socket;
  private final ControlClient client;

  private Connection(Path socket, ControlClient client) {
    this.socket = socket;
    this.client = client;
  }

  static ManagerLink open(Path socket) {
    try {
      return new Connection(socket, ControlClient.connect(socket));
    } catch (DaemonUnreachable e) {
      throw unreachable(socket, e);
    }
  }

  private interface Call<T> {
    T run() throws DaemonUnreachable, RequestRefused;
  }

  private <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (DaemonUnreachable e) {
      throw unreachable(socket, e);
    } catch (RequestRefused e) {
      throw refused(e);
    }
  }

  private static CommandFailure unreachable(Path socket, DaemonUnreachable e) {
    if (Files.exists(socket) && !Files.isWritable(socket)) {
      return new CommandFailure(
          ExitCode.NOT_PERMITTED, "WLM0205E may not use the socket " + socket + ".");
    }
    return new CommandFailure(
        ExitCode.UNREACHABLE,
        "WLM0203E "
            + e.getMessage()
            + ".\n  Start a daemon (wlmd DEFINITION), or name its socket: --socket PATH or WLM_SOCKET.");
  }

  private static CommandFailure refused(RequestRefused e) {
    return switch (e.code()) {
      case "NOT_PERMITTED" ->
          new CommandFailure(ExitCode.NOT_PERMITTED, "WLM0205E " + e.getMessage());
      case "BAD_DEFINITION" ->
          new CommandFailure(ExitCode.INVALID_DEFINITION, String.valueOf(e.getMessage()));
      case "CONFLICT" -> new CommandFailure(ExitCode.CONFLICT, String.valueOf(e.getMessage()));
      case "UNCHANGED" ->
          new CommandFailure(ExitCode.CONFLICT, "WLM0224E not changed: " + e.getMessage());
      case "NO_SUCH_POLICY", "NO_SUCH_REVISION", "NOTHING_PENDING" ->
          new CommandFailure(ExitCode.NO_SUCH_OBJECT, String.valueOf(e.getMessage()));
      case "NOT_DONE" ->
          new CommandFailure(ExitCode.FAILED, withId(String.valueOf(e.getMessage())));
      case "UNKNOWN_CLASS", "NO_SUCH_PROCESS" ->
          new CommandFailure(ExitCode.NO_SUCH_OBJECT, "WLM0204E " + e.getMessage());
      default ->
          new CommandFailure(ExitCode.FAILED, "WLM0206E the daemon refused: " + e.getMessage());
    };
  }

  private static String withId(String message) {
    return message.startsWith("WLM") ? message : "WLM0207E " + message;
  }

  @Override
  public ManagerStatus status() {
    return call(client::status);
  }

  @Override
  public String enforce(boolean on) {
    return call(() -> client.enforce(on));
  }

  @Override
  public String restore() {
    return call(client::restore);
  }

  @Override
  public PolicyLink policies() {
    return new Policies();
  }

  private final class Policies implements PolicyLink {
    @Override
    public String install(String text, String source, @Nullable String ifMatch, boolean force) {
      return call(() -> client.install(text, source, ifMatch, force));
    }

    @Override
    public String activate(ActivationRequest request) {
      return call(() -> client.activate(request));
    }

    @Override
    public String confirm() {
      return call(client::confirm);
    }

    @Override
    public String rollback() {
      return call(client::rollback);
    }

    @Override
    public String deactivate() {
      return call(client::deactivate);
    }

    @Override
    public PolicyHistory history() {
      return call(client::history);
    }

    @Override
    public String definition(long revision) {
      return call(() -> client.definition(revision));
    }
  }

  @Override
  public BudgetLink budgets() {
    return new Budgets();
  }

  private final class Budgets implements BudgetLink {
    @Override
    public List<BudgetStatus> list() {
      return call(client::budgets);
    }

    @Override
    public String increase(String budget, long tokens, long untilEpochMillis, String reason) {
      return call(() -> client.increase(budget, tokens, untilEpochMillis, reason));
    }

    @Override
    public String stop(@Nullable String budget, String reason) {
      return call(() -> client.stop(true, budget, reason));
    }

    @Override
    public String go(@Nullable String budget, String reason) {
      return call(() -> client.stop(false, budget, reason));
    }
  }

  @Override
  public List<RuleHits> rules() {
    return call(client::rules);
  }

  @Override
  public EnvironmentStatus environments() {
    return call(client::environments);
  }

  @Override
  public OperAnswer oper(String command) {
    return call(() -> client.oper(command));
  }

  @Override
  public String metrics() {
    return call(client::metrics);
  }

  @Override
  public List<IntakeSource> intake() {
    return call(client::intake);
  }

  @Override
  public String classify(WorkAttributes work) {
    return call(() -> client.classify(work));
  }

  @Override
  public String classifyPid(int pid) {
    return call(() -> client.classifyPid(pid));
  }

  @Override
  public void report(String serviceClass, long[] responseNanos) {
    try {
      client.report(serviceClass, responseNanos, 0, 0, 0);
    } catch (DaemonUnreachable e) {
      throw unreachable(socket, e);
    } catch (RequestRefused e) {
      throw refused(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
