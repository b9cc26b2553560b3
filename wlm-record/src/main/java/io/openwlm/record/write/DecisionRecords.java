package io.openwlm.record.write;

import static io.openwlm.record.smf.DecisionLayouts.AAT;
import static io.openwlm.record.smf.DecisionLayouts.PC;
import static io.openwlm.record.smf.DecisionLayouts.PD;
import static io.openwlm.record.smf.DecisionLayouts.PS;
import static io.openwlm.record.smf.DecisionLayouts.RG;
import static io.openwlm.record.smf.DecisionLayouts.SS;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.definition.ResourceGroup;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.record.smf.HeaderLayouts;
import io.openwlm.record.smf.RecordBuilder;
import io.openwlm.record.smf.RecordType;
import io.openwlm.record.smf.Section;
import io.openwlm.record.smf.TraceCode;
import java.util.ArrayList;
import java.util.List;

/** Type 99 subtypes 1, 2 and 6, and type 90: what was seen and decided, in fields. Pure. */
final class DecisionRecords {
  /** Sections of a kind in one record: more go into a further record. */
  private static final int MOST = 200;

  private final IntervalRecord interval;
  private final ManagerStatus status;
  private final List<ServiceClass> classes;
  private final List<String> bases;

  private DecisionRecords(IntervalRecord interval) {
    this.interval = interval;
    status = interval.status();
    classes = interval.definition().serviceClasses();
    bases = Names.bases(interval.definition());
  }

  static List<byte[]> of(IntervalRecord interval) {
    DecisionRecords records = new DecisionRecords(interval);
    List<byte[]> all = new ArrayList<>();
    records.changes(all);
    records.system(all);
    List<Section> detail = new ArrayList<>();
    List<Section> summary = new ArrayList<>();
    for (int i = 0; i < records.classes.size(); i++) {
      detail.add(records.detail(i));
      summary.add(records.summary(i));
    }
    records.add(all, RecordType.DETAIL, detail);
    records.add(all, RecordType.SUMMARY, summary);
    return all;
  }

  /** The product section of types 99 and 90. */
  static Section product(IntervalRecord interval) {
    ManagerStatus status = interval.status();
    return Section.empty(HeaderLayouts.PRODUCT)
        .put("VER", 1)
        .put("PRD", "OPENWLM")
        .putClock("IST", interval.startEpochMillis())
        .putClock("IET", interval.endEpochMillis())
        .put("SNM", status.host())
        .put("POL", status.policy())
        .put("DEF", status.definition())
        .put("INV", status.intervals())
        .putBits("MOD", new byte[] {(byte) (status.enforcing() ? 0x80 : 0)});
  }

  private byte[] record(RecordType type, List<Section> sections) {
    RecordBuilder record = new RecordBuilder(type, product(interval));
    sections.forEach(record::add);
    return record.build(interval.endEpochMillis(), status.host());
  }

  private void add(List<byte[]> all, RecordType type, List<Section> sections) {
    for (int from = 0; from < sections.size(); from += MOST) {
      all.add(record(type, sections.subList(from, Math.min(sections.size(), from + MOST))));
    }
  }

  private void system(List<byte[]> all) {
    List<Section> trace = new ArrayList<>();
    interval.decisions().forEach(d -> trace(d, trace));
    List<Section> groups = new ArrayList<>();
    interval.definition().classes().resourceGroups().forEach(g -> groups.add(group(g)));
    for (int from = 0; from == 0 || from < Math.max(trace.size(), groups.size()); from += MOST) {
      List<Section> sections = new ArrayList<>(List.of(state()));
      sections.addAll(part(trace, from));
      sections.addAll(part(groups, from));
      all.add(record(RecordType.SYSTEM, sections));
    }
  }

  private static List<Section> part(List<Section> sections, int from) {
    int start = Math.min(from, sections.size());
    return sections.subList(start, Math.min(sections.size(), start + MOST));
  }

  private Section state() {
    double pressure = status.systemPressurePercent();
    return Section.empty(SS)
        .put("CPUS", status.cpus())
        .put("SCPU", status.systemCpuPercent() * 100)
        .put("SPSI", pressure < 0 ? 0xffff_ffffL : Math.round(pressure * 100))
        .put("SAMP", interval.samples())
        .put("UPTM", (long) status.upSeconds())
        .put("NDEC", interval.decisions().size())
        .put("NCLS", classes.size())
        .put("NWRN", status.warnings().size());
  }

  private Section group(ResourceGroup g) {
    double service = 0;
    for (int i = 0; i < classes.size(); i++) {
      if (g.name().equals(classes.get(i).attributes().resourceGroup())) {
        ClassMeasurement m = interval.measurement().classes().get(i);
        service += m.consumption().serviceUnits() * 1e9 / m.intervalNanos();
      }
    }
    Long minimum = g.limits().minimum();
    Long maximum = g.limits().maximum();
    return Section.empty(RG)
        .put("GNAM", g.name())
        .put("GTYP", g.limits().type() == null ? 0L : g.limits().type().number())
        .put("GMIN", minimum == null ? 0L : minimum)
        .put("GMAX", maximum == null ? 0L : maximum)
        .put("GSRV", service);
  }

  private void trace(DecisionStatus d, List<Section> trace) {
    for (int i = 0; i < d.changes().size(); i++) {
      DecisionStatus.Change c = d.changes().get(i);
      boolean receiver = c.serviceClass().equals(d.serviceClass());
      trace.add(
          entry(d, c.serviceClass(), c.reason(), receiver ? 1 : 2)
              .put("SETG", setting(c.setting()))
              .put("FROM", c.from())
              .put("TOVL", c.to()));
    }
    if (d.changes().isEmpty()) {
      trace.add(entry(d, d.serviceClass(), d.reason(), 1));
    }
    for (DecisionStatus.NotChosen n : d.notChosen()) {
      trace.add(entry(d, n.serviceClass(), n.reason(), 3));
    }
  }

  private Section entry(DecisionStatus d, String serviceClass, String reason, int role) {
    Double pi = d.performanceIndex();
    int i = index(serviceClass);
    String group = i < 0 ? null : classes.get(i).attributes().resourceGroup();
    return Section.empty(AAT)
        .put("CODE", TraceCode.of(reason))
        .put("ACTN", action(d.act()))
        .put("ROLE", role)
        .put("CNAM", i < 0 ? serviceClass : bases.get(i))
        .put("PNUM", i < 0 ? 0L : classes.get(i).period())
        .put("LPI", pi == null ? 0.0 : pi * 100)
        .put("DCID", d.id())
        .putClock("TIME", d.atEpochMillis())
        .put("TRGN", group == null ? "" : group);
  }

  private int index(String serviceClass) {
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i).name().equals(serviceClass)) {
        return i;
      }
    }
    return -1;
  }

  private static long action(String act) {
    return switch (act) {
      case "RAISE" -> 1;
      case "FIRST WEIGHTS" -> 2;
      case "GIVE BACK" -> 3;
      case "UNDO" -> 4;
      case "BOUNDS" -> 5;
      case "FLOW BACK" -> 6;
      case "SKIP" -> 7;
      case "CAP" -> 9;
      default -> 8;
    };
  }

  private static long setting(String text) {
    for (Setting each : Setting.values()) {
      if (each.text().equals(text)) {
        return switch (each) {
          case CPU_WEIGHT -> 1;
          case IO_WEIGHT -> 2;
          case MEMORY_LOW -> 3;
          case CPU_LIMIT -> 4;
        };
      }
    }
    return 0;
  }

  private Section detail(int i) {
    ServiceClass c = classes.get(i);
    ClassMeasurement m = interval.measurement().classes().get(i);
    ClassPerformance p = interval.report().classes().get(i);
    ClassSettings s = interval.settings().get(i);
    UsingDelay d = m.usingDelay();
    GoalFields goal = GoalFields.of(c.goal());
    return common(i, Section.empty(PD), "PIMPOR", "PGOALTYP", "PRTP", "PGOALVAL", goal)
        .put("PLPI", index(p))
        .put("PSPI", index(interval.report().sysplex().get(i)))
        .put("PEVID", evidence(p))
        .put("PCONF", confidence(p))
        .put("PWGT", s.cpuWeight())
        .put("PIOW", s.ioWeight())
        .put("PMEM", s.memoryLowBytes())
        .put("PUSED", m.usageNanos() / 1000)
        .put("PUSE", d.usingNanos() / 1000)
        .put("PCPUD", d.cpuDelayNanos() / 1000)
        .put("PCAPD", d.capDelayNanos() / 1000)
        .put("PIOD", d.ioDelayNanos() / 1000)
        .put("PMEMD", d.memoryDelayNanos() / 1000)
        .put("PQUED", d.queueDelayNanos() / 1000)
        .put("PPROC", m.processes())
        .put("PEND", m.completions())
        .put("PRUN", m.inFlight())
        .put("POLD", m.oldestInFlightNanos() / 1000)
        .put("PRSS", m.consumption().memoryBytes());
  }

  private Section summary(int i) {
    ServiceClass c = classes.get(i);
    ClassPerformance p = interval.report().classes().get(i);
    GoalFields goal = GoalFields.of(c.goal());
    return common(i, Section.empty(PS), "IMPO", "GTYP", "PCTL", "GVAL", goal)
        .put("LPI", index(p))
        .put("SPI", index(interval.report().sysplex().get(i)))
        .put("WGT", interval.settings().get(i).cpuWeight());
  }

  private Section common(
      int i,
      Section section,
      String importance,
      String type,
      String percent,
      String value,
      GoalFields goal) {
    return section
        .put("CNAM", bases.get(i))
        .put("PNUM", classes.get(i).period())
        .put(importance, classes.get(i).importance().level())
        .put(type, goal.type())
        .put(percent, goal.percentile())
        .put(value, goal.value());
  }

  private static double index(ClassPerformance p) {
    return p.performanceIndex().isPresent() ? p.performanceIndex().getAsDouble() * 100 : 0;
  }

  private static long confidence(ClassPerformance p) {
    return switch (p.confidence()) {
      case HIGH -> 3;
      case MEDIUM -> 2;
      case LOW -> 1;
      case NONE -> 0;
    };
  }

  private static long evidence(ClassPerformance p) {
    return switch (p.evidence()) {
      case TRANSACTIONS -> 1;
      case USING_DELAY -> 2;
      case PRESSURE -> 3;
      case FIXED -> 4;
      case TOKEN_USE -> 5;
      case NONE -> 0;
    };
  }

  /** Type 90: what people did, and what concerns the manager as a whole. */
  private void changes(List<byte[]> all) {
    for (DecisionStatus d : interval.decisions()) {
      switch (d.act()) {
        case "POLICY" -> all.add(change(RecordType.POLICY_CHANGE, d));
        case "MODE" -> all.add(change(RecordType.MODE_CHANGE, d));
        case "RESTORE" -> all.add(change(RecordType.RESTORED, d));
        default -> {}
      }
    }
  }

  private byte[] change(RecordType type, DecisionStatus d) {
    Section pc =
        Section.empty(PC)
            .put("SPN", status.policy())
            .putClock("SPT", d.atEpochMillis())
            .put("SPU", type == RecordType.POLICY_CHANGE ? status.policyByUser() : "")
            .put("SPS", status.host())
            .put("SDN", status.definition())
            .put("SACT", d.act())
            .put("SRSN", TraceCode.of(d.reason()))
            .put("SDID", d.id())
            .put("STXT", d.detail());
    return record(type, List.of(pc));
  }
}
