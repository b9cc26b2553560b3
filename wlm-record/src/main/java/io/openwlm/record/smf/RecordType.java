package io.openwlm.record.smf;

import static io.openwlm.record.smf.ActivityLayouts.DNS;
import static io.openwlm.record.smf.ActivityLayouts.RGS;
import static io.openwlm.record.smf.ActivityLayouts.RTS;
import static io.openwlm.record.smf.ActivityLayouts.SCS;
import static io.openwlm.record.smf.ActivityLayouts.SSS;
import static io.openwlm.record.smf.ActivityLayouts.WMS;
import static io.openwlm.record.smf.ActivityLayouts.WRS;

import java.util.List;
import java.util.Optional;

/** The kinds of records that OpenWLM writes, with their sections in the order of their triplets. */
public enum RecordType {
  ACTIVITY(72, 3, "workload activity"),
  SYSTEM(99, 1, "system and trace"),
  DETAIL(99, 2, "period detail"),
  SUMMARY(99, 6, "period summary"),
  DOCUMENT(99, 255, "text"),
  POLICY_CHANGE(90, 200, "policy change"),
  MODE_CHANGE(90, 201, "mode change"),
  RESTORED(90, 202, "restore");

  private final int type;
  private final int subtype;
  private final String title;

  RecordType(int type, int subtype, String title) {
    this.type = type;
    this.subtype = subtype;
    this.title = title;
  }

  /** The SMF record type: 72, 90 or 99. */
  public int type() {
    return type;
  }

  public int subtype() {
    return subtype;
  }

  /** A few words for people. */
  public String title() {
    return title;
  }

  /** Behind the product section. */
  public List<Layout> sections() {
    return switch (this) {
      case ACTIVITY -> List.of(WMS, SSS, RGS, SCS, RTS, WRS, DNS);
      case SYSTEM -> List.of(DecisionLayouts.SS, DecisionLayouts.AAT, DecisionLayouts.RG);
      case DETAIL -> List.of(DecisionLayouts.PD);
      case SUMMARY -> List.of(DecisionLayouts.PS);
      case DOCUMENT -> List.of(DecisionLayouts.DOC, DecisionLayouts.DATA);
      case POLICY_CHANGE, MODE_CHANGE, RESTORED -> List.of(DecisionLayouts.PC);
    };
  }

  public Layout product() {
    return this == ACTIVITY ? HeaderLayouts.RMF_PRODUCT : HeaderLayouts.PRODUCT;
  }

  /** Where the first section may start: behind the last triplet. */
  int headerLength() {
    return SmfRecord.TRIPLETS + SmfRecord.TRIPLET_LENGTH * (1 + sections().size());
  }

  public static Optional<RecordType> of(int type, int subtype) {
    for (RecordType each : values()) {
      if (each.type == type && each.subtype == subtype) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
