package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.status.PolicyHistory;
import io.openwlm.model.status.PolicyHistory.PolicyEvent;
import io.openwlm.model.status.PolicyHistory.RevisionEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wlm history}: what was installed and activated, by whom and when. */
@Command(
    header = {
      "Examples:",
      "  wlm history                the last revisions and activations, newest first",
      "  wlm history -n 3           three of each",
      "  wlm history -o json        the same for programs, with whole hashes",
      ""
    },
    description = {
      "Shows revisions of the service definition and changes of the policy in force, at most 100 of",
      "each. > marks the revision that is active. wlm get definition --rev N shows one."
    })
final class HistoryCommand implements Callable<Integer> {
  private static final int HASH_DIGITS = 12;

  @Mixin final CommonOptions common = new CommonOptions();

  @Option(names = "-n", paramLabel = "COUNT", description = "Entries of each. Default: 10.")
  int count = 10;

  private final CommandContext context;

  HistoryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (count < 1) {
      throw new CommandFailure(ExitCode.USAGE, "WLM0202E -n is 1 or more.");
    }
    try (ManagerLink link = context.connect(common)) {
      PolicyHistory history = link.policies().history();
      if (common.json()) {
        context.out().println(json(history));
      } else {
        print(history);
      }
    }
    return ExitCode.OK;
  }

  private void print(PolicyHistory history) {
    long active = history.events().isEmpty() ? 0 : history.events().getFirst().revision();
    line(
        String.format(
            Locale.ROOT,
            "  %-4s %-12s  %-20s  %-8s %-10s %s",
            "REV",
            "HASH",
            "INSTALLED",
            "BY",
            "NAME",
            "FROM"));
    for (RevisionEntry r : history.revisions().stream().limit(count).toList()) {
      line(
          String.format(
              Locale.ROOT,
              "%s %-4d %-12s  %-20s  %-8s %-10s %s",
              r.revision() == active ? ">" : " ",
              r.revision(),
              r.hash().substring(0, Math.min(HASH_DIGITS, r.hash().length())),
              time(r.atEpochMillis()),
              r.byUser(),
              r.definition(),
              r.source()));
    }
    context.out().println();
    line(
        String.format(
            Locale.ROOT,
            "  %-4s %-20s  %-8s %-12s %-4s %s",
            "NO",
            "WHEN",
            "BY",
            "WHAT",
            "REV",
            "IN-FORCE"));
    for (PolicyEvent e : history.events().stream().limit(count).toList()) {
      Long until = e.rollsBackAtEpochMillis();
      line(
          String.format(
              Locale.ROOT,
              "  %-4d %-20s  %-8s %-12s %-4d %s%s",
              e.epoch(),
              time(e.atEpochMillis()),
              e.byUser(),
              e.what(),
              e.revision(),
              e.policy(),
              e.deactivated()
                  ? " (deactivated)"
                  : until == null ? "" : " (rolls back at " + time(until) + " unless confirmed)"));
    }
  }

  private void line(String text) {
    context.out().println(SafeText.of(text.stripTrailing()));
  }

  private String json(PolicyHistory history) {
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "PolicyHistory").name("revisions").array();
    for (RevisionEntry r : history.revisions().stream().limit(count).toList()) {
      json.object().field("revision", r.revision()).field("hash", r.hash());
      json.field("definition", r.definition()).field("installed", time(r.atEpochMillis()));
      json.field("by", r.byUser()).field("system", r.bySystem());
      json.field("source", r.source()).endObject();
    }
    json.endArray().name("activations").array();
    for (PolicyEvent e : history.events().stream().limit(count).toList()) {
      Long until = e.rollsBackAtEpochMillis();
      json.object().field("number", e.epoch()).field("what", e.what());
      json.field("at", time(e.atEpochMillis())).field("by", e.byUser());
      json.field("system", e.bySystem()).field("policy", e.policy());
      json.field("revision", e.revision()).field("deactivated", e.deactivated());
      json.field("rollsBackAt", until == null ? null : time(until)).endObject();
    }
    return json.endArray().endObject().toString();
  }

  private static String time(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
