package io.openwlm.model.codec;

import java.util.List;

/**
 * A definition as text.
 *
 * @param text ends with a line end
 * @param losses what the form cannot express: the text lacks it, or z/OS will refuse it; empty for
 *     YAML and JSON
 */
public record Written(String text, List<Problem> losses) {
  public Written {
    losses = List.copyOf(losses);
  }
}
