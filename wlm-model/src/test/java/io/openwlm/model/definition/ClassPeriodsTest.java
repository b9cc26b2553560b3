package io.openwlm.model.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassPeriodsTest {
  private static final ServiceClassPeriod FIRST =
      new ServiceClassPeriod(new Goal.VelocityGoal(60), new Importance(2), 100L);
  private static final ServiceClassPeriod SECOND =
      new ServiceClassPeriod(new Goal.VelocityGoal(30), new Importance(4), 900L);
  private static final ServiceClassPeriod LAST =
      new ServiceClassPeriod(new Goal.DiscretionaryGoal(), Importance.DISCRETIONARY, null);

  @Test
  void eachPeriodBecomesAClassBesideTheFirst() {
    List<ServiceClass> classes =
        inForce(plain("A"), threePeriods("B", "/wlm/b", Placement.MOVE), plain("C"));
    assertThat(classes).extracting(ServiceClass::name).containsExactly("A", "B", "B.2", "B.3", "C");
    assertThat(classes)
        .extracting(c -> String.valueOf(c.cgroup()))
        .containsExactly("null", "/wlm/b", "/wlm/b.period2", "/wlm/b.period3", "null");
    assertThat(classes.get(2).goal()).isEqualTo(new Goal.VelocityGoal(30));
    assertThat(classes.get(2).importance()).isEqualTo(new Importance(4));
    assertThat(classes.get(2).periods()).containsExactly(SECOND, LAST);
    assertThat(classes.get(3).importance()).isEqualTo(Importance.DISCRETIONARY);
    assertThat(classes).extracting(ServiceClass::period).containsExactly(1, 1, 2, 3, 1);
  }

  @Test
  void countsThePeriodsOfAClassFromItsFirst() {
    List<ServiceClass> classes =
        inForce(
            plain("A"),
            threePeriods("B", "/wlm/b", Placement.MOVE),
            threePeriods("C", "/wlm/c", Placement.MOVE));
    assertThat(List.of(0, 1, 2, 3, 4, 5, 6))
        .extracting(i -> ClassPeriods.count(classes, i))
        .containsExactly(1, 3, 0, 0, 3, 0, 0);
  }

  @Test
  void aClassThatIsNotMovedStaysAsItIs() {
    ServiceClass inPlace = threePeriods("B", "/wlm/b", Placement.IN_PLACE);
    assertThat(inForce(inPlace)).containsExactly(inPlace);
  }

  @Test
  void aClassStaysAsItIsWhereAnotherHasTheNameOrTheGroupOfAPeriod() {
    ServiceClass periods = threePeriods("B", "/wlm/b", Placement.MOVE);
    ServiceClass sameName = plain("B.3");
    assertThat(inForce(periods, sameName)).containsExactly(periods, sameName);
    ServiceClass sameGroup = bound("X", "/wlm/b.period2");
    assertThat(inForce(periods, sameGroup)).containsExactly(periods, sameGroup);
    ServiceClass below = bound("X", "/wlm/b.period2/x");
    assertThat(inForce(periods, below)).containsExactly(periods, below);
  }

  @Test
  void aPolicyMayGiveOrTakePeriods() {
    ServiceClass one = bound("B", "/wlm/b", Placement.MOVE);
    ServicePolicy night =
        new ServicePolicy(
            "NIGHT",
            "",
            ChangeHistory.NONE,
            List.of(
                new ServicePolicy.ClassOverride("B", List.of(FIRST, LAST), null, null, null, null)),
            List.of(),
            List.of());
    ServiceDefinition base = definition(one);
    ServiceDefinition both =
        new ServiceDefinition(
            base.header(),
            List.of(ServicePolicy.DEFAULT, night),
            base.classes(),
            base.classification(),
            base.parameters(),
            base.environments(),
            base.host(),
            base.foreign());
    assertThat(ActivePolicy.of(both, "DEFAULT").effective().serviceClasses()).hasSize(1);
    assertThat(ActivePolicy.of(both, "NIGHT").effective().serviceClasses())
        .extracting(ServiceClass::name)
        .containsExactly("B", "B.2");
  }

  private static List<ServiceClass> inForce(ServiceClass... classes) {
    return ActivePolicy.first(definition(classes)).effective().serviceClasses();
  }

  private static ServiceDefinition definition(ServiceClass... classes) {
    return ServiceDefinition.ofHost(
        DefinitionHeader.of("T", ""), HostSettings.DEFAULT, List.of(classes), List.of(), null);
  }

  private static ServiceClass plain(String name) {
    return ServiceClass.of(
        name, "", new Goal.DiscretionaryGoal(), Importance.DISCRETIONARY, HostBinding.NONE);
  }

  private static ServiceClass bound(String name, String group) {
    return bound(name, group, Placement.IN_PLACE);
  }

  private static ServiceClass bound(String name, String group, Placement placement) {
    return ServiceClass.of(
        name,
        "",
        new Goal.DiscretionaryGoal(),
        Importance.DISCRETIONARY,
        new HostBinding(WeightRange.DEFAULT, new CgroupPath(group), placement, List.of()));
  }

  private static ServiceClass threePeriods(String name, String group, Placement placement) {
    return bound(name, group, placement)
        .with(
            new ServiceClass.Attributes(
                List.of(FIRST, SECOND, LAST),
                null,
                false,
                IoPriorityGroup.NORMAL,
                HonorPriority.DEFAULT));
  }
}
