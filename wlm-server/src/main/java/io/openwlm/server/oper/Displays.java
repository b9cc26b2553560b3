package io.openwlm.server.oper;

import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.status.EnvironmentStatus;
import io.openwlm.model.status.ManagerStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Displays in IBM's layout. Only facts are shown: a line for which there is none is left out. Text
 * of definitions and users is made printable.
 */
final class Displays {
  private static final DateTimeFormatter CLOCK = format("HH.mm.ss");
  private static final DateTimeFormatter DATE = format("yyyy/MM/dd");
  private static final DateTimeFormatter TIME = format("HH:mm:ss");
  private static final int MAX_TEXT = 120;

  private final StringBuilder out = new StringBuilder(512);
  private final ZoneId zone;

  private Displays(String id, long nowEpochMillis, ZoneId zone) {
    this.zone = zone;
    out.append(id).append(' ').append(at(CLOCK, nowEpochMillis)).append(" WLM DISPLAY\n");
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  private String at(DateTimeFormatter format, long epochMillis) {
    return format.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
  }

  /** A display with nothing but its first line. */
  static Displays of(String id, ManagerStatus status, ZoneId zone) {
    return new Displays(id, status.atEpochMillis(), zone);
  }

  /**
   * The policy in force.
   *
   * @param description may be empty
   */
  Displays policy(PolicySwitch.Facts facts, String description) {
    line("ACTIVE WORKLOAD MANAGEMENT SERVICE POLICY NAME: " + text(facts.policy()));
    line("ACTIVATED: " + when(facts.atEpochMillis(), facts.byUser(), facts.bySystem()));
    if (!description.isEmpty()) {
      line("DESCRIPTION: " + text(description));
    }
    line("RELATED SERVICE DEFINITION NAME: " + text(facts.definition()));
    PolicySwitch.Installed installed = facts.installed();
    if (installed != null) {
      line(
          "INSTALLED: "
              + when(installed.atEpochMillis(), installed.byUser(), installed.bySystem()));
    }
    return this;
  }

  private String when(long epochMillis, String byUser, @Nullable String bySystem) {
    return at(DATE, epochMillis)
        + " AT: "
        + at(TIME, epochMillis)
        + " BY: "
        + text(byUser)
        + (bySystem == null ? "" : " FROM: " + text(bySystem));
  }

  /** This system, its mode and policy. */
  Displays systems(ManagerStatus status) {
    row("*SYSNAME*", "*MODE*", "*POLICY*", "*WORKLOAD MANAGEMENT STATUS*");
    row(
        text(status.host()),
        "GOAL",
        text(status.policy()),
        status.enforcing() ? "ACTIVE" : "ACTIVE, NOT ENFORCING");
    return this;
  }

  private void row(String system, String mode, String policy, String status) {
    line(String.format(Locale.ROOT, "%-10s %-7s %-9s %s", system, mode, policy, status));
  }

  /** Application environments; what they are made of only if there is one. */
  Displays applications(List<EnvironmentStatus.Application> all, boolean attributes) {
    line(
        String.format(
            Locale.ROOT, "%-32s %-10s %s", "APPLICATION ENVIRONMENT NAME", "STATE", "STATE DATA"));
    for (EnvironmentStatus.Application each : all) {
      line(
          String.format(
              Locale.ROOT,
              "%-32s %-10s %s",
              text(each.name()),
              each.state(),
              text(each.stateData())));
      if (attributes) {
        line(
            "ATTRIBUTES: "
                + (each.procedure().isEmpty() ? "" : "PROC=" + text(each.procedure()) + "  ")
                + "SUBSYSTEM TYPE: "
                + text(each.subsystem()));
      }
    }
    return this;
  }

  /** Scheduling environments, and on which systems they are available. */
  Displays scheduling(EnvironmentStatus.Scheduling each, String system) {
    line("SCHEDULING ENVIRONMENT: " + text(each.name()));
    describe("DESCRIPTION: ", each.description());
    line(
        each.available() ? "AVAILABLE ON SYSTEMS: " + text(system) : "NOT AVAILABLE ON ANY SYSTEM");
    return this;
  }

  /** What a scheduling environment needs on a system; {@code *} marks what is not so. */
  Displays requirements(EnvironmentStatus.Scheduling each, String system) {
    line("SCHEDULING ENVIRONMENT: " + text(each.name()));
    describe("DESCRIPTION: ", each.description());
    line("SYSNAME: " + text(system));
    line(String.format(Locale.ROOT, "%-18s %-10s %s", "", "REQUIRED", "CURRENT"));
    line(String.format(Locale.ROOT, "%-18s %-10s %s", " RESOURCE", "STATE", "STATE"));
    for (EnvironmentStatus.Requirement r : each.requirements()) {
      String mark = r.required().equals(r.current()) ? " " : "*";
      line(
          String.format(
              Locale.ROOT, "%-18s %-10s %s", mark + text(r.resource()), r.required(), r.current()));
    }
    return this;
  }

  /** A resource and its state. */
  Displays resource(EnvironmentStatus.Resource each, String system) {
    line("RESOURCE=     " + text(each.name()));
    describe("DESCRIPTION=  ", each.description());
    line(String.format(Locale.ROOT, "%-10s %s", "SYSNAME", "STATE"));
    line(String.format(Locale.ROOT, "%-10s %s", text(system), each.state()));
    return this;
  }

  private void describe(String label, String description) {
    if (!description.isEmpty()) {
      line(label + text(description));
    }
  }

  private void line(String text) {
    out.append("  ").append(text.stripTrailing()).append('\n');
  }

  /** Text from elsewhere, made printable. */
  static String text(String text) {
    return PrintableText.of(text, MAX_TEXT);
  }

  @Override
  public String toString() {
    return out.toString().stripTrailing();
  }
}
