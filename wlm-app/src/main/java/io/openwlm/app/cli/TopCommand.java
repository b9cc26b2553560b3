package io.openwlm.app.cli;

import io.openwlm.app.top.Board;
import io.openwlm.app.top.BoardOptions;
import io.openwlm.app.top.LiveBoard;
import io.openwlm.app.top.LivePictures;
import io.openwlm.app.top.Pictures;
import io.openwlm.app.top.Replay;
import io.openwlm.model.status.ManagerStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wlm top}: the live board, or the same as plain text. */
@Command(
    header = {
      "Examples:",
      "  wlm top                    live; q quits, w explains, ? lists the keys",
      "  wlm top -b -n 3 -d 10      three pictures as text, 10 seconds apart",
      "  wlm top -o json            one picture as one JSON object",
      "  wlm top --at 14:30         the same board from records; , . step, @ goes to a time",
      "  wlm top --at -10m -b -n 3  three recorded pictures, one interval after the other",
      ""
    },
    description = "Shows the service classes live. Not on a terminal: one picture as text.")
@SuppressWarnings("unused")
final class TopCommand implements Callable<Integer> {
  private static final int PLAIN_COLUMNS = 120;
  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = {"-b", "--batch"},
      description = "Plain text, no keys.")
  boolean batch;

  @Option(
      names = {"-n", "--iterations"},
      paramLabel = "N",
      description = "Pictures to show, then end. Default: 1 as text, no end live.")
  @Nullable Integer iterations;

  @Option(
      names = {"-d", "--delay"},
      paramLabel = "SECONDS",
      description = "Time between pictures, 0.2 to 3600. Default: 1.")
  double delaySeconds = 1;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Replay from records: 14:30, 2026-11-21T14:30, with Z or an offset, or -10m. Needs no"
              + " daemon.")
  @Nullable String at;

  @Option(
      names = "--records",
      paramLabel = "DIR|FILE",
      description = "Records for --at. Default: $WLM_RECORDS, then /var/lib/wlm/records.")
  List<Path> records = new ArrayList<>();

  @Option(names = "--ascii", description = "Only ASCII characters.")
  boolean ascii;

  @Spec picocli.CommandLine.Model.@Nullable CommandSpec spec;

  private final CommandContext context;

  TopCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (!(delaySeconds >= 0.2 && delaySeconds <= 3600)) {
      throw wrong("the delay must be 0.2 to 3600 seconds: " + delaySeconds);
    }
    if (iterations != null && iterations < 1) {
      throw wrong("the number of pictures must be 1 or more: " + iterations);
    }
    long delayNanos = (long) (delaySeconds * 1e9);
    boolean asciiOnly = ascii || !context.utf8();
    boolean plain = batch || common.json() || !context.terminal();
    if (at != null) {
      Replay replay = replay(RecordPlaces.time("--at", at));
      if (plain) {
        printReplay(replay, asciiOnly);
      } else {
        board(replay, replay.current(), asciiOnly, delayNanos);
      }
      return ExitCode.OK;
    }
    try (Reconnecting link = new Reconnecting(() -> context.connect(common))) {
      if (plain) {
        print(link, asciiOnly, delayNanos);
      } else {
        board(new LivePictures(link::status, this::replay), link.status(), asciiOnly, delayNanos);
      }
    }
    return ExitCode.OK;
  }

  private void board(Pictures source, ManagerStatus first, boolean asciiOnly, long delayNanos)
      throws IOException {
    int pictures = iterations == null ? 0 : iterations;
    new LiveBoard(source, asciiOnly, context.styled(), delayNanos, pictures).run(first);
  }

  private Replay replay(long epochMillis) {
    RecordPlaces places = new RecordPlaces();
    places.records = records;
    try {
      return Replay.open(places.archive(context), epochMillis, ZoneId.systemDefault());
    } catch (Replay.NoRecords e) {
      throw new CommandFailure(ExitCode.NO_SUCH_OBJECT, "WLM0612E " + e.getMessage());
    } catch (IOException e) {
      throw RecordPlaces.unreadable(e);
    }
  }

  private void printReplay(Replay replay, boolean asciiOnly) {
    int pictures = iterations == null ? 1 : iterations;
    for (int i = 0; i < pictures; i++) {
      if (i > 0 && replay.atEnd()) {
        return;
      }
      ManagerStatus status = i == 0 ? replay.current() : replay.next();
      print(status, BoardOptions.replayed(asciiOnly, status.atEpochMillis()));
    }
  }

  private void print(Reconnecting link, boolean asciiOnly, long delayNanos)
      throws InterruptedException {
    int pictures = iterations == null ? 1 : iterations;
    for (int i = 0; i < pictures; i++) {
      if (i > 0) {
        context.out().flush();
        TimeUnit.NANOSECONDS.sleep(delayNanos);
      }
      print(link.status(), BoardOptions.plain(asciiOnly, System.currentTimeMillis()));
    }
  }

  private void print(ManagerStatus status, BoardOptions options) {
    if (common.json()) {
      context.out().println(StatusJson.of(status));
      return;
    }
    Board.render(status, PLAIN_COLUMNS, 0, options).forEach(context.out()::println);
    context.out().println();
  }

  private RuntimeException wrong(String message) {
    return spec == null
        ? new IllegalStateException(message)
        : new ParameterException(spec.commandLine(), message);
  }
}
