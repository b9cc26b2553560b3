package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import io.openwlm.app.top.DecisionList;
import io.openwlm.app.top.Explanation;
import io.openwlm.app.top.Numbers;
import io.openwlm.app.top.Replay;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm why}: a decision in words. */
@Command(
    header = {
      "Examples:",
      "  wlm why INTERACT       the last decision about a service class",
      "  wlm why 48213          one decision, by the number that status and top show",
      "  wlm why WEB --at 14:30 what was decided by then, from records",
      ""
    },
    description =
        "Explains a decision: why it was taken, where the work waited, what was done, who paid, who"
            + " was not chosen, and what came of it. 'wlm explain reason.CODE' says what a code in"
            + " capitals means and what you can do; docs/reasons.md has them all.")
final class WhyCommand implements Callable<Integer> {
  static final int COLUMNS = 96;
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "CLASS|NUMBER", description = "A service class or a decision.")
  String what = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "As it was known then, from records: 14:30, 2026-11-21T14:30, -10m.")
  @Nullable String at;

  @Option(
      names = "--records",
      paramLabel = "DIR|FILE",
      description = "Records for --at. Default: $WLM_RECORDS, then /var/lib/wlm/records.")
  List<Path> records = new ArrayList<>();

  private final CommandContext context;

  WhyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ManagerStatus status = picture();
    boolean byNumber = !what.isEmpty() && what.chars().allMatch(c -> c >= '0' && c <= '9');
    DecisionStatus decision = byNumber ? byNumber(status) : lastAbout(status);
    if (decision == null) {
      nothingDecided(status);
      return ExitCode.OK;
    }
    if (common.json()) {
      context.out().println(StatusJson.of(decision));
    } else {
      Explanation.of(decision, COLUMNS, ZoneId.systemDefault()).forEach(context.out()::println);
      if (!byNumber && decision.changes().isEmpty()) {
        lastMove(status);
      }
    }
    return ExitCode.OK;
  }

  private ManagerStatus picture() {
    if (at == null) {
      try (ManagerLink link = context.connect(common)) {
        return link.status();
      }
    }
    RecordPlaces places = new RecordPlaces();
    places.records = records;
    try {
      long time = RecordPlaces.time("--at", at);
      return Replay.open(places.archive(context), time, ZoneId.systemDefault()).current();
    } catch (Replay.NoRecords e) {
      throw new CommandFailure(ExitCode.NO_SUCH_OBJECT, "WLM0612E " + e.getMessage());
    } catch (IOException e) {
      throw RecordPlaces.unreadable(e);
    }
  }

  private DecisionStatus byNumber(ManagerStatus status) {
    for (DecisionStatus d : status.decisions()) {
      if (Long.toString(d.id()).equals(what)) {
        return d;
      }
    }
    String kept =
        status.decisions().isEmpty()
            ? "There are none yet."
            : "The daemon keeps "
                + status.decisions().getLast().id()
                + " to "
                + status.decisions().getFirst().id()
                + ".";
    throw new CommandFailure(
        ExitCode.NO_SUCH_OBJECT, "WLM0204E there is no decision " + what + ". " + kept);
  }

  /** After a decision that changed nothing: where to find the last one that did. */
  private void lastMove(ManagerStatus status) {
    status.decisions().stream()
        .filter(d -> !d.changes().isEmpty() && concerns(d))
        .findFirst()
        .ifPresent(d ->
            context
                .out()
                .println(
                    SafeText.of(
                        "The last change that concerned "
                            + what
                            + ": "
                            + DecisionList.line(d).strip().replaceAll(" +", " ")
                            + " (wlm why "
                            + d.id()
                            + ").")));
  }

  private boolean concerns(DecisionStatus d) {
    return d.serviceClass().equals(what)
        || d.changes().stream().anyMatch(c -> c.serviceClass().equals(what));
  }

  private @Nullable DecisionStatus lastAbout(ManagerStatus status) {
    serviceClass(status);
    for (DecisionStatus d : status.decisions()) {
      if (concerns(d)) {
        return d;
      }
    }
    return null;
  }

  private void nothingDecided(ManagerStatus status) {
    ClassStatus c = serviceClass(status);
    if (common.json()) {
      context.out().println("null");
      return;
    }
    String reason =
        c.performanceIndex() == null
            ? c.detail().isEmpty() ? "it has no performance index" : c.detail()
            : "its performance index is "
                + Numbers.index(c.performanceIndex())
                + ", state "
                + c.state();
    context
        .out()
        .println(
            SafeText.of(
                "Nothing was decided about "
                    + what
                    + " in the last "
                    + status.decisions().size()
                    + " decisions: "
                    + reason
                    + "."));
  }

  private ClassStatus serviceClass(ManagerStatus status) {
    List<String> names = status.classes().stream().map(ClassStatus::name).toList();
    return status.classes().stream()
        .filter(c -> c.name().equals(what))
        .findFirst()
        .orElseThrow(() -> noSuchClass(what, names));
  }

  static CommandFailure noSuchClass(String given, List<String> names) {
    String near = Nearest.suggestion(given, names);
    return new CommandFailure(
        ExitCode.NO_SUCH_OBJECT,
        "WLM0204E there is no service class '"
            + given
            + "'."
            + (near.isEmpty() ? " There are: " + String.join(", ", names) : near));
  }
}
