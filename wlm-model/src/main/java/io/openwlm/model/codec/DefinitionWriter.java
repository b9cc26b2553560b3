package io.openwlm.model.codec;

import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;

/**
 * Writes service definitions. Equal definitions give equal texts: keys stand in the documented
 * order, and what has its default is left out. Reading the text gives the definition again, less
 * what {@link Written#losses} names.
 */
public final class DefinitionWriter {
  private DefinitionWriter() {}

  /** The definition as text in one of the forms. */
  public static Written write(ServiceDefinition definition, DefinitionForm form) {
    return switch (form) {
      case YAML -> new Written(YamlText.of(ProjectTree.of(definition)), List.of());
      case JSON -> new Written(JsonText.of(ProjectTree.of(definition)), List.of());
      case XML -> XmlWriter.write(definition);
    };
  }
}
