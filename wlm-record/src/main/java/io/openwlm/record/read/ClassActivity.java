package io.openwlm.record.read;

import static io.openwlm.record.smf.ActivityLayouts.RGS;
import static io.openwlm.record.smf.ActivityLayouts.RTS;
import static io.openwlm.record.smf.ActivityLayouts.SCS;
import static io.openwlm.record.smf.ActivityLayouts.WMS;

import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.Section;
import io.openwlm.record.smf.SmfRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of type 72 subtype 3, decoded: what a service class or a report class did in one
 * interval.
 *
 * @param isReport true for a report class, which has one period without a goal
 * @param endEpochMillis end of the interval
 * @param seconds length of the interval
 * @param looks at the machine in the interval
 * @param group its resource group in words; empty if none
 */
public record ClassActivity(
    boolean isReport,
    long endEpochMillis,
    double seconds,
    long looks,
    Names names,
    String group,
    List<Period> periods) {
  private static final double UNIT_SECONDS = 0.001024;
  private static final double SCALE = 10_000;
  private static final int REPORT_CLASS = 0x80;

  /** Names as the record has them; whole ones, as far as its fields are long enough. */
  public record Names(
      String system,
      String policy,
      String definition,
      String workload,
      String serviceClass,
      String description) {}

  /** One period. */
  public record Period(int number, PeriodGoal goal, Counters counters) {}

  public static ClassActivity of(SmfRecord record) throws BadRecord {
    Section product = record.product();
    Section wms = record.section(WMS);
    long length = product.packed("INT");
    if (length < 0) {
      throw new BadRecord("its interval has no length");
    }
    double seconds = length / 100_000 * 60 + length % 100_000 / 1000.0;
    List<Section> rows = record.sections(RTS);
    List<Period> periods = new ArrayList<>();
    for (Section scs : record.sections(SCS)) {
      periods.add(period(wms, scs, rows, seconds));
    }
    List<Section> groups = record.sections(RGS);
    long end = product.clock("IET");
    return new ClassActivity(
        (wms.number("MSCF") & REPORT_CLASS) != 0,
        end > 0 ? end : record.epochMillis(),
        seconds,
        product.number("SAM"),
        new Names(
            product.text("SNM"),
            whole(wms, "MNSP", "MDSP"),
            whole(wms, "MIDN", "MIDD"),
            whole(wms, "MWNM", "MWDE"),
            whole(wms, "MCNM", "MCDE"),
            wms.text("MCDE")),
        groups.isEmpty() ? "" : group(groups.getFirst()),
        periods);
  }

  /** A name of more than 8 characters stands whole in its description. */
  private static String whole(Section section, String name, String description) {
    String small = section.text(name);
    String text = section.text(description);
    return small.length() == 8 && text.length() > 8 && text.startsWith(small) ? text : small;
  }

  private static Period period(Section wms, Section scs, List<Section> rows, double seconds)
      throws BadRecord {
    int row = (int) scs.number("CRTX");
    if (row > 0 && row >= rows.size()) {
      throw new BadRecord("its response times are missing");
    }
    PeriodGoal goal =
        new PeriodGoal(
            (int) scs.number("CRGF"),
            scs.number("CVAL"),
            (int) scs.number("CPCT"),
            (int) scs.number("CIMP"),
            scs.number("CDUR"));
    return new Period((int) scs.number("CPER"), goal, counters(wms, scs, rows, row, seconds));
  }

  private static Counters counters(
      Section wms, Section scs, List<Section> rows, int row, double seconds) {
    List<Long> buckets = new ArrayList<>();
    for (int i = 1; row > 0 && i <= RTS.fields().size(); i++) {
      buckets.add(rows.get(row).number("B" + i));
    }
    return new Counters(
        seconds,
        scs.real("CSRV"),
        cpuSeconds(wms, scs.real("CCPU"), "MCPU") + cpuSeconds(wms, scs.real("CSRB"), "MSRB"),
        scs.number("CIRC"),
        scs.number("CRCP"),
        scs.real("CTET") * UNIT_SECONDS,
        scs.real("CETS") * UNIT_SECONDS * UNIT_SECONDS,
        new Counters.Samples(
            scs.number("CCUS"),
            scs.number("CCDE"),
            scs.number("CCCA"),
            scs.number("CAPR"),
            scs.number("CQ"),
            scs.number("CIOD"),
            scs.number("CIDL")),
        buckets);
  }

  /** Service units x adjustment / (16 000 000 x coefficient), as on z/OS. */
  private static double cpuSeconds(Section wms, double units, String coefficient) {
    double weight = wms.number(coefficient) / SCALE;
    return weight <= 0 ? 0 : units * wms.number("MADJ") / (16e6 * weight);
  }

  private static String group(Section rgs) {
    long flags = rgs.number("GGLT");
    String unit =
        (flags & 0x20) != 0
            ? " % of share"
            : (flags & 0x10) != 0 ? " CPs x 100" : (flags & 0x04) != 0 ? " MSU" : " SU/s";
    StringBuilder text = new StringBuilder(whole(rgs, "GGNM", "GGDE"));
    if ((flags & 0x40) != 0) {
      text.append(", min ").append(rgs.number("GGMN")).append(unit);
    }
    if ((flags & 0x80) != 0) {
      text.append(", max ").append(rgs.number("GGMX")).append(unit);
    }
    if ((flags & 0x08) != 0) {
      text.append(", memory ").append(rgs.number("GGML")).append(" GB");
    }
    return text.toString();
  }
}
