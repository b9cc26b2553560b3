package io.openwlm.server;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.core.port.PolicyControl.Activation;
import io.openwlm.core.port.PolicyControl.ActivationAnswer;
import io.openwlm.core.port.PolicyControl.InstallAnswer;
import io.openwlm.core.port.PolicyControl.InstallRequest;
import io.openwlm.core.port.PolicyControl.Obstacle;
import io.openwlm.core.port.PolicyControl.Revision;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.DefinitionWriter;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.json.ControlAnswer;
import io.openwlm.model.json.StatusJson;
import io.openwlm.model.status.PolicyHistory;
import io.openwlm.model.status.PolicyHistory.PolicyEvent;
import io.openwlm.model.status.PolicyHistory.RevisionEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What requests about definitions and policies ask for, and the sentences that answer them: what
 * happened, what stays in force, what to do.
 */
final class PolicyOperations {
  /** Entries in a history: an answer that any user may ask for stays short. */
  private static final int HISTORY = 100;

  private static final int MAX_NAME = 64;
  private static final int MAX_SOURCE = 200;

  private final PolicyControl policies;

  PolicyOperations(PolicyControl policies) {
    this.policies = policies;
  }

  /** The definition is read and checked here, before it comes near the manager. */
  byte[] install(Request request, Peer peer, RareLog log) {
    String source = Printable.line(request.source(), MAX_SOURCE);
    DefinitionResult result = DefinitionReader.read(source, request.text());
    ServiceDefinition definition = result.definition().orElse(null);
    if (definition == null) {
      return Operations.refusal("BAD_DEFINITION", result.errors().getFirst().toString());
    }
    log.done("install of " + source + " asked for by user " + peer.user());
    InstallRequest asked =
        new InstallRequest(definition, source, request.ifMatch(), request.force());
    return switch (policies.install(asked, peer.user())) {
      case InstallAnswer.Installed done -> installed(done.revision(), definition);
      case InstallAnswer.Unchanged same ->
          Operations.text(
              "nothing changed: this is revision "
                  + same.revision().number()
                  + " of "
                  + same.revision().definition()
                  + " already; "
                  + inForce("active"));
      case InstallAnswer.Stale stale ->
          conflict(
              "WLM0800E install rejected: "
                  + described(stale.newest())
                  + ", is not the one you started from. Nothing was installed; "
                  + inForce("active")
                  + ". Compare with it, then install with --if-match "
                  + stale.newest().hash().substring(0, 12)
                  + ": wlm get definition");
      case InstallAnswer.Refused refused ->
          refused(
              refused.obstacle(),
              "WLM0802E install rejected: ",
              refused.reason(),
              "Nothing was installed; " + inForce("active"));
    };
  }

  private byte[] installed(Revision revision, ServiceDefinition definition) {
    return Operations.text(
        "service definition "
            + definition.name()
            + " installed as revision "
            + revision.number()
            + " ("
            + revision.hash().substring(0, 12)
            + "), with policies "
            + definition.policies().stream()
                .map(ServicePolicy::name)
                .collect(Collectors.joining(", "))
            + "; "
            + inForce("still active"));
  }

  private static String described(Revision r) {
    return "revision " + r.number() + ", by " + r.byUser() + " at " + time(r.atEpochMillis());
  }

  private String inForce(String word) {
    Activation now = policies.active();
    return (now.deactivated() ? "deactivated: " : word + ": ")
        + now.policy()
        + " of "
        + now.definition()
        + (now.revision() == 0 ? "" : " (revision " + now.revision() + ")");
  }

  byte[] activate(Request request, Peer peer, RareLog log) {
    String policy = Printable.line(request.policy(), MAX_NAME);
    PolicyControl.ActivationRequest asked = request.activation();
    if (!asked.dryRun()) {
      log.done("activate " + policy + " asked for by user " + peer.user());
    }
    return answer(policy, policies.activate(asked, peer.user()));
  }

  byte[] confirm(Peer peer, RareLog log) {
    log.done("confirm asked for by user " + peer.user());
    return answer("confirm", policies.confirm(peer.user()));
  }

  byte[] rollback(Peer peer, RareLog log) {
    log.done("rollback asked for by user " + peer.user());
    return answer("rollback", policies.rollback(peer.user()));
  }

  byte[] deactivate(Peer peer, RareLog log) {
    log.done("deactivate asked for by user " + peer.user());
    return answer("deactivate", policies.deactivate(peer.user()));
  }

  private byte[] answer(String asked, ActivationAnswer answer) {
    return switch (answer) {
      case ActivationAnswer.InForce done -> Operations.text(said(done.activation()));
      case ActivationAnswer.Would would ->
          Operations.text(
              would.changes().isEmpty()
                  ? "nothing would change"
                  : "would change:\n  " + String.join("\n  ", would.changes()));
      case ActivationAnswer.Busy busy ->
          conflict(
              "WLM0801E activation rejected: "
                  + busy.bySystem()
                  + " is activating "
                  + busy.policy()
                  + " since "
                  + time(busy.sinceEpochMillis())
                  + ". What is in force stays. Retry, or: wlm history");
      case ActivationAnswer.NoSuchPolicy none ->
          Operations.refusal(
              "NO_SUCH_POLICY",
              "WLM0804E the newest revision has no policy "
                  + asked
                  + "; it has "
                  + String.join(", ", none.known())
                  + ". Stays "
                  + inForce("active"));
      case ActivationAnswer.NothingPending _ ->
          Operations.refusal(
              "NOTHING_PENDING",
              "WLM0805E no activation waits to be confirmed. Stays " + inForce("active"));
      case ActivationAnswer.Refused refused ->
          refused(
              refused.obstacle(),
              "WLM0806E activation rejected: ",
              refused.reason(),
              "Stays " + inForce("active"));
    };
  }

  private static String said(Activation now) {
    String policy =
        "policy " + now.policy() + " of " + now.definition() + ", revision " + now.revision();
    Long until = now.rollsBackAtEpochMillis();
    if (now.deactivated()) {
      return policy
          + ", deactivated: original values are back, nothing is written until wlm activate";
    }
    return until == null
        ? policy + ", now in effect"
        : policy
            + ", now in effect until "
            + time(until)
            + "; to keep it: wlm confirm, to undo it now: wlm rollback";
  }

  private static byte[] refused(Obstacle obstacle, String prefix, String reason, String stays) {
    String code =
        switch (obstacle) {
          case CONFLICT -> "CONFLICT";
          case INVALID -> "BAD_DEFINITION";
          case FAILED -> "NOT_DONE";
        };
    return Operations.refusal(code, prefix + reason + ". " + stays);
  }

  private static byte[] conflict(String message) {
    return Operations.refusal("CONFLICT", message);
  }

  /** The newest entries. */
  byte[] history() {
    List<RevisionEntry> revisions =
        policies.history().stream()
            .limit(HISTORY)
            .map(r ->
                new RevisionEntry(
                    r.number(),
                    r.hash(),
                    r.definition(),
                    r.atEpochMillis(),
                    r.byUser(),
                    r.bySystem(),
                    r.source()))
            .toList();
    List<PolicyEvent> events =
        policies.activations().stream().limit(HISTORY).map(PolicyOperations::event).toList();
    return StatusJson.writeLine(ControlAnswer.history(new PolicyHistory(revisions, events)));
  }

  private static PolicyEvent event(ActivationEntry e) {
    ActivationEntry.Pending pending = e.pending();
    @Nullable Long until = pending == null ? null : pending.rollsBackAtEpochMillis();
    return new PolicyEvent(
        e.epoch(),
        e.event().what().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        e.event().atEpochMillis(),
        e.event().byUser(),
        e.event().bySystem(),
        e.held().policy(),
        e.held().revision(),
        e.held().deactivated(),
        until);
  }

  /** The canonical text of a revision, exactly. */
  byte[] definition(Request request) {
    long number = request.revision() == 0 ? policies.installed().number() : request.revision();
    try {
      return policies
          .definition(number)
          .map(d -> DefinitionWriter.write(d, DefinitionForm.YAML).text())
          .map(text -> StatusJson.writeLine(ControlAnswer.text(text)))
          .orElseGet(() ->
              Operations.refusal(
                  "NO_SUCH_REVISION",
                  "WLM0808E there is no revision "
                      + number
                      + "; wlm history shows those there are"));
    } catch (StoreFailure e) {
      return Operations.refusal("NOT_DONE", "WLM0809E " + e.text());
    }
  }

  private static String time(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
