package io.openwlm.core.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.core.adjust.ControlStrategy.Outcome;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.Bottleneck;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.UsingDelay;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two CPUs; ONLINE waits for something that cannot be helped, and for more than that. */
class OtherDelaysTest {
  private static final ServiceDefinition TWO =
      Cases.definition(
          Cases.velocity("ONLINE", 1, 1, 10_000), Cases.velocity("BATCH", 5, 1, 10_000));

  private final AdaptiveStrategy strategy = new AdaptiveStrategy();
  private AdaptiveState state = strategy.initial(2, true);

  private static UsingDelay delay(double using, double cpu, double cap, double io, double queue) {
    return new UsingDelay(nanos(using), nanos(cpu), nanos(cap), nanos(io), 0, nanos(queue));
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * Cases.SECOND);
  }

  private Outcome<AdaptiveState> decide(int interval, UsingDelay online, Seen batch) {
    double used = online.usingNanos() / 1e9;
    Situation s =
        Cases.situation(
            TWO,
            interval * 10 * Cases.SECOND,
            new int[] {100, 100},
            new Seen(2, used, online.cpuDelayNanos() / 1e9),
            batch);
    List<ClassMeasurement> measured = new ArrayList<>(s.measurement().classes());
    ClassMeasurement m = measured.getFirst();
    measured.set(
        0,
        new ClassMeasurement(
            m.serviceClass(),
            m.presence(),
            m.processes(),
            m.intervalNanos(),
            m.consumption(),
            online,
            m.pressure(),
            m.transactions()));
    IntervalMeasurement now =
        new IntervalMeasurement(
            s.measurement().endNanos() - Cases.SECOND,
            s.measurement().endNanos(),
            measured,
            2,
            0.5);
    Outcome<AdaptiveState> outcome =
        strategy.decide(
            interval,
            new Situation(TWO, now, s.report(), s.kernel(), s.blocked(), "schedstat", false),
            state);
    state = outcome.state();
    return outcome;
  }

  private static Refusal skipOf(Outcome<AdaptiveState> outcome) {
    return outcome.decision().skips().stream()
        .filter(s -> s.serviceClass().equals("ONLINE"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatCannotBeHelpedDoesNotHideTheNextDelay() {
    Adjustment move =
        decide(1, delay(0.5, 1, 0, 1.1, 0), new Seen(0.4, 1.4, 4))
            .decision()
            .adjustments()
            .getFirst();
    assertThat(move.reason()).isEqualTo(ReasonCode.GOAL_MISSED);
    Bottleneck where = Objects.requireNonNull(move.bottleneck());
    assertThat(where.ioDelay()).isGreaterThan(where.cpuDelay());
    assertThat(move.changes())
        .extracting(WeightChange::serviceClass)
        .containsExactly("ONLINE", "BATCH");
  }

  @Test
  void theRecordTellsAllThatWasTried() {
    Refusal skip = skipOf(decide(1, delay(0.5, 1, 0, 1.1, 0), new Seen(0.4, 0, 0)));
    assertThat(skip.reason()).isEqualTo(ReasonCode.IO_NOT_MANAGED);
    assertThat(skip.detail()).isEqualTo("tried a CPU as well: NO_DONOR");
    assertThat(skip.candidates()).extracting(Refusal::serviceClass).containsExactly("BATCH");
  }

  @Test
  void noWeightIsTakenForWorkThatItsOwnLimitHoldsBack() {
    Outcome<AdaptiveState> outcome = decide(1, delay(0.5, 1, 1.1, 0, 0), new Seen(0.4, 1.4, 4));
    assertThat(skipOf(outcome).reason()).isEqualTo(ReasonCode.CAPPED);
    assertThat(outcome.weights()).containsExactly(100, 100);
  }

  @Test
  void aGoalMissedForAnyReasonIsFlaggedAfterAWhile() {
    for (UsingDelay online :
        List.of(delay(0.5, 0, 0, 1.1, 0), delay(0.5, 0, 1.1, 0, 0), delay(0.5, 0, 0, 0, 1.1))) {
      state = strategy.initial(2, true);
      for (int k = 1; k <= 4; k++) {
        assertThat(skipOf(decide(k, online, new Seen(0.4, 1.4, 4))).reason())
            .isNotEqualTo(ReasonCode.GOAL_UNREACHABLE);
      }
      Refusal fifth = skipOf(decide(5, online, new Seen(0.4, 1.4, 4)));
      assertThat(fifth.reason()).isEqualTo(ReasonCode.GOAL_UNREACHABLE);
      assertThat(fifth.detail()).contains("a goal within reach: velocity 22; waits for ");
    }
  }
}
