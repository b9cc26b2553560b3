package io.openwlm.model.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionDiffTest {
  private static final String BASE =
      """
      service-definition:
        name: X
        policies:
          - name: DAY
          - name: NIGHT
            service-class-overrides:
              - { service-class: TWO, cpu-critical: true }
            resource-group-overrides:
              - { resource-group: G, type: percent-of-share, maximum: 5 }
        service-classes:
          - name: ONE
            importance: 2
            goal: { velocity: 30 }
            resource-group: G
          - name: TWO
            importance: 2
            goal: { response-time: 1s }
          - name: LONG
            periods:
              - { importance: 1, goal: { velocity: 40 }, duration: 500 }
              - { importance: 2, goal: { velocity: 30 } }
        resource-groups:
          - { name: G, type: cps-times-100, maximum: 200 }
        report-classes: [{ name: R }]
        classification-groups:
          - { name: PAY, qualifier: TN, members: [PAY*, SAL%] }
        classification:
          JES:
            default: { service-class: ONE }
            rules:
              - when: { TC: A }
                service-class: TWO
                rules:
                  - { when: { UI: OPS* }, report-class: R }
              - { when: { TNG: PAY }, service-class: LONG }
              - { when: { TN: A* }, service-class: ONE }
        scheduling-environments:
          - { name: S, requires: { DB: on } }
        resources: [{ name: DB }]
      """;

  private static ServiceDefinition read(String text) {
    var result = DefinitionReader.read("x.yaml", text);
    assertThat(result.errors()).isEmpty();
    return result.definition().orElseThrow();
  }

  private static List<String> diff(String... replacements) {
    String text = BASE;
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(text).contains(replacements[i]);
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return DefinitionDiff.between(read(BASE), read(text)).stream().map(Change::toString).toList();
  }

  @Test
  void saysNothingAboutLayoutCommentsAndOrderOfObjects() {
    assertThat(
            diff(
                "    - name: ONE\n      importance: 2\n      goal: { velocity: 30 }\n      resource-group: G\n",
                "",
                "  resource-groups:\n",
                "    - { resource-group: G, goal: {velocity: 30}, importance: 2, name: ONE } # moved\n  resource-groups:\n",
                "[PAY*, SAL%]",
                "[SAL%, PAY*]"))
        .isEmpty();
  }

  @Test
  void namesWhatChangedByNames() {
    assertThat(diff("importance: 2, goal", "importance: 3, goal"))
        .containsExactly("~ service class LONG period 2 importance 2 -> 3");
    assertThat(diff("response-time: 1s", "response-time: 2s, percentile: 90"))
        .containsExactly("~ service class TWO goal avg < 1s -> 90% < 2s");
    assertThat(diff("duration: 500", "duration: 600"))
        .containsExactly("~ service class LONG period 1 duration 500 -> 600");
    assertThat(diff("      resource-group: G\n", ""))
        .containsExactly("~ service class ONE resource-group G -> none");
    assertThat(diff("maximum: 5", "maximum: 6"))
        .containsExactly("~ policy NIGHT override of resource group G maximum 5 -> 6");
    assertThat(diff("cpu-critical: true", "cpu-critical: false"))
        .containsExactly("~ policy NIGHT override of service class TWO cpu-critical true -> false");
    assertThat(diff("type: cps-times-100", "type: service-units"))
        .containsExactly("~ resource group G type cps-times-100 -> service-units");
    assertThat(diff("DB: on", "DB: off"))
        .containsExactly("~ scheduling environment S requires DB on true -> false");
    assertThat(
            diff("name: X\n", "name: Y\n  cgroup-root: /a\n  control: {sampling-interval: 1s}\n"))
        .containsExactly(
            "~ definition name X -> Y",
            "~ control sampling-interval 250ms -> 1s",
            "~ cgroup-root /wlm -> /a");
  }

  @Test
  void tellsAddedAndRemovedObjects() {
    assertThat(diff("name: LONG", "name: TALL", "service-class: LONG", "service-class: TALL"))
        .containsExactly(
            "- service class LONG importance 1, velocity 40, 500 service units; importance 2, velocity 30",
            "+ service class TALL importance 1, velocity 40, 500 service units; importance 2, velocity 30",
            "~ JES rule TNG=PAY service-class LONG -> TALL");
    assertThat(diff("[PAY*, SAL%]", "[PAY*]"))
        .containsExactly("- classification group PAY member SAL%");
    assertThat(diff("    JES:\n", "    TSO: { default: { service-class: TWO } }\n    JES:\n"))
        .containsExactly("~ TSO default-service-class none -> TWO");
  }

  @Test
  void tellsLinesOfNotes() {
    assertThat(diff("  policies:\n", "  notes: [one, two]\n  policies:\n"))
        .containsExactly("+ definition notes \"one\"", "+ definition notes \"two\"");
  }

  @Test
  void watchesTheOrderOfRules() {
    assertThat(
            diff(
                "        - { when: { TNG: PAY }, service-class: LONG }\n        - { when: { TN: A* }, service-class: ONE }\n",
                "        - { when: { TN: A* }, service-class: ONE }\n        - { when: { TNG: PAY }, service-class: LONG }\n"))
        .hasSize(1)
        .first()
        .asString()
        .isIn("> JES rule TNG=PAY place 2 -> place 3", "> JES rule TN=A* place 3 -> place 2");
    assertThat(diff("UI: OPS*", "UI: OPS%"))
        .containsExactly(
            "- JES rule TC=A rule UI=OPS* -> (as above) report R",
            "+ JES rule TC=A rule UI=OPS% -> (as above) report R at place 1");
  }

  @Test
  void showsRulesOfAllProcessesOnce() {
    String text =
        """
        service-definition:
          name: X
          service-classes: [{ name: A, goal: discretionary }, { name: B, goal: discretionary }]
          classification:
            - { when: { user: www }, service-class: A }
        """;
    assertThat(
            DefinitionDiff.between(
                read(text), read(text.replace("service-class: A", "service-class: B"))))
        .extracting(Change::toString)
        .containsExactly("~ processes rule user=www service-class A -> B");
    assertThat(
            DefinitionDiff.between(read(text), read(text.substring(0, text.indexOf("  classif")))))
        .extracting(Change::toString)
        .containsExactly("- processes rule user=www -> A");
  }
}
