package io.openwlm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.PolicyControl.Activation;
import io.openwlm.core.port.PolicyControl.ActivationAnswer;
import io.openwlm.core.port.PolicyControl.ActivationRequest;
import io.openwlm.core.port.PolicyControl.InstallAnswer;
import io.openwlm.core.port.PolicyControl.Obstacle;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.status.PolicyHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions and policies over the control socket. */
class PolicySocketTest {
  private static final String PLANT =
      "service-definition:\n  name: PLANT\n  service-classes:\n"
          + "    - {name: WEB, importance: 1, goal: {velocity: 50}, cgroup: /wlm/web}\n";

  @TempDir Path dir;
  private final FakePolicies policies = new FakePolicies();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private ControlServer server;
  private ControlClient client;

  @BeforeEach
  void open() throws Exception {
    Path socket = dir.resolve("wlmd.sock");
    server = ControlServer.open(socket, new FakeControl(), policies, log::add);
    client = ControlClient.connect(socket);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void installsWithTheHashAndForceThatWereAskedFor() throws Exception {
    String said = client.install(PLANT, "plant\n.yaml", "0123456789ab", true);
    assertThat(said)
        .isEqualTo(
            "service definition PLANT installed as revision 2 (0123456789ab), with policies DEFAULT;"
                + " still active: DAY of PLANT (revision 1)");
    client.install(PLANT, "a", null, false);
    assertThat(policies.calls)
        .containsExactly(
            "install PLANT from plant\\u000a.yaml if 0123456789ab by force",
            "install PLANT from a if null");
    assertThat(log).anyMatch(l -> l.startsWith("install of plant\\u000a.yaml asked for by user"));
  }

  @Test
  void saysWhoCameFirstAndWhatToDo() {
    policies.installs = new InstallAnswer.Stale(FakePolicies.revision(18));
    assertThatThrownBy(() -> client.install(PLANT, "a", "ffffffffffff", false))
        .isInstanceOfSatisfying(
            RequestRefused.class, e -> assertThat(e.code()).isEqualTo("CONFLICT"))
        .hasMessage(
            "WLM0800E install rejected: revision 18, by ada at 2027-01-15T08:00:00Z, is not the one"
                + " you started from. Nothing was installed; active: DAY of PLANT (revision 1)."
                + " Compare with it, then install with --if-match 0123456789ab: wlm get definition");
    policies.installs = new InstallAnswer.Refused(Obstacle.INVALID, "bad");
    assertThatThrownBy(() -> client.install(PLANT, "a", null, false))
        .isInstanceOfSatisfying(
            RequestRefused.class, e -> assertThat(e.code()).isEqualTo("BAD_DEFINITION"));
    assertThatThrownBy(() -> client.install("service-definition: {}", "a", null, false))
        .isInstanceOfSatisfying(
            RequestRefused.class, e -> assertThat(e.code()).isEqualTo("BAD_DEFINITION"));
  }

  @Test
  void saysWhoIsActivating() {
    policies.answers = new ActivationAnswer.Busy("HOST02", "WEEKEND", 1_800_000_000_000L);
    assertThatThrownBy(() -> client.activate(new ActivationRequest("NIGHT", false, 0)))
        .isInstanceOfSatisfying(
            RequestRefused.class, e -> assertThat(e.code()).isEqualTo("CONFLICT"))
        .hasMessage(
            "WLM0801E activation rejected: HOST02 is activating WEEKEND since 2027-01-15T08:00:00Z."
                + " What is in force stays. Retry, or: wlm history");
  }

  @Test
  void activatesAsAskedAndSaysUntilWhenItCanBeConfirmed() throws Exception {
    policies.answers =
        new ActivationAnswer.InForce(
            new Activation("NIGHT", "PLANT", 2, 0, "ada", "h", 1_800_000_600_000L));
    ActivationRequest request = new ActivationRequest("NIGHT", false, 600, 2);
    assertThat(client.activate(request))
        .isEqualTo(
            "policy NIGHT of PLANT, revision 2, now in effect until 2027-01-15T08:10:00Z; to keep it:"
                + " wlm confirm, to undo it now: wlm rollback");
    assertThat(policies.calls).containsExactly(request.toString());
    policies.answers = new ActivationAnswer.Would(List.of("~ a", "b\u001b[2J"));
    assertThat(client.activate(new ActivationRequest("NIGHT", true, 0)))
        .isEqualTo("would change:\n  ~ a\n  b\\u001b[2J");
    assertThat(log).hasSize(1);
  }

  @Test
  void namesThePoliciesThereAre() {
    policies.answers = new ActivationAnswer.NoSuchPolicy(List.of("DAY", "NIGHT"));
    assertThatThrownBy(() -> client.activate(new ActivationRequest("NIGTH", false, 0)))
        .isInstanceOfSatisfying(
            RequestRefused.class, e -> assertThat(e.code()).isEqualTo("NO_SUCH_POLICY"))
        .hasMessageContaining("no policy NIGTH; it has DAY, NIGHT");
    policies.answers = new ActivationAnswer.NothingPending();
    assertThatThrownBy(client::confirm)
        .isInstanceOfSatisfying(
            RequestRefused.class, e -> assertThat(e.code()).isEqualTo("NOTHING_PENDING"));
    assertThatThrownBy(client::rollback).isInstanceOf(RequestRefused.class);
    assertThatThrownBy(client::deactivate).isInstanceOf(RequestRefused.class);
    assertThat(policies.calls).hasSize(4).contains("confirm", "rollback", "deactivate");
  }

  @Test
  void givesHistoryAndDefinitions() throws Exception {
    PolicyHistory history = client.history();
    assertThat(history.revisions()).extracting(r -> r.revision()).containsExactly(2L, 1L);
    assertThat(history.events().getFirst().what()).isEqualTo("rolled back");
    assertThat(history.events().getFirst().rollsBackAtEpochMillis()).isEqualTo(1_800_000_600_000L);
    policies.stored = DefinitionReader.read("p", PLANT).definition().orElseThrow();
    String text = client.definition(0);
    assertThat(DefinitionReader.read("p", text).definition()).contains(policies.stored);
    assertThatThrownBy(() -> client.definition(9))
        .isInstanceOfSatisfying(
            RequestRefused.class, e -> assertThat(e.code()).isEqualTo("NO_SUCH_REVISION"));
  }

  @Test
  void refusesRequestsThatAreNoneOfThese() throws Exception {
    try (RawClient raw = new RawClient(dir.resolve("wlmd.sock"))) {
      for (String bad :
          List.of(
              "{\"op\":\"activate\"}",
              "{\"op\":\"activate\",\"policy\":\"A\",\"confirmWithinSeconds\":604801}",
              "{\"op\":\"activate\",\"policy\":\"A\",\"confirmWithinSeconds\":-1}",
              "{\"op\":\"confirm\",\"policy\":\"A\"}",
              "{\"op\":\"history\",\"revision\":1}",
              "{\"op\":\"install\",\"text\":\"x\"}")) {
        assertThat(raw.ask(bad)).as(bad).contains("\"error\":\"BAD_REQUEST\"");
      }
    }
    assertThat(policies.calls).isEmpty();
  }

  @Test
  void onlyReadingNeedsNoRight() {
    for (Op op : List.of(Op.INSTALL, Op.ACTIVATE, Op.CONFIRM, Op.ROLLBACK, Op.DEACTIVATE)) {
      assertThat(op.privileged()).as(op.key()).isTrue();
    }
    assertThat(Op.DEFINITION.privileged()).isTrue();
    assertThat(Op.HISTORY.privileged()).isFalse();
  }
}
