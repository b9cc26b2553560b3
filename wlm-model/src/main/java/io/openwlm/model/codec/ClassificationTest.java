package io.openwlm.model.codec;

import io.openwlm.model.classification.WorkAttributes;
import org.jspecify.annotations.Nullable;

/**
 * One case of a policy test: work, and what classification must give to it.
 *
 * @param line where it stands in its file, 1 or more
 * @param serviceClass what is expected; null if it does not matter
 * @param reportClass what is expected, {@link #NONE} for no report class; null if it does not
 *     matter
 * @param rule path of the rule, {@code JES 3.1}; null if it does not matter
 */
public record ClassificationTest(
    String name,
    int line,
    WorkAttributes work,
    @Nullable String serviceClass,
    @Nullable String reportClass,
    @Nullable String rule) {
  /** Stands for "no report class". */
  public static final String NONE = "none";
}
