package io.openwlm.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.environment.WorkOverrides;
import io.openwlm.core.environment.WorkOverrides.Member;
import io.openwlm.core.environment.WorkOverrides.Seen;
import io.openwlm.core.port.OperatorControl.Outcome;
import io.openwlm.core.port.OperatorControl.ResetRequest;
import io.openwlm.core.port.OperatorControl.ResetTarget;
import io.openwlm.core.port.WorkUnits;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.WeightRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResetOrderTest {
  private static final int OWN_PID = 77;

  private final WorkOverrides overrides = new WorkOverrides();
  private final ServiceDefinition definition =
      Cases.definition(
          Cases.velocity("WEB", 1, 1, 100), moved("BATCH", 3), moved("LOW", 5), moved("MIDDLE", 4));
  private final WorkUnits units =
      new WorkUnits() {
        @Override
        public Optional<WorkUnit> find(int pid) {
          return pid > 100 ? Optional.empty() : Optional.of(unit(pid));
        }

        @Override
        public List<WorkUnit> named(String job) {
          return switch (job) {
            case "one" -> List.of(unit(10));
            case "two" -> List.of(unit(20), unit(21));
            default -> List.of();
          };
        }
      };

  /** Classification leaves process 50 alone. */
  private final ResetOrder order =
      new ResetOrder(
          units,
          overrides,
          work -> work.pid() == 50 ? Optional.empty() : Optional.of("WEB"),
          OWN_PID);

  private static WorkUnits.WorkUnit unit(int pid) {
    WorkAttributes work = WorkAttributes.of(SubsystemType.OMVS, pid, Map.of());
    return new WorkUnits.WorkUnit(pid, 7, "job", work);
  }

  private static ServiceClass moved(String name, int importance) {
    return ServiceClass.of(
        name,
        "",
        new Goal.VelocityGoal(10),
        new Importance(importance),
        new HostBinding(
            new WeightRange(1, 100), new CgroupPath("/wlm/" + name), Placement.MOVE, List.of()));
  }

  private Outcome reset(String job, int pid, ResetTarget target) {
    return switch (order.find(new ResetRequest(job, pid, target))) {
      case ResetOrder.Found.Not(var outcome) -> outcome;
      case ResetOrder.Found.Unit(var unit) -> {
        Outcome outcome = order.carryOut(unit, target, definition, "ann", 1).outcome();
        look();
        yield outcome;
      }
    };
  }

  /** Process 11 is a child of 10. */
  private void look() {
    overrides.look(
        List.of(
            new Seen(new Member(10, 7), 1, "/g"),
            new Seen(new Member(11, 7), 10, "/g"),
            new Seen(new Member(20, 7), 1, "/g")));
  }

  private Outcome quiesce(int pid) {
    return reset("", pid, new ResetTarget.Quiesce());
  }

  private static String reason(Outcome outcome) {
    return outcome instanceof Outcome.Refused(String reason) ? reason : "NOT REFUSED: " + outcome;
  }

  @Test
  void sendsWorkIntoAClassThatTakesWork() {
    assertThat(reset("one", 0, new ResetTarget.IntoClass("BATCH")))
        .isEqualTo(new Outcome.Done("RESET INTO BATCH"));
    assertThat(overrides.classOf(new Member(10, 7))).isEqualTo("BATCH");
    assertThat(overrides.classOf(new Member(11, 7))).isEqualTo("BATCH");
  }

  @Test
  void quiescesIntoTheLeastImportantOne() {
    assertThat(quiesce(10)).isEqualTo(new Outcome.Done("QUIESCED INTO LOW"));
    assertThat(overrides.units().getFirst().quiesced()).isTrue();
  }

  @Test
  void refusesAClassThatTakesNoWorkOrIsNotThere() {
    assertThat(reason(reset("one", 0, new ResetTarget.IntoClass("WEB"))))
        .contains("NO PLACEMENT MOVE", "CLASSES THAT TAKE WORK: BATCH, LOW, MIDDLE");
    assertThat(reset("one", 0, new ResetTarget.IntoClass("NONE")))
        .isInstanceOf(Outcome.NoSuch.class);
    assertThat(overrides.isEmpty()).isTrue();
  }

  @Test
  void neverTouchesInitTheDaemonOrWhatIsNotManaged() {
    assertThat(reason(quiesce(1))).startsWith("PROCESS 1");
    assertThat(reason(quiesce(OWN_PID))).startsWith("THE DAEMON");
    assertThat(reason(quiesce(50))).startsWith("CLASSIFICATION LEAVES");
    assertThat(overrides.isEmpty()).isTrue();
  }

  @Test
  void aNameMustMeanOneProcess() {
    assertThat(reason(reset("two", 0, new ResetTarget.Quiesce()))).contains("20, 21");
    assertThat(reset("none", 0, new ResetTarget.Quiesce())).isInstanceOf(Outcome.NoSuch.class);
    assertThat(reset("two", 20, new ResetTarget.Quiesce())).isInstanceOf(Outcome.NoSuch.class);
    assertThat(reset("JOB", 20, new ResetTarget.Quiesce())).isInstanceOf(Outcome.Done.class);
    assertThat(quiesce(101)).isInstanceOf(Outcome.NoSuch.class);
  }

  @Test
  void resumeEndsTheOverrideOfTheProcessThatWasNamed() {
    assertThat(reset("", 10, new ResetTarget.Resume())).isInstanceOf(Outcome.Already.class);
    quiesce(10);
    assertThat(reason(reset("", 11, new ResetTarget.Resume()))).contains("UNIT OF PROCESS 10");
    assertThat(reset("", 10, new ResetTarget.Resume()))
        .isEqualTo(new Outcome.Done("RESUMED FROM LOW"));
    assertThat(overrides.classOf(new Member(11, 7))).isNull();
  }

  @Test
  void withoutAClassThatTakesWorkNothingCanBeQuiesced() {
    Outcome outcome =
        order
            .carryOut(
                unit(10),
                new ResetTarget.Quiesce(),
                Cases.definition(Cases.velocity("WEB", 1, 1, 100)),
                "ann",
                1)
            .outcome();
    assertThat(reason(outcome)).contains("NOWHERE TO GO");
  }
}
