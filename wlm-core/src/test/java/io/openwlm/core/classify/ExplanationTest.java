package io.openwlm.core.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final String TEXT =
      """
      service-definition:
        name: HOST
        service-classes:
          - { name: WEB, importance: 1, goal: { velocity: 60 }, cgroup: /wlm/web }
          - { name: CI, importance: 4, goal: { velocity: 20 }, cgroup: /wlm/ci }
          - { name: REST, goal: discretionary }
        report-classes:
          - name: NIGHT
        classification-groups:
          - name: TEAMS
            qualifier: UI
            members: [A1, A2, A3, A4, A5, A6, A7, A8, { value: Z, start: 4 }, A9]
        classification:
          OMVS:
            rules:
              - when: { executable: /usr/sbin/nginx, user: www-% }
                service-class: WEB
                description: the front
              - when: { UIG: TEAMS }
                service-class: CI
              - when: { user: ci* }
                service-class: CI
                rules:
                  - when: { command: sleep }
                    service-class: UNMANAGED
                  - when: { command: make }
                    report-class: NIGHT
                    boost: true
                  - when: { command: cc }
                    report-class: NIGHT
          JES:
            default: { service-class: CI }
            rules:
              - when: { PRI: <5 }
                report-class: NIGHT
                storage-critical: true
                manage-region-by: region
                reporting-attribute: mobile
        default-service-class: REST
      """;
  private static final Classifier CLASSIFIER = new Classifier(definition());

  private static ServiceDefinition definition() {
    var result = DefinitionReader.read("host.yaml", TEXT);
    return result.definition().orElseThrow(() -> new AssertionError(result.errors().toString()));
  }

  private static String explain(SubsystemType type, int pid, Map<QualifierType, String> facts) {
    return CLASSIFIER.explain(WorkAttributes.of(type, pid, facts));
  }

  @Test
  void showsTheWayThroughTheRules() {
    assertThat(
            explain(
                SubsystemType.OMVS,
                77,
                Map.of(QualifierType.UI, "ci-bot", QualifierType.TN, "make")))
        .isEqualTo(
            """
            process 77, OMVS (processes)
              command         make
              user            ci-bot
            rules of HOST for OMVS, first match wins
              1. user=www-% executable=/usr/sbin/nginx -> WEB "the front" (line 16)
                 no: user ci-bot does not match www-%
              2. userG=TEAMS -> CI (line 19)
                 no: user ci-bot is not in group TEAMS (A1, A2, A3, A4, A5, A6, A7, A8, and 2 more)
              3. user=ci* -> CI (line 21)
                 match
                 3.1. command=sleep -> UNMANAGED (line 24)
                    no: command make does not match sleep
                 3.2. command=make -> (as above) report NIGHT (line 26)
                    match
                 3.3. command=cc -> (as above) report NIGHT (line 29)
                    not looked at
            result: CI (rule OMVS 3.2)
              service class   CI, from rule OMVS 3
              report class    NIGHT, from rule OMVS 3.2
              boost           yes
            """);
  }

  @Test
  void saysWhatIsNotKnownAndWhatStandsBehindTheRules() {
    assertThat(explain(SubsystemType.OMVS, 0, Map.of()))
        .startsWith("work of OMVS (processes)\n  nothing known\n")
        .contains("no: user is not known")
        .endsWith(
            """
            result: REST (no rule matches, from the default)
              service class   REST, from the default
              report class    none
            """);
    assertThat(explain(SubsystemType.STC, 0, Map.of(QualifierType.CGROUP, "/wlm/ci/a")))
        .endsWith(
            """
            rules of HOST for STC, first match wins
              none
            result: CI (no rule matches, its cgroup is at or below /wlm/ci)
              service class   CI, its cgroup is at or below /wlm/ci
              report class    none
            """);
    assertThat(explain(SubsystemType.IMS, 0, Map.of()))
        .contains("result: SYSOTHER (no rule matches, a system class)\n");
  }

  @Test
  void showsEveryAttribute() {
    assertThat(explain(SubsystemType.JES, 0, Map.of(QualifierType.PRI, "4")))
        .endsWith(
            """
              1. PRI=<5 -> (as above) report NIGHT (line 34)
                 match
            result: CI (rule JES 1)
              service class   CI, from the default of JES
              report class    NIGHT, from rule JES 1
              storage         critical
              region goal     region
              reporting       mobile
            """);
    assertThat(explain(SubsystemType.JES, 0, Map.of(QualifierType.PRI, "5")))
        .contains("no: PRI 5 is not < 5")
        .contains("result: CI (no rule matches, from the default of JES)");
  }

  @Test
  void printsNothingThatSteersATerminal() {
    assertThat(
            explain(
                SubsystemType.OMVS,
                0,
                Map.of(
                    QualifierType.UI, "evil\u001b[2J", QualifierType.POD_LABEL, "a=b\nc=\u0007")))
        .contains("user            evil\\u001b[2J\n")
        .contains("pod-label       a=b\n                  c=\\u0007\n")
        .contains("no: user evil\\u001b[2J does not match ci*");
  }
}
