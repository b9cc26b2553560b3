package io.openwlm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.record.write.IntervalFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Types 99 and 90 by the offsets of docs/records.md alone. */
class DecisionLayoutTest {
  private static final List<IntervalRecord> INTERVALS = Intervals.small();

  private static List<IndependentDecoder> records(IntervalRecord interval, int type, int subtype) {
    List<IndependentDecoder> found = new ArrayList<>();
    for (byte[] bytes : new IntervalFormatter().records(interval)) {
      IndependentDecoder decoder = new IndependentDecoder(bytes);
      if (decoder.type() == type && decoder.subtype() == subtype) {
        found.add(decoder);
      }
    }
    return found;
  }

  @Test
  void summaryHasGoalImportanceAndIndexOfEachPeriod() {
    for (IntervalRecord interval : INTERVALS) {
      IndependentDecoder d = records(interval, 99, 6).getFirst();
      int offset = (int) d.unsigned(36, 4);
      int length = (int) d.unsigned(40, 2);
      List<ServiceClass> classes = interval.definition().serviceClasses();
      assertThat(d.unsigned(42, 2)).isEqualTo(classes.size());
      for (int i = 0; i < classes.size(); i++) {
        int at = offset + i * length;
        ClassPerformance p = interval.report().classes().get(i);
        assertThat(classes.get(i).name()).startsWith(d.text(at, 8));
        assertThat(d.unsigned(at + 8, 2)).isEqualTo(1);
        assertThat(d.unsigned(at + 10, 1)).isEqualTo(i == 0 ? 1 : 4);
        assertThat(d.unsigned(at + 11, 1)).isEqualTo(i == 0 ? 90 : 0);
        assertThat(d.unsigned(at + 20, 4)).isEqualTo(i == 0 ? 50 : 0);
        assertThat(d.unsigned(at + 24, 2)).isEqualTo(i == 0 ? 1 : 6);
        long index = Math.round(p.performanceIndex().orElse(0) * 100);
        assertThat(d.unsigned(at + 30, 4)).isEqualTo(index);
        assertThat(d.unsigned(at + 34, 4)).isEqualTo(index);
        assertThat(d.unsigned(at + 38, 4)).isEqualTo(interval.settings().get(i).cpuWeight());
      }
    }
  }

  @Test
  void detailHasTimesInMicroseconds() {
    IntervalRecord interval = INTERVALS.get(2);
    IndependentDecoder d = records(interval, 99, 2).getFirst();
    int at = (int) d.unsigned(36, 4);
    var m = interval.measurement().classes().getFirst();
    assertThat(d.unsigned(at + 44, 8)).isEqualTo(m.usageNanos() / 1000);
    assertThat(d.unsigned(at + 52, 8)).isEqualTo(m.usingNanos() / 1000);
    assertThat(d.unsigned(at + 60, 8)).isEqualTo(m.cpuDelayNanos() / 1000);
    assertThat(d.unsigned(at + 104, 4)).isEqualTo(m.completions());
    assertThat(d.unsigned(at + 108, 4)).isEqualTo(m.inFlight());
  }

  @Test
  void traceHasEachChangeWithItsReason() {
    IntervalRecord interval =
        INTERVALS.stream()
            .filter(r -> r.decisions().stream().anyMatch(x -> !x.changes().isEmpty()))
            .findFirst()
            .orElseThrow();
    DecisionStatus decision = interval.decisions().getFirst();
    IndependentDecoder d = records(interval, 99, 1).getFirst();
    int state = (int) d.unsigned(36, 4);
    assertThat(d.unsigned(state, 4)).isEqualTo(2); // CPUs
    assertThat(d.unsigned(state + 24, 4)).isEqualTo(interval.decisions().size());
    int at = (int) d.unsigned(44, 4);
    int length = (int) d.unsigned(48, 2);
    for (DecisionStatus.Change change : decision.changes()) {
      assertThat(d.unsigned(at, 2)).isEqualTo(20002); // INITIAL_FROM_DEMAND
      assertThat(d.unsigned(at + 2, 1)).isEqualTo(2); // first weights
      assertThat(change.serviceClass()).startsWith(d.text(at + 4, 8));
      assertThat(d.unsigned(at + 14, 1)).isEqualTo(1); // CPU weight
      assertThat(d.unsigned(at + 16, 8)).isEqualTo(change.from());
      assertThat(d.unsigned(at + 24, 8)).isEqualTo(change.to());
      assertThat(d.unsigned(at + 36, 8)).isEqualTo(decision.id());
      assertThat(d.clockMillis(at + 44)).isEqualTo(decision.atEpochMillis());
      at += length;
    }
    int group = (int) d.unsigned(52, 4);
    assertThat(d.text(group, 8)).isEqualTo("GROUP");
    assertThat(d.unsigned(group + 20, 8)).isEqualTo(150);
  }

  @Test
  void whatPeopleDoIsOfType90() {
    IntervalRecord interval = INTERVALS.getFirst();
    String hostile = "by e\u0000vil\u001b[2J, " + "long ".repeat(50);
    List<DecisionStatus> acts =
        List.of(event(7, "POLICY", hostile), event(8, "MODE", "by me"), event(9, "RESTORE", ""));
    IntervalRecord changed =
        new IntervalRecord(
            interval.status(),
            interval.definition(),
            interval.startEpochMillis(),
            interval.endEpochMillis(),
            interval.samples(),
            interval.measurement(),
            interval.report(),
            interval.settings(),
            acts);
    for (int i = 0; i < acts.size(); i++) {
      IndependentDecoder d = records(changed, 90, 200 + i).getFirst();
      int at = (int) d.unsigned(36, 4);
      assertThat(d.text(at, 8)).isEqualTo("DEFAULT");
      assertThat(d.clockMillis(at + 8)).isEqualTo(1_795_278_733_000L);
      assertThat(d.text(at + 16, 8)).isEqualTo(i == 0 ? "simulato" : "");
      assertThat(d.text(at + 32, 8)).isEqualTo("SMALL-DE");
      assertThat(d.text(at + 40, 16)).isEqualTo(acts.get(i).act());
      assertThat(d.unsigned(at + 56, 2)).isEqualTo(20013);
      assertThat(d.unsigned(at + 58, 8)).isEqualTo(7 + i);
    }
  }

  private static DecisionStatus event(long id, String act, String detail) {
    return new DecisionStatus(
        id,
        1,
        1_795_278_733_000L,
        act,
        "",
        "OPERATOR",
        "",
        "",
        null,
        "",
        DecisionStatus.Where.UNKNOWN,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        detail);
  }
}
