package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema says what the reader reads. */
class DefinitionSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode TEXT = schemaText();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TEXT);

  private static JsonNode schemaText() {
    try (InputStream in = SchemaExplanation.class.getResourceAsStream(SchemaExplanation.RESOURCE)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Path> examples() throws IOException {
    return Files.list(Path.of(System.getProperty("wlm.root"), "examples"))
        .filter(f -> f.toString().endsWith(".yaml"))
        .filter(f -> DefinitionReader.read(f).definition().isPresent())
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void holdsForEveryExample(Path file) throws IOException {
    assertThat(problems(Files.readString(file))).isEmpty();
  }

  @Test
  void holdsForGeneratedDefinitions() {
    for (long seed = 0; seed < 100; seed++) {
      var definition =
          DefinitionGenerator.generate(
              new SplittableRandom(seed), seed % 4 == 0, DefinitionGenerator.USUAL_SIZE);
      String json = DefinitionWriter.write(definition, DefinitionForm.JSON).text();
      assertThat(SCHEMA.validate(json, InputFormat.JSON)).as("seed " + seed).isEmpty();
      if (seed % 5 == 0) {
        String yaml = DefinitionWriter.write(definition, DefinitionForm.YAML).text();
        assertThat(problems(yaml)).as("seed " + seed).isEmpty();
      }
    }
  }

  /** Bad in their structure; what needs the whole definition to see is the checker's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "all-missing",
        "unknown-key",
        "importance-0",
        "importance-6",
        "importance-word",
        "importance-missing",
        "discretionary-importance",
        "goal-two",
        "goal-missing",
        "goal-percentile-alone",
        "percentile-range",
        "velocity-range",
        "response-time-word",
        "throughput",
        "weight-range",
        "placement-word",
        "cgroup-relative",
        "class-name",
        "control-values",
        "no-classes",
        "no-form",
        "rule-without-masks",
        "list-at-top",
        "text-at-top",
        "token-amounts",
        "token-windows",
        "token-limit-unit",
        "token-identities",
        "token-files",
        "token-proxy",
        "token-upstreams"
      })
  void refusesBadStructure(String name) throws IOException {
    try (InputStream in =
        DefinitionSchemaTest.class.getResourceAsStream("/bad/" + name + ".bad.yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(problems(yaml)).isNotEmpty();
    }
  }

  @Test
  void hasTheKeysOfTheReader() {
    assertKeys("/properties/service-definition", ProjectKeys.DEFINITION);
    assertKeys("/$defs/service-policy", ProjectKeys.POLICY);
    assertKeys(
        "/$defs/service-policy/properties/service-class-overrides/items",
        ProjectKeys.CLASS_OVERRIDE);
    assertKeys(
        "/$defs/service-policy/properties/resource-group-overrides/items",
        ProjectKeys.RESOURCE_GROUP_OVERRIDE);
    assertKeys(
        "/$defs/service-policy/properties/tenant-resource-group-overrides/items",
        ProjectKeys.TENANT_RESOURCE_GROUP_OVERRIDE);
    assertKeys("/$defs/workload", ProjectKeys.NAMED);
    assertKeys("/$defs/workload/properties/created", ProjectKeys.CHANGE);
    assertKeys("/$defs/service-class", ProjectKeys.SERVICE_CLASS);
    assertKeys("/$defs/period", ProjectKeys.PERIOD);
    assertKeys("/$defs/goal/oneOf/1", GoalReader.KEYS);
    assertKeys("/$defs/resource-group", ProjectKeys.RESOURCE_GROUP);
    assertKeys("/$defs/tenant-resource-group", ProjectKeys.TENANT_RESOURCE_GROUP);
    assertKeys("/$defs/report-class", ProjectKeys.REPORT_CLASS);
    assertKeys("/$defs/classification-group", ProjectKeys.CLASSIFICATION_GROUP);
    assertKeys("/$defs/classification-group/properties/members/items/oneOf/1", ProjectKeys.MEMBER);
    assertKeys("/$defs/subsystem", ProjectKeys.SUBSYSTEM);
    assertKeys("/$defs/subsystem/properties/default", ProjectKeys.SUBSYSTEM_DEFAULT);
    assertKeys("/$defs/rule", ProjectKeys.RULE);
    assertKeys("/$defs/condition/oneOf/1", ProjectKeys.CONDITION);
    assertKeys(
        "/properties/service-definition/properties/service-coefficients", ProjectKeys.COEFFICIENTS);
    assertKeys("/properties/service-definition/properties/service-options", ProjectKeys.OPTIONS);
    assertKeys("/properties/service-definition/properties/control", ControlReader.KEYS);
    assertKeys("/$defs/application-environment", ProjectKeys.APPLICATION_ENVIRONMENT);
    assertKeys("/$defs/resource", ProjectKeys.NAMED);
    assertKeys("/$defs/scheduling-environment", ProjectKeys.SCHEDULING_ENVIRONMENT);
    assertKeys("/$defs/foreign-element", ProjectKeys.FOREIGN);
    String top = "/properties/service-definition/properties/";
    assertKeys(top + "token-budgets", ProjectKeys.TOKEN_BUDGETS);
    assertKeys(top + "token-budgets/properties/token-weights", TokenWeightReader.KINDS);
    assertKeys(top + "llm-proxy", ProjectKeys.LLM_PROXY);
    assertKeys("/$defs/budget-limit", ProjectKeys.BUDGET_LIMIT);
    assertKeys("/$defs/session-limit", ProjectKeys.SESSION_LIMIT);
    assertKeys("/$defs/agent-identity", ProjectKeys.IDENTITY);
    assertKeys("/$defs/agent", ProjectKeys.AGENT);
    assertKeys("/$defs/team", ProjectKeys.TEAM);
    assertKeys("/$defs/organisation", ProjectKeys.ORGANISATION);
    assertKeys("/$defs/upstream", ProjectKeys.UPSTREAM);
    assertKeys("/$defs/short-service-class", SeedForm.CLASS_KEYS);
  }

  @Test
  void knowsEveryQualifierAndSubsystemType() {
    JsonNode when = TEXT.at("/$defs/when");
    List<String> keys = new ArrayList<>();
    for (QualifierType q : QualifierType.values()) {
      keys.add(q.key());
      keys.add(q.linuxKey());
      if (q.hasGroupForm()) {
        keys.add(q.key() + "G");
      }
      List<String> spellings = new ArrayList<>(q.spellings());
      if (q.hasGroupForm()) {
        spellings.add(q.key() + "G");
        spellings.add(q.key().toLowerCase(Locale.ROOT) + "g");
        spellings.add(q.spellings().get(1) + "-group");
      }
      for (String spelling : spellings) {
        boolean known =
            when.at("/properties").has(spelling)
                || when.at("/patternProperties")
                    .propertyStream()
                    .anyMatch(p -> spelling.matches(p.getKey()));
        assertThat(known).as(spelling).isTrue();
      }
    }
    assertThat(when.at("/properties").propertyNames())
        .containsExactlyElementsOf(keys.stream().distinct().toList());
    assertThat(TEXT.at("/$defs/classification/oneOf/1/properties").propertyNames())
        .containsExactlyElementsOf(SubsystemType.knownNames());
  }

  @Test
  void documentsEveryProperty() {
    List<String> bare = new ArrayList<>();
    documented(TEXT, "", bare);
    assertThat(bare).isEmpty();
  }

  private static void documented(JsonNode node, String path, List<String> bare) {
    JsonNode properties = node.path("properties");
    boolean condition = path.endsWith("if") || path.contains("/oneOf/0") && path.length() < 9;
    if (properties.isObject() && !condition) {
      properties
          .propertyStream()
          .forEach(p -> {
            JsonNode said = p.getValue();
            if (said.has("$ref") && !said.has("title")) {
              said = TEXT.at(said.get("$ref").asString().substring(1));
            }
            for (String word : List.of("title", "description", "examples")) {
              if (!said.has(word)) {
                bare.add(path + "/" + p.getKey() + " " + word);
              }
            }
          });
    }
    node.propertyStream().forEach(p -> documented(p.getValue(), path + "/" + p.getKey(), bare));
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      documented(node.get(i), path + "/" + i, bare);
    }
  }

  private static void assertKeys(String pointer, List<String> keys) {
    JsonNode object = TEXT.at(pointer);
    assertThat(object.path("properties").propertyNames())
        .as(pointer)
        .containsExactlyElementsOf(keys);
    assertThat(object.path("additionalProperties").asBoolean(true)).as(pointer).isFalse();
  }

  private static List<String> problems(String yaml) {
    Object value =
        new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
    String json = JSON.writeValueAsString(value);
    return SCHEMA.validate(json, InputFormat.JSON).stream().map(Error::toString).toList();
  }
}
