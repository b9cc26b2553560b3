package io.openwlm.app.cli;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.text.Style;
import io.openwlm.linux.probe.Finding;
import io.openwlm.model.status.ManagerStatus;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wlm doctor}: what this machine offers, what is missing, what it costs, what to do. */
@Command(
    header = {
      "Examples:",
      "  wlm doctor            each line a fact; below it the effect and the remedy",
      ""
    },
    description =
        "Examines this machine and the daemon. Tries with one empty control group, which it"
            + " removes again. Exit code 1 if it finds a FAIL.")
final class DoctorCommand implements Callable<Integer> {
  private static final int NAME = 20;
  @Mixin final CommonOptions common = new CommonOptions();
  private final CommandContext context;

  DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.addAll(Machine.findings());
    findings.add(daemon());
    boolean failed = findings.stream().anyMatch(f -> f.level() == Finding.Level.FAIL);
    if (common.json()) {
      context.out().println(json(findings));
    } else {
      findings.forEach(this::print);
    }
    return failed ? ExitCode.FAILED : ExitCode.OK;
  }

  private static Finding java() {
    return new Finding(
        Finding.Level.OK,
        "java",
        System.getProperty("java.vendor", "?")
            + " "
            + System.getProperty("java.version", "?")
            + ", wlm "
            + Version.number(),
        "",
        "");
  }

  private Finding daemon() {
    Path socket = context.socket(common.daemon.socket);
    try (ManagerLink link = context.connect(common)) {
      ManagerStatus status = link.status();
      return new Finding(
          Finding.Level.OK,
          "daemon",
          (status.enforcing() ? "enforcing " : "observing ")
              + status.definition()
              + ", pid "
              + status.pid()
              + ", at "
              + socket,
          "",
          "");
    } catch (CommandFailure failure) {
      return new Finding(
          Finding.Level.WARN,
          "daemon",
          failure.text().lines().findFirst().orElse("not reachable"),
          "nothing is measured and nothing is changed",
          "wlmd DEFINITION starts one; --socket or WLM_SOCKET names another place");
    }
  }

  private void print(Finding f) {
    PrintStream out = context.out();
    Style style =
        switch (f.level()) {
          case OK -> Style.GREEN;
          case WARN -> Style.YELLOW;
          case FAIL -> Style.RED;
        };
    String grade = f.level() == Finding.Level.OK ? "ok" : f.level().name();
    out.println(
        style.on(Cell.left(grade, 5), context.styled())
            + Cell.left(SafeText.of(f.subject()), NAME)
            + " "
            + SafeText.of(f.fact()));
    String indent = " ".repeat(6 + NAME);
    if (!f.effect().isEmpty()) {
      out.println(indent + "effect: " + SafeText.of(f.effect()));
    }
    if (!f.remedy().isEmpty()) {
      out.println(indent + "remedy: " + SafeText.of(f.remedy()));
    }
  }

  private static JsonText json(List<Finding> findings) {
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "FindingList").name("items").array();
    for (Finding f : findings) {
      json.object().field("level", f.level().name()).field("subject", f.subject());
      json.field("fact", f.fact()).field("effect", f.effect()).field("remedy", f.remedy());
      json.endObject();
    }
    return json.endArray().endObject();
  }
}
