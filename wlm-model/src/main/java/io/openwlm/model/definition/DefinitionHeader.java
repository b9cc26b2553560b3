package io.openwlm.model.definition;

import java.util.List;

/**
 * What a definition says about itself.
 *
 * @param level functionality level as z/OS writes it, {@code 038}; empty if unknown
 * @param notes the notepad, at most 500 lines
 * @param codepage of the z/OS texts; empty if unknown
 * @param replicationId from z/OS, 64 hexadecimal digits; empty if unknown
 * @param productId from z/OS; empty if unknown
 */
public record DefinitionHeader(
    String name,
    String description,
    ChangeHistory history,
    String level,
    List<String> notes,
    String codepage,
    String replicationId,
    String productId) {
  public static final int MAX_NOTES = 500;

  public DefinitionHeader {
    notes = List.copyOf(notes);
  }

  /** A name and a description. */
  public static DefinitionHeader of(String name, String description) {
    return new DefinitionHeader(name, description, ChangeHistory.NONE, "", List.of(), "", "", "");
  }
}
