package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.ServiceDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The canonical text of a definition. */
class DefinitionWriterTest {
  private static final String CANONICAL =
      """
      service-definition:
        name: SHOP
        description: "Web, batch: and more"
        level: "038"
        created: { at: 2026-03-01 14:30:00, by: ANNA }
        notes:
          - First line
          - "  # indented"
        control:
          enforce: true
          adjustment-interval: 1.5s
        policies:
          - name: DAY
          - name: NIGHT
            service-class-overrides:
              - service-class: BATCH
                importance: 2
                goal: { velocity: 50 }
                resource-group: null
                cpu-critical: false
            resource-group-overrides:
              - resource-group: CAP
                type: percent-of-share
                maximum: 80
        workloads:
          - name: ALL
        service-classes:
          - name: ONLINE
            workload: ALL
            periods:
              - importance: 1
                goal: { response-time: 500ms, percentile: 90 }
                duration: 5000
              - importance: 3
                goal: { velocity: 20 }
            cgroup: /wlm/online
            placement: move
            weight: { min: 10 }
            reporters: [www-data, "1000"]
          - name: BATCH
            workload: ALL
            goal: discretionary
            resource-group: CAP
            io-priority-group: high
        resource-groups:
          - name: CAP
            type: cps-times-100
            minimum: 50
            maximum: 250
            memory-limit: 64
          - name: OPEN
        tenant-resource-groups:
          - name: TENANTA
            solution-id: S1
            type: accounted-msu
            maximum: 10
        report-classes:
          - name: TENA
            tenant-resource-group: TENANTA
          - name: PAY
        classification-groups:
          - name: PAYJOBS
            qualifier: TN
            members:
              - PAY*
              - "%TAX"
              - { value: "123", description: Old jobs, start: 2 }
        classification:
          JES:
            default: { service-class: BATCH, report-class: TENA }
            rules:
              - when: { AI: { value: DEPT12, start: 20 } }
                service-class: BATCH
                manage-region-by: region
                rules:
                  - when: { TNG: PAYJOBS }
                    report-class: PAY
          OMVS:
            default: { service-class: ONLINE }
            rules:
              - when: { command: "*", user: "null", executable: /usr/bin/java }
                service-class: ONLINE
        default-service-class: UNMANAGED
        service-coefficients: { cpu: 1.5, mso: 0.0001 }
        service-options:
          io-priority-groups: true
        application-environments:
          - name: ORDERSRV
            subsystem: IWEB
            limit: one-per-system
            procedure: ORDPROC
        resources:
          - name: DATABASE
        scheduling-environments:
          - name: PAYDAY
            requires: { DATABASE: on }
        foreign-elements:
          - in: /ServiceDefinition
            xml: "<New a=\\"1\\">\\n  x\\n</New>"
      """;

  @Test
  void leavesACanonicalTextAsItIs() {
    assertThat(yaml(read(CANONICAL))).isEqualTo(CANONICAL);
  }

  @Test
  void writesTheSameKeysAsJson() {
    String json = DefinitionWriter.write(read(CANONICAL), DefinitionForm.JSON).text();
    assertThat(json)
        .startsWith("{\n  \"service-definition\": {\n    \"name\": \"SHOP\",\n")
        .contains(
            "\"created\": { \"at\": \"2026-03-01 14:30:00\", \"by\": \"ANNA\" }",
            "\"resource-group\": null,\n",
            "\"reporters\": [\"www-data\", \"1000\"]",
            "{ \"AI\": { \"value\": \"DEPT12\", \"start\": 20 } }")
        .endsWith("  }\n}\n");
    assertThat(read(json)).isEqualTo(read(CANONICAL));
  }

  @Test
  void writesEqualRulesForAllProcessesAsOneList() {
    String text =
        """
        service-definition:
          name: A
          service-classes:
            - name: B
              goal: discretionary
          classification:
            - when: { user: ci }
              service-class: B
        """;
    assertThat(yaml(read(text))).isEqualTo(text);
    String mapping =
        """
        service-definition:
          name: A
          service-classes:
            - name: B
              goal: discretionary
          classification:
            OMVS:
              rules:
                - when: { user: ci }
                  service-class: B
        """;
    assertThat(yaml(read(mapping))).isEqualTo(mapping);
  }

  @Test
  void writesLongConditionsAsABlock() {
    String path = "/a".repeat(60);
    String text =
        """
        service-definition:
          name: A
          service-classes:
            - name: B
              goal: discretionary
          classification:
            - when:
                executable: PATH
              service-class: B
        """
            .replace("PATH", path);
    assertThat(yaml(read(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*x",
        "%x",
        "",
        " ",
        " x",
        "x ",
        "null",
        "~",
        "true",
        "No",
        "1",
        "1.5e3",
        "0x1F",
        ".inf",
        "a: b",
        "a:",
        ":",
        "-",
        "- a",
        "-a",
        "?",
        "? a",
        "#a",
        "a #b",
        "a#b",
        "[a",
        "a]",
        "{",
        "}",
        "a,b",
        "'",
        "\"",
        "\\",
        "`",
        "@",
        "&a",
        "!t",
        "|",
        ">",
        "---",
        "...",
        "\t",
        "a\nb",
        "\u0085",
        "\u200b",
        "😀",
        "\udb40\udc01",
        "é",
        "<<",
        "=",
        "\ufeff"
      })
  void quotesATextExactlyWhereItHasTo(String text) {
    for (String yaml :
        new String[] {
          "x: " + YamlScalar.text(text, false),
          "- " + YamlScalar.text(text, false),
          "{ x: " + YamlScalar.text(text, true) + " }",
          "[" + YamlScalar.text(text, true) + ", y]",
          "{ " + YamlScalar.text(text, true) + ": y }",
          YamlScalar.text(text, false) + ": y"
        }) {
      Node root = LocatedYaml.read("t.yaml", yaml).root().orElseThrow();
      Node.Scalar scalar =
          switch (root) {
            case Node.Mapping m when m.entries().getFirst().key().value().equals("x") ->
                (Node.Scalar) m.entries().getFirst().value();
            case Node.Mapping m -> m.entries().getFirst().key();
            case Node.Sequence s -> (Node.Scalar) s.items().getFirst();
            case Node.Scalar s -> s;
            case Node.Refused r -> throw new AssertionError(r);
          };
      assertThat(scalar.value()).as(yaml).isEqualTo(text);
      assertThat(scalar.isNull()).as(yaml).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1500000, 1.5ms",
    "1500, 1.5us",
    "1, 0.001us",
    "1000000, 1ms",
    "2500000000, 2.5s",
    "60000000000, 1min",
    "90000000000, 90s",
    "5400000000000, 90min",
    "86400000000000, 24h",
    "1000100000, 1000.1ms",
    "1000000001, 1000000.001us",
    "0, 0us"
  })
  void writesDurationsExactly(long nanos, String text) {
    assertThat(Durations.exact(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100/min",
        "1/s",
        "30/min",
        "10/h",
        "3/day",
        "7/month",
        "33.3/min",
        "1000000000/s",
        "12.345678901/s",
        "0.002592/month"
      })
  void writesARateAsItWas(String rate) {
    assertThat(yaml(read(ofThroughput(rate)))).contains("{ throughput: " + rate + " }");
  }

  @Test
  void writesTheShortestTextOfARate() {
    assertThat(yaml(read(ofThroughput("60/min")))).contains("{ throughput: 1/s }");
    assertThat(yaml(read(ofThroughput("1.5K/min")))).contains("{ throughput: 25/s }");
    assertThat(yaml(read(ofThroughput("7200/h")))).contains("{ throughput: 2/s }");
  }

  private static String ofThroughput(String rate) {
    return "service-definition: { name: A, service-classes: [{ name: B, importance: 1, goal:"
        + " { throughput: "
        + rate
        + " } }] }";
  }

  private static ServiceDefinition read(String text) {
    DefinitionResult result = DefinitionReader.read("t.yaml", text);
    assertThat(result.errors()).isEmpty();
    return result.definition().orElseThrow();
  }

  private static String yaml(ServiceDefinition definition) {
    return DefinitionWriter.write(definition, DefinitionForm.YAML).text();
  }
}
