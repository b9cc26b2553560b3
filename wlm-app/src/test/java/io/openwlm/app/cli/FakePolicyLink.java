package io.openwlm.app.cli;

import io.openwlm.core.port.PolicyControl.ActivationRequest;
import io.openwlm.model.status.PolicyHistory;
import io.openwlm.model.status.PolicyHistory.PolicyEvent;
import io.openwlm.model.status.PolicyHistory.RevisionEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A daemon's policies that write down what they are asked. */
record FakePolicyLink(List<String> asked) implements PolicyLink {
  private static final long START = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();

  private String note(String what) {
    asked.add(what);
    return what + " done";
  }

  @Override
  public String install(String text, String source, @Nullable String ifMatch, boolean force) {
    note("install " + source + (ifMatch == null ? "" : " if " + ifMatch) + (force ? " force" : ""));
    return "installed";
  }

  @Override
  public String activate(ActivationRequest request) {
    String of = request.revision() == 0 ? "" : " of " + request.revision();
    long seconds = request.confirmWithinSeconds();
    note(
        request.dryRun()
            ? "dry run of " + request.policy()
            : "activate " + request.policy() + (seconds == 0 ? "" : " within " + seconds) + of);
    return "policy " + request.policy() + " now in effect";
  }

  @Override
  public String confirm() {
    return note("confirm");
  }

  @Override
  public String rollback() {
    return note("rollback");
  }

  @Override
  public String deactivate() {
    return note("deactivate");
  }

  @Override
  public PolicyHistory history() {
    return new PolicyHistory(
        List.of(
            new RevisionEntry(
                2, "2222222222abcdef", "PLANT", START + 1000, "ada", "h", "new\u001b[2J.yaml"),
            new RevisionEntry(1, "1111111111abcdef", "PLANT", START, "root", "h", "plant.yaml")),
        List.of(
            new PolicyEvent(
                1, "activated", START + 2000, "root", "h", "DAY", 1, false, START + 602_000)));
  }

  @Override
  public String definition(long revision) {
    note("definition " + revision);
    return "service-definition:\n  name: PLANT\n  service-classes:\n"
        + "    - {name: WEB, importance: 1, goal: {velocity: 50}, cgroup: /wlm/web}\n";
  }
}
