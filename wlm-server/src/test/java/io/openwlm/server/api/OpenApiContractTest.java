package io.openwlm.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** openapi.yaml, the routes, the records and the answers say the same. */
class OpenApiContractTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode DOCUMENT = JSON.readTree(DocumentRoutes.read("openapi.json"));
  @TempDir Path directory;

  @Test
  void isTheSameInBothForms() {
    Object yaml =
        new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
            .loadFromString(
                new String(DocumentRoutes.read("openapi.yaml"), StandardCharsets.UTF_8));
    assertThat(JSON.<JsonNode>valueToTree(yaml)).isEqualTo(DOCUMENT);
  }

  @Test
  void namesEveryRouteAndNoOther() throws Exception {
    try (ApiBed bed = new ApiBed(directory)) {
      Set<String> documented = new TreeSet<>();
      DOCUMENT
          .get("paths")
          .properties()
          .forEach(path ->
              path.getValue()
                  .propertyNames()
                  .forEach(method ->
                      documented.add(
                          method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
      Set<String> served = new TreeSet<>();
      bed.api.routes().forEach(r -> served.add(r.method() + " " + r.pattern()));
      assertThat(served).isEqualTo(documented);
      for (var route : bed.api.routes()) {
        Set<String> parameters = new TreeSet<>();
        JsonNode operation =
            DOCUMENT
                .get("paths")
                .get(route.pattern())
                .get(route.method().toLowerCase(java.util.Locale.ROOT));
        operation
            .path("parameters")
            .forEach(p -> {
              if (p.get("in").asString().equals("query")) {
                parameters.add(p.get("name").asString());
              }
            });
        assertThat(route.parameters())
            .as(route.pattern())
            .containsExactlyInAnyOrderElementsOf(parameters);
      }
    }
  }

  @Test
  void hasASchemaOfEveryRecordWithItsFields() throws Exception {
    List<Class<?>> records = new ArrayList<>();
    for (String name : DOCUMENT.at("/components/schemas").propertyNames()) {
      for (String home :
          List.of(
              "io.openwlm.server.api.view.",
              "io.openwlm.model.status.",
              "io.openwlm.model.status.DecisionStatus$",
              "io.openwlm.model.status.BudgetStatus$",
              "io.openwlm.model.token.")) {
        try {
          records.add(Class.forName(home + name));
        } catch (ClassNotFoundException e) {
          // not a record of this package
        }
      }
    }
    assertThat(records).hasSizeGreaterThan(40);
    for (Class<?> record : records) {
      JsonNode schema = DOCUMENT.at("/components/schemas/" + record.getSimpleName());
      List<String> fields =
          Arrays.stream(record.getRecordComponents()).map(c -> c.getName()).toList();
      assertThat(schema.get("properties").propertyNames())
          .as(record.getSimpleName())
          .containsExactlyElementsOf(fields);
      List<String> required = new ArrayList<>();
      schema.get("required").forEach(n -> required.add(n.asString()));
      assertThat(required).as(record.getSimpleName()).isEqualTo(fields);
    }
  }

  @Test
  void describesEveryAnswer() throws Exception {
    try (ApiBed bed = new ApiBed(directory)) {
      Set<String> tried = new TreeSet<>();
      for (var route : bed.api.routes()) {
        if (!route.method().equals("GET") || route.pattern().equals("/api/v1/events")) {
          continue;
        }
        String path =
            route.pattern().replace("{name}", "ONLINE").replace("{id}", "2")
                + (route.pattern().endsWith("/classify") ? "?pid=7" : "");
        Wire.Reply reply = bed.get(path);
        assertThat(reply.status()).as(path + reply.body()).isEqualTo(200);
        check(reply, route.pattern(), "get", "200");
        check(
            bed.get(path + (path.contains("?") ? "&" : "?") + "nonsense=1"),
            route.pattern(),
            "get",
            "default");
        tried.add(route.pattern());
      }
      assertThat(tried).hasSizeGreaterThan(25);
      check(
          bed.post("/api/v1/activations", "{\"policy\":\"WEEKEND\",\"dryRun\":true}"),
          "/api/v1/activations",
          "post",
          "200");
      check(
          bed.post("/api/v1/activations", "{\"policy\":\"WEEKEND\",\"confirmWithinSeconds\":60}"),
          "/api/v1/activations",
          "post",
          "201");
      check(
          bed.post("/api/v1/activations/confirm", "{}"),
          "/api/v1/activations/confirm",
          "post",
          "200");
      check(
          bed.post("/api/v1/activations/rollback", ""),
          "/api/v1/activations/rollback",
          "post",
          "200");
      check(
          bed.post("/api/v1/activations", "{\"policy\":\"NONE\"}"),
          "/api/v1/activations",
          "post",
          "404");
      check(
          bed.post("/api/v1/enforcement", "{\"enforce\":true}"),
          "/api/v1/enforcement",
          "post",
          "200");
      check(bed.post("/api/v1/restore", "{}"), "/api/v1/restore", "post", "200");
      String more = "{\"tokens\":500,\"until\":\"2099-01-01T00:00:00Z\",\"reason\":\"a release\"}";
      check(
          bed.post("/api/v1/budgets/ONLINE/increase", more),
          "/api/v1/budgets/{name}/increase",
          "post",
          "200");
      String why = "{\"reason\":\"in a loop\"}";
      check(
          bed.post("/api/v1/budgets/ONLINE/stop", why),
          "/api/v1/budgets/{name}/stop",
          "post",
          "200");
      check(bed.post("/api/v1/budgets/stop", why), "/api/v1/budgets/stop", "post", "200");
      check(bed.post("/api/v1/budgets/go", why), "/api/v1/budgets/go", "post", "default");
      check(
          bed.post("/api/v1/budgets/ONLINE/go", why),
          "/api/v1/budgets/{name}/go",
          "post",
          "default");
      check(
          bed.post("/api/v1/classify", "{\"attributes\":{\"user\":\"web1\"}}"),
          "/api/v1/classify",
          "post",
          "200");
      check(
          bed.ask("PUT", "/api/v1/servers/shop-1/health", "{\"health\":75}", ApiBed.JSON),
          "/api/v1/servers/{id}/health",
          "put",
          "200");
      check(bed.get("/api/v1/servers"), "/api/v1/servers", "get", "200");
      check(
          bed.ask(
              "PUT",
              "/api/v1/definition",
              FakePolicies.YAML.replace("WEEKEND", "SUNDAY"),
              "Content-Type: application/yaml",
              "If-Match: *"),
          "/api/v1/definition",
          "put",
          "200");
      check(
          bed.ask(
              "PUT",
              "/api/v1/definition",
              "service-definition: {}",
              "Content-Type: application/yaml",
              "If-Match: *"),
          "/api/v1/definition",
          "put",
          "422");
    }
  }

  /** The answer has a status and type that the document names, and its JSON fits the schema. */
  private static void check(Wire.Reply reply, String path, String method, String status) {
    String what = method + " " + path + " " + reply.status() + " " + reply.body();
    JsonNode responses = DOCUMENT.get("paths").get(path).get(method).get("responses");
    if (!status.equals("default")) {
      assertThat(Integer.toString(reply.status())).as(what).isEqualTo(status);
    }
    JsonNode response = responses.get(status);
    assertThat(response).as(what).isNotNull();
    String type = reply.header("content-type").split(";")[0];
    JsonNode content = response.get("content").get(type);
    assertThat(content).as(what + " of type " + type).isNotNull();
    if (!type.endsWith("json")) {
      return;
    }
    ObjectNode schema = content.get("schema").deepCopy().asObject();
    schema.set("components", DOCUMENT.get("components"));
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(compiled.validate(JSON.readTree(reply.bytes()))).as(what).isEmpty();
  }
}
