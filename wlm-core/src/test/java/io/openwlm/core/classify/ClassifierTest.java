package io.openwlm.core.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.WorkClassifier;
import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationRules;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.RuleHits;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierTest {
  private static final String HOST =
      """
      service-definition:
        name: HOST
        service-classes:
          - { name: WEB, importance: 1, goal: { velocity: 60 }, cgroup: /wlm/web }
          - { name: CI, importance: 4, goal: { velocity: 20 }, cgroup: /wlm/ci }
          - { name: REST, goal: discretionary }
        classification:
          - when: { executable: /usr/sbin/nginx, user: www-% }
            service-class: WEB
          - when: { command: sshd }
            service-class: UNMANAGED
          - when: { user: ci* }
            service-class: CI
          - when: { pod-label: tier=web* }
            service-class: WEB
        default-service-class: REST
      """;
  private static final String MAINFRAME =
      """
      service-definition:
        name: PLEX
        service-classes:
          - { name: FAST, importance: 1, goal: { velocity: 80 } }
          - { name: BATCH, importance: 4, goal: { velocity: 20 } }
          - { name: PAYROLL, importance: 2, goal: { velocity: 40 } }
          - { name: LOW, goal: discretionary }
          - { name: TRANS, importance: 1, goal: { response-time: 300ms, percentile: 90 } }
        report-classes:
          - name: RBATCH
          - name: RPAY
        classification-groups:
          - name: CLERKS
            qualifier: UI
            members: [ANN, BOB%, { value: X9, start: 3 }]
        classification:
          JES:
            default: { service-class: BATCH, report-class: RBATCH }
            rules:
              - when: { TN: PAY* }
                service-class: PAYROLL
                storage-critical: true
                rules:
                  - when: { UIG: CLERKS }
                    report-class: RPAY
                    manage-region-by: region
                    rules:
                      - when: { PRI: ">=8" }
                        service-class: FAST
                        reporting-attribute: mobile
                        boost: true
                  - when: { TC: L }
                    service-class: LOW
              - when: { TN: "PAYROLL" }
                service-class: FAST
              - when: { AI: { value: DEPT12, start: 20 } }
                service-class: LOW
              - when: { AI: ACCT }
                report-class: RBATCH
          CICS:
            default: { service-class: TRANS }
          STC:
            rules:
              - when: { TN: TRIVIAL }
                report-class: RPAY
      """;
  private static final Classifier LINUX = new Classifier(definition(HOST));
  private static final Classifier PLEX = new Classifier(definition(MAINFRAME));

  private static ServiceDefinition definition(String text) {
    var result = DefinitionReader.read("host.yaml", text);
    return result.definition().orElseThrow(() -> new AssertionError(result.errors().toString()));
  }

  /** Work from words such as {@code TN=PAY1}. */
  private static WorkAttributes work(String subsystem, String... facts) {
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    for (String fact : facts) {
      int equals = fact.indexOf('=');
      known.put(
          QualifierType.lookup(fact.substring(0, equals)).orElseThrow(),
          fact.substring(equals + 1));
    }
    return WorkAttributes.of(SubsystemType.of(subsystem), 0, known);
  }

  private static String linuxClass(String... facts) {
    return LINUX.classify(work("OMVS", facts)).serviceClass();
  }

  @Test
  void firstMatchingRuleWinsOverTheCgroup() {
    assertThat(linuxClass("cgroup=/wlm/ci", "executable=/usr/sbin/nginx", "user=www-1"))
        .isEqualTo("WEB");
    assertThat(linuxClass("cgroup=/wlm/ci", "command=sshd", "user=ci")).isEqualTo("UNMANAGED");
    assertThat(linuxClass("cgroup=/wlm/web", "user=ci-bot")).isEqualTo("CI");
  }

  @Test
  void boundCgroupComesNextAndCountsWholeSegments() {
    assertThat(linuxClass("cgroup=/wlm/ci", "user=bob")).isEqualTo("CI");
    assertThat(linuxClass("cgroup=/wlm/ci/a/b", "user=bob")).isEqualTo("CI");
    assertThat(linuxClass("cgroup=/wlm/ci2", "user=bob")).isEqualTo("REST");
    assertThat(linuxClass("cgroup=/wlm", "user=bob")).isEqualTo("REST");
    assertThat(LINUX.classify(work("JES", "cgroup=/wlm/ci")).serviceClass()).isEqualTo("SYSOTHER");
  }

  @Test
  void oneOfSeveralLabelsIsEnough() {
    assertThat(linuxClass("pod-label=app=x\ntier=web2\na=b")).isEqualTo("WEB");
    assertThat(linuxClass("pod-label=app=tier=web\nxtier=web")).isEqualTo("REST");
  }

  @ParameterizedTest
  @CsvSource({
    "STC,,SYSSTC,system class",
    "STC,SPM=SYSTEM,SYSTEM,system class",
    "STC,SPM=SYSTEM2,SYSSTC,system class",
    "STC,TN=TRIVIAL,SYSSTC,STC 1",
    "OMVS,SPM=SYSTEM,SYSOTHER,system class",
    "TSO,UI=ANN,SYSOTHER,system class",
    "MINE,,SYSOTHER,system class",
    "CICS,,TRANS,default of CICS",
    "JES,,BATCH,default of JES"
  })
  void alwaysAnswers(String subsystem, @Nullable String fact, String serviceClass, String rule) {
    WorkClassification answer =
        PLEX.classify(fact == null ? work(subsystem) : work(subsystem, fact));
    assertThat(answer.serviceClass()).isEqualTo(serviceClass);
    assertThat(answer.rule()).isEqualTo(rule);
  }

  @Test
  void innerRulesRefineAndClassesAreInheritedApart() {
    WorkClassification outer = PLEX.classify(work("JES", "TN=PAY01", "UI=EVE"));
    assertThat(outer)
        .isEqualTo(
            new WorkClassification(
                "PAYROLL",
                2,
                "RBATCH",
                true,
                RegionGoal.TRANSACTION,
                ReportingAttribute.NONE,
                false,
                "JES 1"));
    WorkClassification inner = PLEX.classify(work("JES", "TN=PAY01", "UI=BOB", "TC=L"));
    assertThat(inner)
        .isEqualTo(
            new WorkClassification(
                "PAYROLL",
                2,
                "RPAY",
                false,
                RegionGoal.REGION,
                ReportingAttribute.NONE,
                false,
                "JES 1.1"));
    assertThat(PLEX.classify(work("JES", "TN=PAY01", "UI=AAX9", "PRI= 12")))
        .isEqualTo(
            new WorkClassification(
                "FAST",
                0,
                "RPAY",
                false,
                RegionGoal.TRANSACTION,
                ReportingAttribute.MOBILE,
                true,
                "JES 1.1.1"));
  }

  @Test
  void aMatchedRuleIsNeverLeftAgain() {
    assertThat(PLEX.classify(work("JES", "TN=PAYROLL")).rule()).isEqualTo("JES 1");
  }

  @Test
  void longQualifiersAreComparedInPart() {
    String account = "ACCOUNT-NUMBER-0001DEPT12REST";
    assertThat(PLEX.classify(work("JES", "AI=" + account)).rule()).isEqualTo("JES 3");
    assertThat(PLEX.classify(work("JES", "AI=X" + account)).rule()).isEqualTo("default of JES");
    assertThat(PLEX.classify(work("JES", "AI=ACCT-AND-MORE")).rule()).isEqualTo("JES 4");
    assertThat(PLEX.classify(work("JES", "AI=ACCT-AND-MORE")).serviceClass()).isEqualTo("BATCH");
  }

  @Test
  void sameWayGivesTheSameObject() {
    assertThat(PLEX.classify(work("JES", "TN=PAY1")))
        .isSameAs(PLEX.classify(work("JES", "TN=PAY2")));
  }

  @Test
  void namesClassesByPosition() {
    assertThat(LINUX.className(1)).isEqualTo("CI");
    assertThat(LINUX.className(WorkClassifier.UNMANAGED)).isEqualTo("UNMANAGED");
    assertThat(LINUX.classIndex(work("OMVS", "user=ci"))).isEqualTo(1);
  }

  @Test
  void refusesADefinitionThatDoesNotFitTogether() {
    Condition any = Condition.of(QualifierType.TN, "*");
    assertThatThrownBy(() -> withRule(ClassificationRule.of(List.of(any), "NOBODY")))
        .hasMessage("service class NOBODY is not defined");
    assertThatThrownBy(() -> withRule(ClassificationRule.of(List.of(), "SYSOTHER")))
        .hasMessage("rule 1 asks for nothing");
    Condition priority = Condition.of(QualifierType.PRI, "high");
    assertThatThrownBy(() -> withRule(ClassificationRule.of(List.of(priority), "SYSOTHER")))
        .hasMessage("not a priority: high");
    Condition group = new Condition(QualifierType.TN, true, "NONE", null);
    assertThatThrownBy(() -> withRule(ClassificationRule.of(List.of(group), "SYSOTHER")))
        .hasMessage("classification group NONE of TN is not defined");
    Condition empty = Condition.of(QualifierType.TN, "");
    assertThatThrownBy(() -> withRule(ClassificationRule.of(List.of(empty), "SYSOTHER")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> classifier(jes(), jes())).hasMessage("two lists of rules for JES");
  }

  private static Classification jes(ClassificationRule... rules) {
    return Classification.of(SubsystemType.JES, List.of(rules));
  }

  private static void withRule(ClassificationRule rule) {
    classifier(jes(rule));
  }

  private static void classifier(Classification... all) {
    ServiceDefinition none =
        ServiceDefinition.ofHost(
            DefinitionHeader.of("X", ""), HostSettings.DEFAULT, List.of(), List.of(), null);
    new Classifier(
        new ServiceDefinition(
            none.header(),
            none.policies(),
            none.classes(),
            new ClassificationRules(List.of(), List.of(all), null),
            none.parameters(),
            none.environments(),
            none.host(),
            List.of()));
  }

  @Test
  void countsWhatEachRuleMatched() {
    Classifier fresh = new Classifier(definition(MAINFRAME));
    fresh.classify(work("JES", "TN=PAY1"));
    fresh.classify(work("JES", "TN=PAY1", "UI=ANN"));
    fresh.classIndex(work("JES", "TN=PAY1", "UI=ANN", "PRI=9"));
    fresh.classIndex(work("JES", "TN=OTHER"));
    fresh.classIndex(work("IMS"));
    fresh.explain(work("JES", "TN=OTHER"));
    assertThat(fresh.hits())
        .filteredOn(h -> h.hits() > 0)
        .extracting(h -> h.subsystem() + " " + h.path() + " " + h.level() + " " + h.hits())
        .containsExactly(
            "JES 1 1 3", "JES 1.1 2 2", "JES 1.1.1 3 1", "JES default 1 1", " default 1 1");
    assertThat(fresh.hits().getFirst())
        .isEqualTo(new RuleHits("JES", "1", 1, "TN=PAY* -> PAYROLL", 20, "PAYROLL", 3));
  }

  @Test
  void lookingUpAllocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    WorkAttributes[] work = {
      work("JES", "TN=PAY1", "UI=ANN", "PRI=9"), work("JES", "AI=ACCT"), work("STC", "SPM=SYSTEM")
    };
    long sum = 0;
    long before = 0;
    for (int i = 0; i < 40_000; i++) {
      before = i == 20_000 ? threads.getCurrentThreadAllocatedBytes() : before;
      sum += PLEX.classIndex(work[i % work.length]);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(sum).isZero();
    assertThat(allocated).isLessThan(20_000);
  }
}
