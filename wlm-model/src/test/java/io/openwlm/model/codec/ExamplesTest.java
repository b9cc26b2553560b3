package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.definition.ResourceGroupType;
import io.openwlm.model.definition.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("wlm.root", ".."));

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("examples"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void thereAreExamplesOfEveryKind() throws IOException {
    assertThat(examples())
        .extracting(f -> f.getFileName().toString())
        .contains(
            "first-seed-cpu.yaml",
            "first-seed-token.yaml",
            "first-seed-budget.yaml",
            "mixed-host.yaml",
            "agent-host.yaml",
            "agents.yaml",
            "mainframe.yaml",
            "mainframe.xml");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void loadsWithoutErrorOrWarning(Path example) {
    DefinitionResult result = DefinitionReader.read(example);
    assertThat(result.problems()).noneMatch(p -> p.severity() != Severity.NOTE);
    assertThat(result.definition()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void comesBackEqualFromEveryFormThatCanExpressIt(Path example) {
    ServiceDefinition definition = DefinitionReader.read(example).definition().orElseThrow();
    boolean mainframe = example.getFileName().toString().startsWith("mainframe");
    for (DefinitionForm form : DefinitionForm.values()) {
      Written written = DefinitionWriter.write(definition, form);
      if (mainframe || form == DefinitionForm.YAML || form == DefinitionForm.JSON) {
        assertThat(written.losses()).as("%s as %s", example, form).isEmpty();
      }
      if (written.losses().isEmpty()) {
        DefinitionResult again = DefinitionReader.read("written", written.text());
        assertThat(again.problems())
            .as("%s as %s", example, form)
            .noneMatch(p -> p.severity() != Severity.NOTE);
        assertThat(again.definition()).as("%s as %s", example, form).hasValue(definition);
        assertThat(DefinitionWriter.write(again.definition().orElseThrow(), form).text())
            .as("%s as %s, a second time", example, form)
            .isEqualTo(written.text());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isExplained(Path example) throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/examples.md")))
        .contains("examples/" + example.getFileName());
  }

  @Test
  void theMainframeExampleUsesEveryObject() {
    ServiceDefinition d =
        DefinitionReader.read(ROOT.resolve("examples/mainframe.yaml")).definition().orElseThrow();
    assertThat(d.classification().classifications())
        .extracting(c -> c.subsystem().name())
        .containsAll(SubsystemType.knownNames());
    assertThat(d.serviceClasses()).anyMatch(c -> c.periods().size() == 8);
    assertThat(d.serviceClasses()).extracting(c -> c.periods().size()).contains(1, 2, 3, 8);
    assertThat(d.classes().resourceGroups())
        .extracting(g -> g.limits().type())
        .contains(ResourceGroupType.values());
    assertThat(d.classes().resourceGroups())
        .anyMatch(g -> g.limits().type() == null && g.limits().memoryLimitGigabytes() != null);
    assertThat(d.classes().tenantResourceGroups()).isNotEmpty();
    assertThat(d.classes().reportClasses())
        .anyMatch(r -> r.tenantResourceGroup() != null)
        .anyMatch(r -> r.tenantResourceGroup() == null);
    assertThat(d.policies())
        .anyMatch(p -> !p.classOverrides().isEmpty())
        .anyMatch(p -> !p.resourceGroupOverrides().isEmpty())
        .anyMatch(p -> !p.tenantResourceGroupOverrides().isEmpty());
    assertThat(d.environments().applicationEnvironments()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(d.environments().schedulingEnvironments()).isNotEmpty();
    assertThat(d.environments().resources()).isNotEmpty();
    assertThat(d.header().notes()).isNotEmpty();
    assertThat(d.header().replicationId()).hasSize(64);
    assertThat(rules(d))
        .anyMatch(r -> r.assignment().storageCritical())
        .anyMatch(r -> r.assignment().boost())
        .anyMatch(r -> r.when().getFirst().start() != null)
        .anyMatch(r -> r.when().getFirst().type() == QualifierType.PRI);
    assertThat(rules(d)).extracting(r -> r.assignment().regionGoal()).contains(RegionGoal.values());
    assertThat(rules(d))
        .extracting(r -> r.assignment().reportingAttribute())
        .contains(ReportingAttribute.values());
  }

  private static List<ClassificationRule> rules(ServiceDefinition definition) {
    List<ClassificationRule> all = new ArrayList<>();
    definition.classification().classifications().forEach(c -> all.addAll(c.rules()));
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).rules());
    }
    return all;
  }

  @Test
  void everyYamlBlockOfTheReferenceLoads() throws IOException {
    List<String> blocks = yamlBlocks(Files.readString(ROOT.resolve("docs/definition.md")));
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
    for (String block : blocks) {
      DefinitionResult result = DefinitionReader.read("definition.md", block);
      assertThat(result.problems()).as(block).noneMatch(p -> p.severity() != Severity.NOTE);
    }
  }

  @Test
  void referenceListsEveryCodeWithItsText() throws IOException {
    List<String> rows = Files.readAllLines(ROOT.resolve("docs/definition.md"));
    for (ProblemCode code : ProblemCode.values()) {
      Object[] any = {"…", "…", "…", "…"};
      assertThat(rows)
          .contains("| " + code.code() + " | " + code.message(any) + " | " + code.hint(any) + " |");
    }
  }

  private static List<String> yamlBlocks(String markdown) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : markdown.lines().toList()) {
      if (block == null && line.equals("```yaml")) {
        block = new StringBuilder();
      } else if (block != null && line.equals("```")) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }
}
