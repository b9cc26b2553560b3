package io.openwlm.model.codec;

import java.util.List;

/**
 * A definition as text.
 *
 * @param losses what the form cannot express, all of them warnings; empty for YAML and JSON
 */
public record Written(String text, List<Problem> losses) {
  public Written {
    losses = List.copyOf(losses);
  }
}
