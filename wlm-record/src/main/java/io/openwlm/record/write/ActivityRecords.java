package io.openwlm.record.write;

import static io.openwlm.record.smf.ActivityLayouts.RGS;
import static io.openwlm.record.smf.ActivityLayouts.RTS;
import static io.openwlm.record.smf.ActivityLayouts.SCS;
import static io.openwlm.record.smf.ActivityLayouts.WMS;

import io.openwlm.core.measure.ServiceUnits;
import io.openwlm.model.definition.CapacityLimits;
import io.openwlm.model.definition.ClassPeriods;
import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ResourceGroup;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServiceParameters.Coefficients;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.record.smf.HeaderLayouts;
import io.openwlm.record.smf.RecordBuilder;
import io.openwlm.record.smf.RecordType;
import io.openwlm.record.smf.Section;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Type 72 subtype 3: one record per service class, with all its periods, then one per report class,
 * whose only period has no goal. For one thread.
 */
final class ActivityRecords {
  private static final int[] BOUND_PERCENT = {
    50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 200, 400, Integer.MAX_VALUE
  };
  private static final double UNIT_NANOS = 1_024_000;
  private static final byte MILLISECONDS = (byte) 0x80;
  private static final int REPORT_CLASS = 0x80;
  private static final int CPU_CRITICAL = 0x08;

  /** 16ths of a microsecond in a service unit. */
  private static final int ADJUSTMENT = 16 * 1_000_000 / ServiceUnits.PER_CPU_SECOND;

  private final SampleCarry carry = new SampleCarry();

  /** Classes have changed: nothing left over belongs to them. */
  void clear() {
    carry.clear();
  }

  List<byte[]> of(IntervalRecord interval) {
    List<byte[]> records = new ArrayList<>();
    List<ServiceClass> classes = interval.definition().serviceClasses();
    for (int i = 0; i < classes.size(); i++) {
      int periods = ClassPeriods.count(classes, i);
      if (periods > 0) {
        records.add(record(interval, i, periods));
      }
    }
    List<ClassMeasurement> reports = interval.measurement().reportClasses();
    for (int i = 0; i < reports.size(); i++) {
      ReportClass reportClass = interval.definition().classes().reportClasses().get(i);
      records.add(record(interval, reportClass, reports.get(i)));
    }
    return records;
  }

  private byte[] record(IntervalRecord interval, ReportClass reportClass, ClassMeasurement m) {
    RecordBuilder record = new RecordBuilder(RecordType.ACTIVITY, product(interval));
    Section wms = control(interval, REPORT_CLASS, 1);
    named(wms, reportClass.name(), reportClass.description());
    record.add(wms);
    Section scs = Section.empty(SCS).put("CPER", 1);
    service(scs, interval, m);
    samples(scs, "report " + m.serviceClass(), interval, m);
    record.add(scs);
    return record.build(interval.endEpochMillis(), interval.status().host());
  }

  private byte[] record(IntervalRecord interval, int first, int periods) {
    ServiceClass serviceClass = interval.definition().serviceClasses().get(first);
    RecordBuilder record = new RecordBuilder(RecordType.ACTIVITY, product(interval));
    record.add(control(interval, serviceClass, periods));
    group(interval, serviceClass, record);
    List<Section> rows = new ArrayList<>();
    for (int period = 1; period <= periods; period++) {
      record.add(period(interval, first + period - 1, period, rows));
    }
    if (!rows.isEmpty()) {
      record.add(row(BOUND_PERCENT));
      rows.forEach(record::add);
    }
    return record.build(interval.endEpochMillis(), interval.status().host());
  }

  static Section product(IntervalRecord interval) {
    ZonedDateTime start = Instant.ofEpochMilli(interval.startEpochMillis()).atZone(ZoneOffset.UTC);
    long length = interval.endEpochMillis() - interval.startEpochMillis();
    return Section.empty(HeaderLayouts.RMF_PRODUCT)
        .put("PRD", "OPENWLM")
        .putPacked("IST", start.getHour() * 10_000L + start.getMinute() * 100L + start.getSecond())
        .putPacked("DAT", start.getYear() % 100 * 1000L + start.getDayOfYear())
        .putPacked("INT", length / 60_000 * 100_000 + length % 60_000)
        .put("SAM", interval.samples())
        .putPacked("CYC", interval.status().samplingMillis())
        .putBits("SRL", new byte[] {(byte) 0x8f})
        .putClock("IET", interval.endEpochMillis())
        .put("OIL", length / 1000)
        .putClock("GIE", interval.endEpochMillis())
        .put("XNM", "LOCAL")
        .put("SNM", interval.status().host());
  }

  private static Section control(IntervalRecord interval, ServiceClass c, int periods) {
    String workload =
        interval.definition().classes().workloads().stream()
            .filter(w -> w.name().equals(c.workload()))
            .map(w -> w.description())
            .findFirst()
            .orElse("");
    Section wms = control(interval, c.attributes().cpuCritical() ? CPU_CRITICAL : 0, periods);
    named(wms, c.name(), c.description());
    return wms.put("MWNM", c.workload()).put("MWDE", Names.described(c.workload(), workload));
  }

  private static void named(Section wms, String name, String description) {
    wms.put("MCNM", name).put("MCDE", Names.described(name, description));
  }

  private static Section control(IntervalRecord interval, int flags, int periods) {
    Coefficients coefficients = interval.definition().parameters().coefficients();
    String policy = interval.status().policy();
    return Section.empty(WMS)
        .putBits("MSCF", new byte[] {(byte) flags})
        .put("MNSP", policy)
        .put("MDSP", Names.described(policy, ""))
        .putClock("MTPA", interval.status().policySinceEpochMillis())
        .put("MCPU", scaled(coefficients.cpu()))
        .put("MIOC", scaled(coefficients.ioc()))
        .put("MMSO", scaled(coefficients.mso()))
        .put("MSRB", scaled(coefficients.srb()))
        .put("MTVL", interval.status().samplingMillis())
        .put("MTV#", interval.samples())
        .put("MCPG", periods)
        .put("MADJ", ADJUSTMENT)
        .put("MIDN", interval.definition().name())
        .put(
            "MIDD",
            Names.described(interval.definition().name(), interval.definition().description()));
  }

  private static long scaled(BigDecimal coefficient) {
    return coefficient.movePointRight(4).longValue();
  }

  private static void group(IntervalRecord interval, ServiceClass c, RecordBuilder record) {
    for (ResourceGroup g : interval.definition().classes().resourceGroups()) {
      if (g.name().equals(c.attributes().resourceGroup())) {
        CapacityLimits limits = g.limits();
        record.add(
            Section.empty(RGS)
                .put("GGNM", g.name())
                .put("GGDE", Names.described(g.name(), g.description()))
                .putBits("GGLT", new byte[] {(byte) limitFlags(limits)})
                .put("GGMN", limits.minimum() == null ? 0L : limits.minimum())
                .put("GGMX", limits.maximum() == null ? 0L : limits.maximum())
                .put(
                    "GGML",
                    limits.memoryLimitGigabytes() == null ? 0L : limits.memoryLimitGigabytes()));
        return;
      }
    }
  }

  private static int limitFlags(CapacityLimits limits) {
    int unit =
        switch (limits.type()) {
          case null -> 0;
          case CPU_SERVICE_UNITS -> 0;
          case PERCENT_OF_SHARE -> 0x20;
          case CPS_TIMES_100 -> 0x10;
          case ACCOUNTED_MSU -> 0x04;
        };
    return unit
        | (limits.maximum() == null ? 0 : 0x80)
        | (limits.minimum() == null ? 0 : 0x40)
        | (limits.memoryLimitGigabytes() == null ? 0 : 0x08)
        | (limits.includeSpecialtyProcessors() ? 0x02 : 0);
  }

  private Section period(IntervalRecord interval, int index, int number, List<Section> rows) {
    ServiceClass c = interval.definition().serviceClasses().get(index);
    ServiceClassPeriod period = c.periods().getFirst();
    ClassMeasurement m = interval.measurement().classes().get(index);
    GoalFields goal = GoalFields.of(period.goal());
    Section scs = Section.empty(SCS);
    scs.put("CPER", number)
        .putBits("CRTF", new byte[] {goal.time() ? MILLISECONDS : 0})
        .putBits("CRGF", new byte[] {(byte) goal.flag()})
        .put("CVAL", goal.value())
        .put("CPCT", goal.percentile())
        .put("CIMP", period.importance().level())
        .put("CDUR", period.duration() == null ? 0L : period.duration())
        .put("CRCP", m.completions())
        .put("RTDM", goal.time() ? goal.value() : 0L);
    service(scs, interval, m);
    samples(scs, c.name(), interval, m);
    ResponseTimeDistribution ended = m.transactions().ended();
    if (ended != null) {
      rows.add(row(ended.rmfCounts()));
      scs.put("CRTX", rows.size())
          .put("CTET", ended.sumNanos() / UNIT_NANOS)
          .put("CETS", ended.sumSquares() / UNIT_NANOS / UNIT_NANOS);
    }
    return scs;
  }

  private static void service(Section scs, IntervalRecord interval, ClassMeasurement m) {
    Coefficients c = interval.definition().parameters().coefficients();
    double perNano = ServiceUnits.PER_CPU_SECOND / 1e9;
    double system = Math.min(m.usageNanos(), m.consumption().systemNanos()) * perNano;
    double user = m.usageNanos() * perNano - system;
    double io = m.consumption().ioOperations() * c.ioc().doubleValue();
    double all = m.consumption().serviceUnits();
    double cpu = user * c.cpu().doubleValue();
    double srb = system * c.srb().doubleValue();
    scs.put("CSRV", all)
        .put("CCPU", cpu)
        .put("CIOC", io)
        .put("CMSO", c.mso().signum() == 0 ? 0 : Math.max(0, all - cpu - srb - io))
        .put("CSRB", srb)
        .put("CIRC", m.consumption().ioOperations());
  }

  private void samples(Section scs, String name, IntervalRecord interval, ClassMeasurement m) {
    double sample = Math.max(1, interval.status().samplingMillis()) * 1e6;
    UsingDelay d = m.usingDelay();
    long using = carry.whole(name + " use", d.usingNanos() / sample);
    long cpu = carry.whole(name + " cpu", d.cpuDelayNanos() / sample);
    long cap = carry.whole(name + " cap", d.capDelayNanos() / sample);
    long memory = carry.whole(name + " memory", d.memoryDelayNanos() / sample);
    long queue = carry.whole(name + " queue", d.queueDelayNanos() / sample);
    long io = carry.whole(name + " io", d.ioDelayNanos() / sample);
    long idle = carry.whole(name + " idle", m.idleNanos() / sample);
    long busy = using + cpu + cap + memory + queue + io;
    scs.put("CCUS", using)
        .put("CTOU", using)
        .put("CTOT", cpu + cap + memory + queue)
        .put("CCDE", cpu)
        .put("CCCA", cap)
        .put("CAPR", memory)
        .put("CQ", queue)
        .put("CIOD", io)
        .put("CIDL", idle)
        .put("CNDI", busy)
        .put("CTSA", (double) (busy + idle));
  }

  private static Section row(long[] counts) {
    Section row = Section.empty(RTS);
    for (int i = 0; i < counts.length; i++) {
      row.put("B" + (i + 1), counts[i]);
    }
    return row;
  }

  private static Section row(int[] percents) {
    long[] values = new long[percents.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = percents[i];
    }
    return row(values);
  }
}
