package io.openwlm.model.codec;

import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.definition.ServicePolicy.ClassOverride;
import java.util.List;

/** A service policy with the places of its class overrides. */
record PolicyDraft(ServicePolicy policy, Node at, List<ClassChange> overrides) {
  record ClassChange(ClassOverride override, Node at) {}
}
