package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.status.EnvironmentStatus;
import io.openwlm.model.status.ManagerStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm get applenv|schenv|resource|system|reset}: states that operators set. */
@Command(
    header = {
      "Examples:",
      "  wlm get applenv               application environments and their states",
      "  wlm get schenv                scheduling environments: available or not, and why",
      "  wlm get resource -o json      scheduling resources, for programs",
      "  wlm get system                this system, its mode and policy",
      "  wlm get reset                 work that wlm reset took out of classification",
      ""
    },
    description = "Lists states. Short names: ae, se, res, sys. One row each, no blank in a cell.")
final class GetStatesCommand implements Callable<Integer> {
  private static final String NONE = "<none>";

  enum What {
    APPLENV,
    AE,
    SCHENV,
    SE,
    RESOURCE,
    RES,
    SYSTEM,
    SYS,
    RESET
  }

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "applenv|schenv|resource|system|reset", description = "What to list.")
  What what = What.SYSTEM;

  private final CommandContext context;
  private final List<List<String>> rows = new ArrayList<>();
  private final JsonText json = new JsonText();

  GetStatesCommand(CommandContext context) {
    this.context = context;
  }

  /** True if the arguments of {@code wlm get} ask for one of these. */
  static boolean isAskedFor(List<String> args) {
    for (What each : What.values()) {
      if (args.stream().anyMatch(each.name()::equalsIgnoreCase)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Integer call() {
    try (ManagerLink link = context.connect(common)) {
      switch (what) {
        case APPLENV, AE -> applications(link.environments());
        case SCHENV, SE -> scheduling(link.environments());
        case RESOURCE, RES -> resources(link.environments());
        case SYSTEM, SYS -> system(link.status());
        case RESET -> resets(link.environments());
      }
    }
    if (common.json()) {
      context.out().println(json.endArray().endObject());
    } else {
      print();
    }
    return ExitCode.OK;
  }

  private void begin(String kind, String... columns) {
    json.object().field("apiVersion", "openwlm.io/v1").field("kind", kind).name("items").array();
    rows.add(List.of(columns));
  }

  private void applications(EnvironmentStatus states) {
    begin("ApplicationEnvironmentList", "NAME", "STATE", "SUBSYSTEM", "LIMIT", "PROCEDURE");
    for (EnvironmentStatus.Application each : states.applicationEnvironments()) {
      json.object().field("name", each.name()).field("description", each.description());
      json.field("state", each.state()).field("stateData", each.stateData());
      json.field("subsystem", each.subsystem()).field("limit", each.limit());
      json.field("procedure", each.procedure());
      json.field("startParameter", each.startParameter()).endObject();
      row(each.name(), each.state(), each.subsystem(), each.limit(), each.procedure());
    }
  }

  private void scheduling(EnvironmentStatus states) {
    begin("SchedulingEnvironmentList", "NAME", "AVAILABLE", "NEEDS", "MISSING");
    for (EnvironmentStatus.Scheduling each : states.schedulingEnvironments()) {
      json.object().field("name", each.name()).field("description", each.description());
      json.field("available", each.available()).name("requirements").array();
      for (EnvironmentStatus.Requirement r : each.requirements()) {
        json.object().field("resource", r.resource()).field("required", r.required());
        json.field("current", r.current()).endObject();
      }
      json.endArray().endObject();
      row(
          each.name(),
          each.available() ? "yes" : "no",
          each.requirements().stream()
              .map(r -> r.resource() + "=" + r.required())
              .collect(Collectors.joining(",")),
          each.requirements().stream()
              .filter(r -> !r.required().equals(r.current()))
              .map(r -> r.resource() + "=" + r.current())
              .collect(Collectors.joining(",")));
    }
  }

  private void resources(EnvironmentStatus states) {
    begin("ResourceList", "NAME", "STATE", "SYSTEM");
    for (EnvironmentStatus.Resource each : states.resources()) {
      json.object().field("name", each.name()).field("description", each.description());
      json.field("state", each.state()).field("system", states.system()).endObject();
      row(each.name(), each.state(), states.system());
    }
  }

  private void system(ManagerStatus status) {
    begin("SystemList", "NAME", "MODE", "POLICY", "STATUS", "VERSION");
    String state = status.enforcing() ? "ENFORCING" : "OBSERVING";
    json.object().field("name", status.host()).field("mode", status.mode());
    json.field("policy", status.policy()).field("status", state);
    json.field("version", status.version()).endObject();
    row(status.host(), status.mode(), status.policy(), state, status.version());
  }

  private void resets(EnvironmentStatus states) {
    begin("ResetList", "PID", "JOB", "CLASS", "QUIESCED", "PROCESSES", "BY", "SINCE");
    for (EnvironmentStatus.ResetUnit each : states.resets()) {
      String since = Instant.ofEpochMilli(each.sinceEpochMillis() / 1000 * 1000).toString();
      json.object().field("pid", each.pid()).field("job", each.job());
      json.field("serviceClass", each.serviceClass()).field("quiesced", each.quiesced());
      json.field("processes", each.processes()).field("by", each.byUser());
      json.field("since", since).endObject();
      row(
          Integer.toString(each.pid()),
          each.job(),
          each.serviceClass(),
          each.quiesced() ? "yes" : "no",
          Integer.toString(each.processes()),
          each.byUser(),
          since);
    }
  }

  private void row(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell.isEmpty() ? NONE : SafeText.of(cell).replace(' ', '_'));
    }
    rows.add(row);
  }

  private void print() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(String.format(Locale.ROOT, "%-" + (widths[i] + 2) + "s", row.get(i)));
      }
      context.out().println(line.toString().stripTrailing());
    }
  }
}
