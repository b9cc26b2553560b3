package io.openwlm.server.api;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Revisions in memory; the answer of the next activation can be set. */
final class FakePolicies implements PolicyControl {
  static final String YAML =
      """
      service-definition:
        name: SHOP
        cgroup-root: /wlm
        service-classes:
          - name: ONLINE
            importance: 1
            goal: { percentile: 90, response-time: 50ms }
            cgroup: /wlm/online
          - name: BATCH
            goal: discretionary
            cgroup: /wlm/batch
        policies:
          - name: DEFAULT
          - name: WEEKEND
      """;

  private final List<Revision> revisions = new ArrayList<>();
  private final List<ServiceDefinition> definitions = new ArrayList<>();
  private Activation active;
  ActivationAnswer next;

  FakePolicies() {
    add(DefinitionReader.read("shop.yaml", YAML).definition().orElseThrow(), "root");
    active = new Activation("DEFAULT", "SHOP", 1, 1_700_000_000_000L, "root", "host1", null);
  }

  private Revision add(ServiceDefinition definition, String user) {
    long number = revisions.size() + 1L;
    Revision r =
        new Revision(
            number,
            "abc" + number,
            definition.name(),
            1_700_000_000_000L + number,
            user,
            "host1",
            "api");
    revisions.addFirst(r);
    definitions.add(definition);
    return r;
  }

  @Override
  public synchronized Revision installed() {
    return revisions.getFirst();
  }

  @Override
  public synchronized List<Revision> history() {
    return List.copyOf(revisions);
  }

  @Override
  public synchronized Optional<ServiceDefinition> definition(long revision) {
    return revision < 1 || revision > definitions.size()
        ? Optional.empty()
        : Optional.of(definitions.get((int) revision - 1));
  }

  @Override
  public synchronized Activation active() {
    return active;
  }

  @Override
  public synchronized InstallAnswer install(InstallRequest request, String byUser) {
    ServiceDefinition definition = request.definition();
    String expectedHash = request.expectedHash();
    if (expectedHash != null && !expectedHash.equals(installed().hash())) {
      return new InstallAnswer.Stale(installed());
    }
    return definition.equals(definitions.getLast())
        ? new InstallAnswer.Unchanged(installed())
        : new InstallAnswer.Installed(add(definition, byUser));
  }

  @Override
  public synchronized ActivationAnswer activate(ActivationRequest request, String byUser) {
    if (next != null) {
      return next;
    }
    ServiceDefinition newest = definitions.getLast();
    if (newest.policy(request.policy()).isEmpty()) {
      return new ActivationAnswer.NoSuchPolicy(
          newest.policies().stream().map(ServicePolicy::name).toList());
    }
    if (request.dryRun()) {
      return new ActivationAnswer.Would(List.of("policy"));
    }
    Long back = request.confirmWithinSeconds() == 0 ? null : 1_800_000_000_000L;
    active =
        new Activation(
            request.policy(),
            newest.name(),
            installed().number(),
            1_700_000_009_000L,
            byUser,
            "host1",
            back);
    return new ActivationAnswer.InForce(active);
  }

  @Override
  public synchronized ActivationAnswer confirm(String byUser) {
    return active.rollsBackAtEpochMillis() == null
        ? new ActivationAnswer.NothingPending()
        : new ActivationAnswer.InForce(active);
  }

  @Override
  public synchronized ActivationAnswer rollback(String byUser) {
    return confirm(byUser);
  }

  @Override
  public synchronized List<ActivationEntry> activations() {
    return List.of(
        new ActivationEntry(
            1,
            new ActivationEntry.Event(
                ActivationEntry.What.ACTIVATED,
                active.atEpochMillis(),
                active.byUser(),
                active.bySystem()),
            new ActivationEntry.Held(
                active.policy(),
                active.definition(),
                active.revision(),
                false,
                active.atEpochMillis(),
                active.byUser(),
                active.bySystem()),
            null));
  }

  @Override
  public synchronized ActivationAnswer deactivate(String byUser) {
    return new ActivationAnswer.InForce(active);
  }
}
