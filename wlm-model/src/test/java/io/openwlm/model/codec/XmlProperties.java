package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClasses;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The XML form of generated definitions. */
class XmlProperties {
  private static final int CASES = 120;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void readsBackWhatZosCanExpress(long start) {
    for (long seed = start * CASES; seed < (start + 1) * CASES; seed++) {
      ServiceDefinition definition =
          DefinitionGenerator.generate(
              new SplittableRandom(seed), true, DefinitionGenerator.USUAL_SIZE);
      Written written = XmlWriter.write(definition);
      DefinitionResult result = DefinitionReader.read("generated.xml", written.text());
      assertThat(result.errors()).as("seed %d%n%s", seed, written.text()).isEmpty();
      ServiceDefinition again = result.definition().orElseThrow();
      assertThat(again).as("seed %d%n%s", seed, written.text()).isEqualTo(inXmlOrder(definition));
      assertThat(XmlWriter.write(again).text()).as("seed %d", seed).isEqualTo(written.text());
      assertThat(written.losses().stream().filter(p -> !p.code().equals("WLM0181W")))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void alwaysWritesXmlAndSaysWhatIsMissing(long start) {
    for (long seed = start * CASES; seed < (start + 1) * CASES; seed++) {
      ServiceDefinition definition = DefinitionGenerator.generate(new SplittableRandom(seed));
      Written written = XmlWriter.write(definition);
      Problems problems = new Problems("generated.xml");
      String text = SourceText.checked(written.text(), problems);
      assertThat(text).as("seed %d: %s", seed, problems.list()).isNotNull();
      assertThat(XmlForm.read(text, problems)).as("seed %d", seed).isNotNull();
      assertThat(XmlCanon.of(written.text())).as("seed %d", seed).isNotEmpty();
      assertThat(written.losses()).allMatch(p -> p.severity() == Severity.WARNING);
      if (written.losses().isEmpty()) {
        ServiceDefinition again =
            DefinitionReader.read("again.xml", text).definition().orElseThrow();
        assertThat(again.classes()).as("seed %d", seed).isEqualTo(inXmlOrder(definition).classes());
      }
    }
  }

  /** The XML form keeps service classes by workload, and tenant report classes apart. */
  static ServiceDefinition inXmlOrder(ServiceDefinition d) {
    ServiceClasses c = d.classes();
    List<String> workloads = c.workloads().stream().map(Workload::name).toList();
    List<ServiceClass> classes = new ArrayList<>(c.serviceClasses());
    classes.sort(Comparator.comparing(one -> workloads.indexOf(one.workload())));
    List<ReportClass> reports = new ArrayList<>(c.reportClasses());
    reports.sort(Comparator.comparing(one -> one.tenantResourceGroup() != null));
    return new ServiceDefinition(
        d.header(),
        d.policies(),
        new ServiceClasses(
            c.workloads(), classes, c.resourceGroups(), c.tenantResourceGroups(), reports),
        d.classification(),
        d.parameters(),
        d.environments(),
        d.host(),
        d.foreign());
  }
}
