package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.definition.ClassificationGroup.Member;
import io.openwlm.model.definition.ForeignElement;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HonorPriority;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ResourceGroupType;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy.ClassOverride;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the elements of the XML form mean, and where messages point. */
class XmlFormTest {
  private static final String GOAL =
      "<Goal><Velocity><Importance>3</Importance><Level>30</Level></Velocity></Goal>";

  private static String definition(String parts, String classParts) {
    return "<ServiceDefinition xmlns=\""
        + XmlSample.NAMESPACE
        + "\"><Name>D</Name><Level>038</Level><Workloads><Workload><Name>W</Name>"
        + "<ServiceClasses><ServiceClass><Name>C</Name>"
        + classParts
        + "</ServiceClass></ServiceClasses></Workload></Workloads>"
        + parts
        + "</ServiceDefinition>";
  }

  private static ServiceDefinition read(String parts, String classParts) {
    DefinitionResult result = DefinitionReader.read("d.xml", definition(parts, classParts));
    assertThat(result.errors()).isEmpty();
    return result.definition().orElseThrow();
  }

  private static ServiceDefinition read(String parts) {
    return read(parts, GOAL);
  }

  private static List<ClassificationRule> rules(String type, String rules) {
    String whole =
        "<Classifications><Classification><SubsystemType>"
            + type
            + "</SubsystemType><DefaultServiceClassName>C</DefaultServiceClassName>"
            + "<ClassificationRules>"
            + rules
            + "</ClassificationRules></Classification></Classifications>";
    return read(whole).classification().of(SubsystemType.of(type)).orElseThrow().rules();
  }

  private static String rule(String parts) {
    return "<ClassificationRule>" + parts + "</ClassificationRule>";
  }

  private static String on(String type, String value) {
    return "<QualifierType>"
        + type
        + "</QualifierType><QualifierValue>"
        + value
        + "</QualifierValue><ServiceClassName>C</ServiceClassName>";
  }

  @Test
  void readsPeriodsInTheirOrder() {
    List<ServiceClassPeriod> periods =
        read(
                "",
                "<Goal><PercentileResponseTime><Importance>2</Importance><Duration>0050</Duration>"
                    + "<ResponseTime>00:00:00.030</ResponseTime><Percentile>90</Percentile>"
                    + "</PercentileResponseTime><AverageResponseTime><Importance>3</Importance>"
                    + "<Duration>900</Duration><ResponseTime>01:02:03.004</ResponseTime>"
                    + "</AverageResponseTime><Discretionary/></Goal>")
            .serviceClasses()
            .getFirst()
            .periods();
    assertThat(periods)
        .containsExactly(
            new ServiceClassPeriod(
                new Goal.PercentileResponseTimeGoal(90, 30_000_000L, 60), new Importance(2), 50L),
            new ServiceClassPeriod(
                new Goal.AverageResponseTimeGoal(3_723_004_000_000L, 60), new Importance(3), 900L),
            new ServiceClassPeriod(new Goal.DiscretionaryGoal(), Importance.DISCRETIONARY, null));
  }

  @Test
  void readsResponseTimesExactly() {
    assertThat(XmlWords.duration("00:00:00.001")).isEqualTo("1ms");
    assertThat(XmlWords.duration("00:00:09.9999")).isEqualTo("9999.9ms");
    assertThat(XmlWords.duration("24:00:00")).isEqualTo("86400s");
    assertThat(XmlWords.duration("00:99:9999.5")).isEqualTo("15939.5s");
    assertThat(XmlWords.duration("soon")).isEqualTo("soon");
    assertThat(XmlWords.responseTime(86_400_000_000_000L)).isEqualTo("24:00:00.000");
    assertThat(XmlWords.responseTime(1_500_001L)).isEqualTo("00:00:00.002");
  }

  @Test
  void readsQualifiersGroupsAndStarts() {
    List<ClassificationRule> rules =
        rules(
            "DDF",
            rule(on("AccountingInformation", " LEAD  ") + "<Start>007</Start>")
                + rule(on("collectionname", "\n   Mixed\n  "))
                + rule(on("SubsystemInstance", "DB2%")));
    assertThat(rules)
        .extracting(r -> r.when().getFirst())
        .containsExactly(
            new Condition(QualifierType.AI, false, " LEAD", 7),
            Condition.of(QualifierType.CN, "Mixed"),
            Condition.of(QualifierType.SI, "DB2%"));
  }

  @Test
  void readsNestedRulesAndTheirColumns() {
    String inner =
        rule(
            "<QualifierType>Priority</QualifierType><QualifierValue>&lt;=5</QualifierValue>"
                + "<StorageCritical>Yes</StorageCritical><RegionGoal>Both</RegionGoal>"
                + "<ReportingAttribute>Mobile</ReportingAttribute><Boost>Yes</Boost>");
    ClassificationRule outer = rules("JES", rule(on("TransactionName", "PAY*") + inner)).getFirst();
    ClassificationRule.Assignment assignment = outer.rules().getFirst().assignment();
    assertThat(outer.rules().getFirst().when())
        .containsExactly(Condition.of(QualifierType.PRI, "<=5"));
    assertThat(assignment)
        .isEqualTo(
            new ClassificationRule.Assignment(
                null, null, true, RegionGoal.BOTH, ReportingAttribute.MOBILE, true));
  }

  @Test
  void readsClassificationGroups() {
    ServiceDefinition definition =
        read(
            "<ClassificationGroups><ClassificationGroup><Name>CRANES</Name>"
                + "<QualifierType>TransactionName</QualifierType><QualifierNames>"
                + "<QualifierName><Name>CR*</Name><Description>all</Description></QualifierName>"
                + "<QualifierName><Name>X1</Name><Start>3</Start></QualifierName>"
                + "</QualifierNames></ClassificationGroup></ClassificationGroups>"
                + "<Classifications><Classification><SubsystemType>osdi</SubsystemType>"
                + "<DefaultServiceClassName>C</DefaultServiceClassName><ClassificationRules>"
                + rule(on("TransactionNameGroup", "CRANES"))
                + "</ClassificationRules></Classification></Classifications>");
    assertThat(definition.classification().groups().getFirst().members())
        .containsExactly(new Member("CR*", "all", null), new Member("X1", "", 3));
    assertThat(
            definition
                .classification()
                .of(SubsystemType.of("OSDI"))
                .orElseThrow()
                .rules()
                .getFirst()
                .when())
        .containsExactly(new Condition(QualifierType.TN, true, "CRANES", null));
  }

  @Test
  void readsGroupTypesOfAllSpellings() {
    String groups =
        List.of("CPUServiceUnits", "PercentageLPARShare", "NumberCPsTimes100", "AccountedMSU")
            .stream()
            .map(t ->
                "<ResourceGroup><Name>"
                    + t.substring(0, 8)
                    + "</Name><Type>"
                    + t
                    + "</Type><CapacityMaximum>0</CapacityMaximum></ResourceGroup>")
            .reduce("", String::concat);
    assertThat(read("<ResourceGroups>" + groups + "</ResourceGroups>").classes().resourceGroups())
        .extracting(g -> g.limits().type())
        .containsExactly(ResourceGroupType.values());
  }

  @Test
  void readsLimitsOfOldLevelsAsServiceUnits() {
    String group = "<Name>RG</Name><Type/><CapacityMaximum>00900</CapacityMaximum>";
    var limits =
        read("<ResourceGroups><ResourceGroup>" + group + "</ResourceGroup></ResourceGroups>")
            .classes()
            .resourceGroups()
            .getFirst()
            .limits();
    assertThat(limits.type()).isEqualTo(ResourceGroupType.CPU_SERVICE_UNITS);
    assertThat(limits.maximum()).isEqualTo(900);
  }

  @Test
  void readsOverridesAndLeavesOutWhatIsAbsent() {
    ClassOverride override =
        read("<ServicePolicies><ServicePolicy><Name>P</Name><ServiceClassOverrides>"
                + "<ServiceClassOverride><ServiceClassName>C</ServiceClassName>"
                + "<HonorPriority>Default</HonorPriority><ResourceGroupName/>"
                + "</ServiceClassOverride></ServiceClassOverrides></ServicePolicy>"
                + "</ServicePolicies>")
            .policies()
            .getFirst()
            .classOverrides()
            .getFirst();
    assertThat(override)
        .isEqualTo(
            new ClassOverride(
                "C", null, ClassOverride.NO_GROUP, null, null, HonorPriority.DEFAULT));
  }

  @Test
  void readsWhoAndWhen() {
    var history =
        read(
                "",
                "<CreationDate>1900/01/01 00:00:00</CreationDate><CreationUser> IBMUSER  "
                    + "</CreationUser><ModificationDate>  </ModificationDate>"
                    + GOAL)
            .serviceClasses()
            .getFirst()
            .history();
    assertThat(history.createdAt()).isEqualTo(LocalDateTime.of(1900, 1, 1, 0, 0));
    assertThat(history.createdBy()).isEqualTo("IBMUSER");
    assertThat(history.modifiedAt()).isNull();
    assertThat(history.modifiedBy()).isNull();
  }

  @Test
  void keepsForeignPartsWithTheirPlace() {
    ServiceDefinition definition =
        read("<Tide a=\"1\">  <High>12:00</High> </Tide>", GOAL + "<Mast/>" + "<Sail>3</Sail>");
    assertThat(definition.foreign())
        .containsExactlyInAnyOrder(
            new ForeignElement(
                "/ServiceDefinition/Workloads/Workload[W]/ServiceClasses/ServiceClass[C]",
                "<Sail>3</Sail>"),
            new ForeignElement("/ServiceDefinition", "<Tide a=\"1\"><High>12:00</High></Tide>"));
  }

  @Test
  void pointsToTheValueInTheFile() {
    String text = "\n<!-- <Name> -->\n<ServiceDefinition>\r\n  <Name a=\">\">\n\tBAD NAME</Name>\n";
    DefinitionResult result = DefinitionReader.read("d.xml", text + "</ServiceDefinition>");
    Problem bad =
        result.errors().stream().filter(p -> p.code().equals("WLM0120E")).findFirst().orElseThrow();
    assertThat(bad.line()).isEqualTo(5);
    assertThat(bad.column()).isEqualTo(2);
    assertThat(bad.pointer()).isEqualTo("/service-definition/name");
  }

  @Test
  void acceptsNamespacesOfAllLevels() {
    for (String level : List.of("2000/09", "2006/09", "2022/05", "2031/11")) {
      String text = definition("", GOAL).replace("2022/05", level);
      DefinitionResult result = DefinitionReader.read("d.xml", text);
      assertThat(result.problems()).extracting(Problem::code).containsOnly("WLM0155W");
      String written = XmlWriter.write(result.definition().orElseThrow()).text();
      assertThat(written).contains("xmlns=\"http://www.ibm.com/xmlns/prod/zwlm/" + level + "/");
    }
  }
}
