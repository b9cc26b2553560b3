package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Explanations come from the schema. */
class SchemaExplanationTest {

  @Test
  void explainsTypeRangeDefaultMeaningExampleAndKeys() {
    assertThat(SchemaExplanation.explain("class.periods.duration"))
        .hasValue(
            """
            service-classes.periods.duration
              Service units that work may use in this period before the next one begins. Every \
            period but the last has one.

              type     whole number
              range    1 to 999999999
              example  5000
            """);
    assertThat(SchemaExplanation.explain("class.weight").orElseThrow())
        .contains("Bounds of the share weight.")
        .contains("type     mapping\n")
        .contains("example  { min: 10, max: 1000 }\n")
        .contains("note     an OpenWLM addition")
        .endsWith(
            """
            keys:
              min  Never less than this.
              max  Never more than this.
            """);
    assertThat(SchemaExplanation.explain("class.weight.min").orElseThrow())
        .contains("range    1 to 10000\n", "default  1\n");
  }

  @Test
  void explainsTheGoalOfAPeriod() {
    assertThat(SchemaExplanation.explain("class.periods.goal").orElseThrow())
        .startsWith("service-classes.periods.goal\n")
        .contains("type     the word discretionary or mapping\n")
        .contains("must     be there\n")
        .contains(
            "\n  velocity-without-transactions  The velocity that stands in while nobody reports"
                + " transactions. (OpenWLM)\n")
        .contains("example  { response-time: 500ms, percentile: 90 }\n           { velocity: 30 }");
  }

  @ParameterizedTest
  @CsvSource({
    "policy, policies",
    "rule.when, classification.JES.rules.when",
    "rule.when.TN, classification.JES.rules.when.TN",
    "rule.when.tng, classification.JES.rules.when.TNG",
    "rule.rules.when, classification.JES.rules.rules.when",
    "classification.jes.default, classification.JES.default",
    "classification.SAP.rules, classification.SAP.rules",
    "group.maximum, resource-groups.maximum",
    "tenant-resource-group, tenant-resource-groups",
    "service-classes[0].goal.velocity, service-classes.goal.velocity",
    "/service-definition/workloads/0/name, service-definition.workloads.name",
    "service_classes.goal.target, service_classes.goal.target",
    "scheduling-environment.requires.DATABASE, scheduling-environments.requires.DATABASE",
    "'', service-definition"
  })
  void understandsShortWordsAndSingularForms(String asked, String path) {
    assertThat(SchemaExplanation.explain(asked).orElseThrow().lines().findFirst()).hasValue(path);
    assertThat(SchemaExplanation.problem(asked)).isEmpty();
  }

  @Test
  void namesTheNearestKey() {
    assertThat(SchemaExplanation.explain("class.periods.gaol")).isEmpty();
    assertThat(SchemaExplanation.problem("class.periods.gaol"))
        .isEqualTo("no key gaol in service-classes.periods: did you mean goal?");
    assertThat(SchemaExplanation.problem("polices"))
        .isEqualTo("no key polices in a definition: did you mean policies?");
    assertThat(SchemaExplanation.problem("class.periods.xxxx"))
        .isEqualTo("no key xxxx in service-classes.periods: known are importance, goal, duration");
    assertThat(SchemaExplanation.problem("class.name.x\u001b"))
        .isEqualTo("no key x\\u001b in service-classes.name: it has no keys");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "class..goal", "[", "0"})
  void takesAnyPath(String path) {
    assertThat(SchemaExplanation.explain(path)).isPresent();
  }
}
