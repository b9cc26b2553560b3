package io.openwlm.core.policy;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.ActivationEntry.Held;
import io.openwlm.core.port.PolicyControl.ActivationAnswer;
import io.openwlm.core.port.PolicyControl.InstallAnswer;
import io.openwlm.core.port.PolicyControl.InstallRequest;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a daemon starts with. The couple data set has the last word: a definition on the
 * command line counts only if it was never installed before, so a restart after a crash comes back
 * with the last acknowledged activation, and an edited file takes effect.
 */
final class PolicyStart {
  private final Revisions revisions;
  private final Activations activations;
  private final PolicyDesk desk;
  private final List<String> notes = new ArrayList<>();

  PolicyStart(Revisions revisions, Activations activations, PolicyDesk desk) {
    this.revisions = revisions;
    this.activations = activations;
    this.desk = desk;
  }

  /**
   * What the daemon starts with.
   *
   * @param notes what was found and done, for the log, each with its message id
   */
  record Found(PolicyOrder order, List<String> notes) {}

  /**
   * Brings the couple data set up to date with the command line.
   *
   * @param given the definition of the command line; null if there is none
   * @param policy the policy of the command line; null if there is none
   * @throws PolicyDesk.NothingToStartWith if there is no definition, or not that policy
   * @throws StoreFailure if the couple data set cannot be read or written
   */
  Found find(
      @Nullable ServiceDefinition given, String source, @Nullable String policy, String byUser)
      throws PolicyDesk.NothingToStartWith {
    rollBackIfOver();
    boolean fresh = given != null && install(given, source, byUser);
    StoredRevision newest =
        revisions
            .newest()
            .orElseThrow(() ->
                new PolicyDesk.NothingToStartWith(
                    "the couple data set is empty: name a service definition"));
    ServiceDefinition definition = revisions.definition(newest.number()).orElseThrow();
    ActivationEntry entry = desk.newestEntry();
    Held held = entry == null ? null : entry.held();
    if (policy != null && definition.policy(policy).isEmpty()) {
      throw new PolicyDesk.NothingToStartWith(
          "revision "
              + newest.number()
              + " has no policy "
              + policy
              + "; it has "
              + names(definition));
    }
    boolean other =
        policy != null && (held == null || held.deactivated() || !held.policy().equals(policy));
    if (held == null || fresh || other) {
      String name = policy != null ? policy : kept(definition, held);
      activations.recordStart(name, definition, newest.number(), byUser);
      notes.add("WLM0811I policy " + name + " of revision " + newest.number() + " activated");
    }
    ActivationEntry now = desk.newestEntry();
    if (now == null) {
      throw new StoreFailure("the couple data set lost what was just recorded");
    }
    ServiceDefinition active =
        revisions
            .definition(now.held().revision())
            .orElseThrow(() ->
                new StoreFailure(
                    "revision " + now.held().revision() + " is active and is not kept"));
    if (now.held().deactivated()) {
      notes.add(
          "WLM0816W policy "
              + now.held().policy()
              + " is deactivated: observing only until wlm activate");
    }
    return new Found(activations.order(active, now.held()), List.copyOf(notes));
  }

  private void rollBackIfOver() {
    ActivationEntry entry = desk.newestEntry();
    if (entry != null && entry.pending() != null && activations.isOver(entry)) {
      Held back = entry.pending().fallback();
      if (activations.recordExpired() instanceof ActivationAnswer.Refused refused) {
        throw new StoreFailure(refused.reason());
      }
      notes.add(
          "WLM0812W policy "
              + entry.held().policy()
              + " was not confirmed in time: "
              + back.policy()
              + " of revision "
              + back.revision()
              + " is in force again");
    }
  }

  /** Installs the definition of the command line; false if it was there already. */
  private boolean install(ServiceDefinition given, String source, String byUser) {
    StoredRevision known = revisions.like(given).orElse(null);
    StoredRevision newest = revisions.newest().orElse(null);
    if (known != null && newest != null) {
      if (known.number() != newest.number()) {
        notes.add(
            "WLM0817W "
                + source
                + " is revision "
                + known.number()
                + ", which revision "
                + newest.number()
                + " replaced: it is not installed again. To go back to it: wlm install --force");
      }
      return false;
    }
    return switch (desk.install(new InstallRequest(given, source, null, true), byUser)) {
      case InstallAnswer.Installed done -> {
        notes.add("WLM0810I " + source + " installed as revision " + done.revision().number());
        yield true;
      }
      case InstallAnswer.Unchanged _, InstallAnswer.Stale _ -> false;
      case InstallAnswer.Refused refused -> throw new StoreFailure(refused.reason());
    };
  }

  /** The active policy if a definition of the same name has it, else the first. */
  private static String kept(ServiceDefinition definition, @Nullable Held held) {
    return held != null
            && held.definition().equals(definition.name())
            && definition.policy(held.policy()).isPresent()
        ? held.policy()
        : definition.policies().getFirst().name();
  }

  private static String names(ServiceDefinition definition) {
    return definition.policies().stream()
        .map(ServicePolicy::name)
        .collect(Collectors.joining(", "));
  }
}
