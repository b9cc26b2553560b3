package io.openwlm.model.codec;

import io.openwlm.model.definition.ClassificationRule;
import io.openwlm.model.definition.Mask;
import io.openwlm.model.definition.WorkQualifier;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A classification rule as far as it could be read.
 *
 * @param masks complete if {@code whole}, otherwise those that were right
 * @param classAt where the service class is named
 */
record RuleDraft(
    Node at,
    Map<WorkQualifier, Mask> masks,
    boolean whole,
    @Nullable String serviceClass,
    @Nullable Node classAt) {

  /** True if every process that {@code later} matches is matched by this rule too. */
  boolean hides(RuleDraft later) {
    for (Map.Entry<WorkQualifier, Mask> mine : masks.entrySet()) {
      Mask theirs = later.masks.get(mine.getKey());
      if (theirs == null || !mine.getValue().covers(theirs)) {
        return false;
      }
    }
    return true;
  }

  ClassificationRule build() {
    Map<WorkQualifier, String> patterns = new EnumMap<>(WorkQualifier.class);
    masks.forEach((qualifier, mask) -> patterns.put(qualifier, mask.pattern()));
    return new ClassificationRule(at.line(), patterns, Objects.requireNonNull(serviceClass));
  }
}
