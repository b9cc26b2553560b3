package io.openwlm.server.api;

import io.openwlm.core.port.OperatorControl;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.status.EnvironmentStatus;
import java.util.List;

/** One resource that one scheduling environment needs, and one application environment. */
final class FakeOperator implements OperatorControl {
  private ResourceState database = ResourceState.RESET;
  private String servers = "AVAILABLE";

  @Override
  public synchronized EnvironmentStatus environments() {
    return new EnvironmentStatus(
        "host1",
        List.of(new EnvironmentStatus.Resource("DB2_UP", "the database", database.name())),
        List.of(
            new EnvironmentStatus.Scheduling(
                "DB2",
                "needs it",
                database == ResourceState.ON,
                List.of(new EnvironmentStatus.Requirement("DB2_UP", "ON", database.name())))),
        List.of(
            new EnvironmentStatus.Application(
                "DB2WLM", "procedures", "DB2", "DBPROC", "", "none", servers, "")),
        List.of());
  }

  @Override
  public ActivePolicy policy() {
    throw new AssertionError("not asked for");
  }

  @Override
  public synchronized Outcome setResource(String name, ResourceState state, String byUser) {
    if (!name.equals("DB2_UP")) {
      return new Outcome.NoSuch("no resource " + name);
    }
    boolean same = database == state;
    database = state;
    return same ? new Outcome.Already("") : new Outcome.Done("");
  }

  @Override
  public synchronized Outcome vary(String name, ApplicationAction action, String byUser) {
    if (action == ApplicationAction.RESUME && servers.equals("AVAILABLE")) {
      return new Outcome.Refused("it is AVAILABLE");
    }
    servers = action == ApplicationAction.QUIESCE ? "QUIESCED" : "AVAILABLE";
    return new Outcome.Done("");
  }

  @Override
  public Outcome reset(ResetRequest request, String byUser) {
    throw new AssertionError("not asked for");
  }
}
