package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.definition.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** XML in, XML back: the same, by a comparison of its own. */
class XmlRoundTripTest {
  private static final Path ODDITIES = Path.of("src/test/resources/xml/oddities.xml");

  private static ServiceDefinition read(String xml) {
    DefinitionResult result = DefinitionReader.read("in.xml", xml);
    assertThat(result.errors()).isEmpty();
    return result.definition().orElseThrow();
  }

  private static int count(List<ClassificationRule> rules) {
    return rules.stream().mapToInt(r -> 1 + count(r.rules())).sum();
  }

  @Test
  void keepsALargeDefinition() {
    String xml = XmlSample.large();
    ServiceDefinition definition = read(xml);
    Written written = XmlWriter.write(definition);
    assertThat(XmlCanon.of(written.text())).isEqualTo(XmlCanon.of(xml));
    assertThat(read(written.text())).isEqualTo(definition);
    assertThat(written.losses()).isEmpty();
    assertThat(definition.foreign()).isEmpty();
    int rules =
        definition.classification().classifications().stream()
            .mapToInt(c -> count(c.rules()))
            .sum();
    assertThat(rules).isGreaterThan(500);
  }

  @Test
  void keepsWhatItDoesNotUnderstand() throws IOException {
    String xml = Files.readString(ODDITIES);
    ServiceDefinition definition = read(xml);
    Written written = XmlWriter.write(definition);
    assertThat(XmlCanon.of(written.text())).isEqualTo(XmlCanon.of(xml));
    assertThat(read(written.text())).isEqualTo(definition);
    assertThat(definition.foreign()).hasSizeGreaterThan(10);
  }

  @Test
  void comesBackThroughTheOtherForms() throws IOException {
    for (String xml : List.of(XmlSample.large(), Files.readString(ODDITIES))) {
      ServiceDefinition definition = read(xml);
      for (DefinitionForm form : DefinitionForm.values()) {
        String text = DefinitionWriter.write(definition, form).text();
        assertThat(read(text)).as(form.name()).isEqualTo(definition);
        String back = DefinitionWriter.write(read(text), DefinitionForm.XML).text();
        assertThat(XmlCanon.of(back)).as(form.name()).isEqualTo(XmlCanon.of(xml));
      }
    }
  }

  @Test
  void writesTheSameTextAgain() throws IOException {
    for (String xml : List.of(XmlSample.large(), Files.readString(ODDITIES))) {
      String once = XmlWriter.write(read(xml)).text();
      assertThat(XmlWriter.write(read(once)).text()).isEqualTo(once);
    }
  }
}
