package io.openwlm.server;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.ActivationEntry.Event;
import io.openwlm.core.port.ActivationEntry.Held;
import io.openwlm.core.port.ActivationEntry.Pending;
import io.openwlm.core.port.ActivationEntry.What;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Policies that write down what they are asked, and answer what they are told to. */
final class FakePolicies implements PolicyControl {
  static final String HASH = "0123456789abcdef".repeat(4);

  final List<String> calls = new ArrayList<>();
  InstallAnswer installs = new InstallAnswer.Installed(revision(2));
  ActivationAnswer answers = new ActivationAnswer.InForce(active());
  @Nullable ServiceDefinition stored;

  static Revision revision(long number) {
    return new Revision(number, HASH, "PLANT", 1_800_000_000_000L, "ada", "HOST01", "plant.yaml");
  }

  @Override
  public Revision installed() {
    return revision(1);
  }

  @Override
  public List<Revision> history() {
    return List.of(revision(2), revision(1));
  }

  @Override
  public Optional<ServiceDefinition> definition(long revision) {
    return revision == 1 ? Optional.ofNullable(stored) : Optional.empty();
  }

  @Override
  public Activation active() {
    return new Activation("DAY", "PLANT", 1, 1_800_000_000_000L, "ada", "HOST01", null);
  }

  @Override
  public List<ActivationEntry> activations() {
    Held day = new Held("DAY", "PLANT", 1, false, 1_800_000_000_000L, "ada", "HOST01");
    Event event = new Event(What.ROLLED_BACK, 1_800_000_000_000L, "ada", "HOST01");
    return List.of(
        new ActivationEntry(1, event, day, new Pending(1_800_000_600_000L, 600_000, day)));
  }

  @Override
  public InstallAnswer install(InstallRequest request, String byUser) {
    calls.add(
        "install "
            + request.definition().name()
            + " from "
            + request.source()
            + " if "
            + request.expectedHash()
            + (request.force() ? " by force" : ""));
    return installs;
  }

  @Override
  public ActivationAnswer activate(ActivationRequest request, String byUser) {
    calls.add(request.toString());
    return answers;
  }

  @Override
  public ActivationAnswer confirm(String byUser) {
    calls.add("confirm");
    return answers;
  }

  @Override
  public ActivationAnswer rollback(String byUser) {
    calls.add("rollback");
    return answers;
  }

  @Override
  public ActivationAnswer deactivate(String byUser) {
    calls.add("deactivate");
    return answers;
  }
}
