package io.openwlm.app.cli;

import io.openwlm.app.text.Amounts;
import io.openwlm.app.text.TimePoint;
import io.openwlm.record.read.Damage;
import io.openwlm.record.read.RecordArchive;
import io.openwlm.record.read.RecordVisitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which records are meant: where they are and from what time. */
final class RecordPlaces {
  private static final Path USUAL = Path.of("/var/lib/wlm/records");
  private static final int MOST_WARNINGS = 20;

  @Option(
      names = "--records",
      paramLabel = "DIR|FILE",
      description =
          "Record files, or their directory; may be given more than once. Default: $WLM_RECORDS,"
              + " then /var/lib/wlm/records.")
  List<Path> records = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "14:30, 2026-11-21T14:30, with Z or an offset, or -10m: ten minutes ago.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "As --from. Default: no end.")
  @Nullable String to;

  @Option(
      names = "--last",
      paramLabel = "DURATION",
      description = "The last 10m, 1h, 14d, back from the newest record.")
  @Nullable String last;

  /** From and to, both included, in milliseconds since 1970. */
  record Span(long from, long to) {}

  RecordArchive archive(CommandContext context) {
    List<Path> places = new ArrayList<>(records);
    if (places.isEmpty()) {
      String named = context.environment().getOrDefault("WLM_RECORDS", "");
      places.add(named.isEmpty() ? USUAL : Path.of(named));
    }
    for (Path place : places) {
      if (!Files.exists(place)) {
        throw new CommandFailure(
            ExitCode.NO_SUCH_OBJECT,
            "WLM0611E there is no "
                + place
                + "\n  Name the records: --records DIR, or WLM_RECORDS. wlmd keeps them in records"
                + " below its --state.");
      }
    }
    return new RecordArchive(places);
  }

  Span span(RecordArchive archive) {
    String back = last;
    if (back == null) {
      return new Span(
          from == null ? Long.MIN_VALUE / 2 : time("--from", from),
          to == null ? Long.MAX_VALUE / 2 : time("--to", to));
    }
    if (from != null || to != null) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0613E --last excludes --from and --to: name one or the other");
    }
    long millis =
        Amounts.duration(back).orElseThrow(() -> wrong("--last", back, "10m, 1h, 14d")).toMillis();
    try {
      long newest = archive.newestEpochMillis();
      return new Span(newest - millis + 1, newest);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static long time(String option, String text) {
    return TimePoint.epochMillis(text, System.currentTimeMillis(), ZoneId.systemDefault())
        .orElseThrow(() -> wrong(option, text, "14:30, 2026-11-21T14:30, -10m"));
  }

  private static CommandFailure wrong(String option, String text, String examples) {
    return new CommandFailure(
        ExitCode.USAGE, "WLM0614E " + option + " '" + text + "' is none of: " + examples);
  }

  static CommandFailure unreadable(IOException e) {
    return new CommandFailure(
        e instanceof java.nio.file.AccessDeniedException ? ExitCode.NOT_PERMITTED : ExitCode.FAILED,
        "WLM0615E the records cannot be read: "
            + (e instanceof java.nio.file.AccessDeniedException
                ? "no permission for " + e.getMessage()
                : String.valueOf(e.getMessage())));
  }

  /** Shows the records meant to a visitor. */
  void scan(CommandContext context, RecordVisitor visitor) {
    RecordArchive archive = archive(context);
    Span span = span(archive);
    try {
      archive.scan(span.from(), span.to(), visitor);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Tells what could not be read, on the error stream. */
  static void tell(CommandContext context, List<Damage> damage) {
    damage.stream()
        .limit(MOST_WARNINGS)
        .forEach(
            d -> context.err().println("WLM0610W " + io.openwlm.app.text.SafeText.of(d.text())));
    if (damage.size() > MOST_WARNINGS) {
      context
          .err()
          .println("WLM0610W and " + (damage.size() - MOST_WARNINGS) + " more such places");
    }
  }
}
