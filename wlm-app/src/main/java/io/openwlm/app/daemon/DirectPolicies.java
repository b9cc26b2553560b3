package io.openwlm.app.daemon;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionWriter;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.diff.Change;
import io.openwlm.model.diff.DefinitionDiff;
import io.openwlm.model.status.ManagerStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Definitions and policies of a daemon without a couple data set: revisions live in memory, at most
 * {@value #MAX_REVISIONS}, and an activation is final. One change at a time.
 */
final class DirectPolicies implements PolicyControl {
  private static final int MAX_REVISIONS = 20;

  private final ManagerControl manager;
  private final LongSupplier epochMillis;
  private final List<Kept> kept = new ArrayList<>();
  private Activation active;

  private record Kept(Revision revision, ServiceDefinition definition) {}

  DirectPolicies(
      ManagerControl manager, ServiceDefinition first, String source, LongSupplier epochMillis) {
    this.manager = manager;
    this.epochMillis = epochMillis;
    ManagerStatus s = manager.status();
    Revision revision = add(first, source, s.policyByUser(), s.policySinceEpochMillis());
    active = activation(s, revision.number());
  }

  private static Activation activation(ManagerStatus s, long revision) {
    return new Activation(
        s.policy(),
        s.definition(),
        revision,
        s.policySinceEpochMillis(),
        s.policyByUser(),
        s.host(),
        null);
  }

  private Revision add(ServiceDefinition definition, String source, String user, long atMillis) {
    long number = kept.isEmpty() ? 1 : kept.getFirst().revision().number() + 1;
    String before = kept.isEmpty() ? "" : kept.getFirst().revision().hash();
    String text = DefinitionWriter.write(definition, DefinitionForm.JSON).text();
    Revision revision =
        new Revision(
            number,
            hash(before + text),
            definition.name(),
            atMillis,
            user,
            manager.status().host(),
            source);
    kept.addFirst(new Kept(revision, definition));
    for (int i = kept.size() - 1; kept.size() > MAX_REVISIONS && i > 0; i--) {
      if (active.revision() != kept.get(i).revision().number()) {
        kept.remove(i);
      }
    }
    return revision;
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public synchronized Revision installed() {
    return kept.getFirst().revision();
  }

  @Override
  public synchronized List<Revision> history() {
    return kept.stream().map(Kept::revision).toList();
  }

  @Override
  public synchronized Optional<ServiceDefinition> definition(long revision) {
    return kept.stream()
        .filter(k -> k.revision().number() == revision)
        .findFirst()
        .map(Kept::definition);
  }

  @Override
  public synchronized Activation active() {
    ManagerStatus s = manager.status();
    if (s.policySinceEpochMillis() != active.atEpochMillis()
        || !s.policy().equals(active.policy())) {
      active = activation(s, installed().number()); // activated over the control socket
    }
    return active;
  }

  @Override
  public synchronized InstallAnswer install(
      ServiceDefinition definition, String source, @Nullable String expectedHash, String byUser) {
    Revision newest = installed();
    if (expectedHash != null && !expectedHash.equals(newest.hash())) {
      return new InstallAnswer.Stale(newest);
    }
    active();
    if (definition.equals(kept.getFirst().definition())) {
      return new InstallAnswer.Unchanged(newest);
    }
    String answer = manager.install(definition, source, byUser);
    return answer.startsWith("service definition ")
        ? new InstallAnswer.Installed(add(definition, source, byUser, epochMillis.getAsLong()))
        : new InstallAnswer.Refused(answer);
  }

  @Override
  public synchronized ActivationAnswer activate(ActivationRequest request, String byUser) {
    ServiceDefinition newest = kept.getFirst().definition();
    if (newest.policy(request.policy()).isEmpty()) {
      return new ActivationAnswer.NoSuchPolicy(
          newest.policies().stream().map(ServicePolicy::name).toList());
    }
    if (request.dryRun()) {
      return new ActivationAnswer.Would(changes(newest, request.policy()));
    }
    if (request.confirmWithinSeconds() > 0) {
      return new ActivationAnswer.Refused("this daemon cannot take an activation back by itself");
    }
    String answer = manager.activate(request.policy(), byUser);
    if (!answer.startsWith("policy ")) {
      return new ActivationAnswer.Refused(answer);
    }
    active = activation(manager.status(), installed().number());
    return new ActivationAnswer.InForce(active);
  }

  private List<String> changes(ServiceDefinition newest, String policy) {
    Activation now = active();
    ServiceDefinition before = definition(now.revision()).orElse(newest);
    return DefinitionDiff.between(
            ActivePolicy.of(before, now.policy()).effective(),
            ActivePolicy.of(newest, policy).effective())
        .stream()
        .map(Change::toString)
        .toList();
  }

  @Override
  public ActivationAnswer confirm(String byUser) {
    return new ActivationAnswer.NothingPending();
  }

  @Override
  public ActivationAnswer rollback(String byUser) {
    return new ActivationAnswer.NothingPending();
  }
}
