package io.openwlm.model.definition;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Who made and last changed an object of a definition, and when, as far as the file tells. */
public record ChangeHistory(
    @Nullable LocalDateTime createdAt,
    @Nullable String createdBy,
    @Nullable LocalDateTime modifiedAt,
    @Nullable String modifiedBy) {
  public static final ChangeHistory NONE = new ChangeHistory(null, null, null, null);
}
