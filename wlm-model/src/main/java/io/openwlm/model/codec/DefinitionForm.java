package io.openwlm.model.codec;

/** The forms a definition can be written in; {@link DefinitionReader} reads them all. */
public enum DefinitionForm {
  /** The project's own form. */
  YAML,
  /** The same keys and values as JSON. */
  JSON,
  /** The XML form of z/OS, which has no words for what OpenWLM adds. */
  XML
}
