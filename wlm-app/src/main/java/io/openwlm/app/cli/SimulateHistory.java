package io.openwlm.app.cli;

import io.openwlm.app.replay.RecordedWork;
import io.openwlm.app.replay.WhatIf;
import io.openwlm.app.text.Cell;
import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.top.Numbers;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.record.read.History;
import io.openwlm.record.read.RecordArchive;
import io.openwlm.record.read.StoredText;
import io.openwlm.record.smf.BadRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code wlm simulate --last}: recorded history under another definition. */
final class SimulateHistory {
  /** A file starts with the definition and is at most a day long. */
  private static final long FILE_MILLIS = 25 * 3_600_000L;

  private static final int FEWEST = 5;

  private final CommandContext context;
  private final RecordPlaces places;

  SimulateHistory(CommandContext context, RecordPlaces places) {
    this.context = context;
    this.places = places;
  }

  /**
   * Runs and prints the comparison.
   *
   * @param policy of the new definition; null for its first
   * @param renamed classes of the records that have another name in the new definition
   */
  void run(Path file, @Nullable String policy, Map<String, String> renamed, boolean json) {
    ActivePolicy after = read(file, policy);
    RecordArchive archive = places.archive(context);
    RecordPlaces.Span span = places.span(archive);
    History history = load(archive, span.from(), span.to());
    RecordPlaces.tell(context, history.damage());
    List<ManagerStatus> pictures = pictures(history);
    if (pictures.size() < FEWEST) {
      throw new CommandFailure(
          ExitCode.NO_SUCH_OBJECT,
          "WLM0621E only "
              + pictures.size()
              + " intervals are recorded at that time; a replay needs "
              + FEWEST);
    }
    ActivePolicy before = before(archive, history, span.to());
    RecordedWork work = RecordedWork.of(pictures);
    refuseMissing(WhatIf.missing(work, before, Map.of()), "the recorded definition");
    refuseMissing(WhatIf.missing(work, after, renamed), file.toString());
    List<WhatIf.Row> rows = WhatIf.compare(work, before, after, renamed);
    if (json) {
      context.out().println(json(work, before, after, pictures, rows));
    } else {
      text(work, before, after, pictures, rows).forEach(context.out()::println);
    }
  }

  private static ActivePolicy read(Path file, @Nullable String policy) {
    DefinitionResult result = DefinitionReader.read(file);
    ServiceDefinition definition =
        result
            .definition()
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCode.INVALID_DEFINITION,
                    String.join("\n", result.errors().stream().map(String::valueOf).toList())));
    if (policy == null) {
      return ActivePolicy.first(definition);
    }
    if (definition.policy(policy).isEmpty()) {
      throw new CommandFailure(
          ExitCode.NO_SUCH_OBJECT, "WLM0623E " + file + " has no policy " + policy);
    }
    return ActivePolicy.of(definition, policy);
  }

  private static History load(RecordArchive archive, long from, long to) {
    try {
      return History.load(archive, from, to);
    } catch (IOException e) {
      throw RecordPlaces.unreadable(e);
    }
  }

  private static List<ManagerStatus> pictures(History history) {
    List<ManagerStatus> pictures = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      try {
        pictures.add(history.bare(i));
      } catch (BadRecord e) {
        // A damaged interval is one less.
      }
    }
    return pictures;
  }

  /** The last definition that was in force; it stands at the start of each file. */
  private static ActivePolicy before(RecordArchive archive, History history, long to) {
    List<StoredText> found = history.definitions();
    if (found.isEmpty() && history.size() > 0) {
      long first = history.epochMillis(0);
      found = load(archive, first - FILE_MILLIS, Math.min(first, to)).definitions();
    }
    if (found.isEmpty()) {
      throw new CommandFailure(
          ExitCode.NO_SUCH_OBJECT, "WLM0624E the records do not have the definition of that time");
    }
    try {
      DefinitionResult result = DefinitionReader.read("recorded", found.getLast().text());
      return ActivePolicy.first(
          result
              .definition()
              .orElseThrow(() -> new BadRecord(String.valueOf(result.errors().getFirst()))));
    } catch (BadRecord e) {
      throw new CommandFailure(
          ExitCode.FAILED, "WLM0625E the recorded definition cannot be read: " + e.getMessage());
    }
  }

  private static void refuseMissing(List<String> missing, String where) {
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "WLM0622E "
              + where
              + " has no class "
              + String.join(", ", missing)
              + ", which did work at that time\n  Records know classes, not processes: say what it"
              + " becomes, --map "
              + missing.getFirst()
              + "=NEW");
    }
  }

  private static List<String> text(
      RecordedWork work,
      ActivePolicy before,
      ActivePolicy after,
      List<ManagerStatus> pictures,
      List<WhatIf.Row> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Recorded %s to %s: %d intervals, %.0f s, %d CPUs%s",
            Instant.ofEpochMilli(pictures.getFirst().atEpochMillis()),
            Instant.ofEpochMilli(pictures.getLast().atEpochMillis()),
            work.intervals(),
            work.lengthNanos() / 1e9,
            work.cpus(),
            work.gapSeconds() > 0
                ? String.format(Locale.ROOT, "; %.0f s without records left out", work.gapSeconds())
                : ""));
    lines.add(
        "Old: "
            + SafeText.of(before.effective().name())
            + " as recorded.  New: "
            + SafeText.of(after.effective().name())
            + ", policy "
            + SafeText.of(after.name())
            + ".");
    lines.add("");
    lines.add(
        "  CLASS          IM GOAL                     RECORDED        MODEL, OLD      MODEL, NEW");
    lines.add(
        "                                            PI  missed      PI  missed      PI  missed");
    for (WhatIf.Row row : rows) {
      boolean changed = !row.oldGoal().isEmpty() && !row.oldGoal().equals(row.newGoal());
      lines.add(
          "  "
              + Cell.left(SafeText.of(row.serviceClass()), 14)
              + " "
              + Cell.left(row.importance(), 2)
              + " "
              + Cell.left(SafeText.of(row.newGoal()) + (changed ? " *" : ""), 20)
              + grade(row.recorded())
              + grade(row.modelOld())
              + grade(row.modelNew()));
    }
    if (rows.stream().anyMatch(r -> !r.oldGoal().isEmpty() && !r.oldGoal().equals(r.newGoal()))) {
      lines.add("");
      rows.stream()
          .filter(r -> !r.oldGoal().isEmpty() && !r.oldGoal().equals(r.newGoal()))
          .forEach(r -> lines.add("  * " + SafeText.of(r.serviceClass() + " was " + r.oldGoal())));
    }
    lines.add("");
    lines.addAll(ASSUMPTIONS);
    return lines;
  }

  private static String grade(WhatIf.Grade g) {
    return g.judged() == 0
        ? Cell.right("-", 8) + Cell.right("-", 8)
        : Cell.right(Numbers.index(g.meanIndex()), 8)
            + Cell.right(g.missed() + "/" + g.judged(), 8);
  }

  private static final List<String> ASSUMPTIONS =
      List.of(
          "PI: mean of the intervals that could be judged; missed: how many of them were above 1. The",
          "model has intervals of 10 s, the records those of the manager.",
          "Compare the two models with each other. How far MODEL, OLD is from RECORDED tells how far",
          "the model can be trusted here. What the replay assumes:",
          "  - the same work comes at the same time, whatever the definition: nobody waits for answers",
          "  - a transaction needs the CPU time that one needed on average, exponentially distributed",
          "  - work without transactions that waited half of its busy time or more takes all CPU it",
          "    gets, with as many threads as were runnable; other work comes in pieces of 20 ms",
          "  - nothing else runs: CPU that other work of the machine took is not in the records",
          "  - only CPU is scarce: no I/O, no memory, no CPU limits; all starts with equal weights",
          "  - records know classes, not processes: rules that classify otherwise are not replayed");

  private static String json(
      RecordedWork work,
      ActivePolicy before,
      ActivePolicy after,
      List<ManagerStatus> pictures,
      List<WhatIf.Row> rows) {
    JsonText json = new JsonText().object();
    json.field("apiVersion", "openwlm.io/v1").field("kind", "WhatIf");
    json.field("from", Instant.ofEpochMilli(pictures.getFirst().atEpochMillis()).toString());
    json.field("to", Instant.ofEpochMilli(pictures.getLast().atEpochMillis()).toString());
    json.field("intervals", work.intervals()).field("seconds", work.lengthNanos() / 1e9);
    json.field("gapSeconds", work.gapSeconds()).field("cpus", work.cpus());
    json.field("oldDefinition", before.effective().name());
    json.field("newDefinition", after.effective().name()).field("newPolicy", after.name());
    json.name("items").array();
    for (WhatIf.Row row : rows) {
      json.object().field("serviceClass", row.serviceClass());
      json.field("importance", row.importance());
      json.field("oldGoal", row.oldGoal()).field("newGoal", row.newGoal());
      grade(json.name("recorded"), row.recorded());
      grade(json.name("modelOld"), row.modelOld());
      grade(json.name("modelNew"), row.modelNew());
      json.endObject();
    }
    return json.endArray().field("assumptions", ASSUMPTIONS).endObject().toString();
  }

  private static void grade(JsonText json, WhatIf.Grade g) {
    json.object().field("judged", g.judged()).field("missed", g.missed());
    json.optional("meanIndex", g.meanIndex() < 0 ? null : g.meanIndex()).endObject();
  }
}
