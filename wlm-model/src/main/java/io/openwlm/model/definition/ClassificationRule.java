package io.openwlm.model.definition;

import java.util.Map;
import java.util.TreeMap;

/**
 * Assigns work to a service class if all its masks match. A mask is compared with the whole value;
 * {@code %} stands for exactly one character and a trailing {@code *} for any rest (z/OS masking).
 *
 * @param line where the rule stands in its file, 1 or more; 0 if it has no file
 * @param masks at least one
 * @param serviceClass name of an existing service class, or {@link ServiceDefinition#UNMANAGED} to
 *     leave matching work alone
 */
public record ClassificationRule(int line, Map<WorkQualifier, String> masks, String serviceClass) {
  public ClassificationRule {
    masks = java.util.Collections.unmodifiableMap(new TreeMap<>(masks));
  }

  /** The rule in one line: {@code executable=/usr/sbin/nginx user=www% -> WEB}. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    masks.forEach((q, mask) -> text.append(q.key()).append('=').append(mask).append(' '));
    return text.append("-> ").append(serviceClass).toString();
  }
}
