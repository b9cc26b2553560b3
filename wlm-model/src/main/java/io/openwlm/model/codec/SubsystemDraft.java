package io.openwlm.model.codec;

import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.Classification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one subsystem type as far as they could be read. */
record SubsystemDraft(
    SubsystemType subsystem,
    Node at,
    String description,
    ChangeHistory history,
    @Nullable String defaultServiceClass,
    @Nullable String defaultReportClass,
    String ewlm,
    List<RuleDraft> rules) {

  Classification build() {
    return new Classification(
        subsystem,
        description,
        history,
        defaultServiceClass,
        defaultReportClass,
        ewlm,
        rules.stream().map(RuleDraft::build).toList());
  }
}
