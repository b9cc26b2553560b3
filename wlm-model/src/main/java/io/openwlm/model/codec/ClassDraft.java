package io.openwlm.model.codec;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.WeightRange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service class as far as it could be read. What is null was missing or wrong and has been
 * reported; so {@link #build} works exactly if there was no error.
 *
 * @param at where the class is named, or where it starts
 * @param cgroupAt where its control group is named; not null with a null {@code cgroup} if wrong
 */
record ClassDraft(
    @Nullable String name,
    Node at,
    String description,
    ChangeHistory history,
    @Nullable String workload,
    ServiceClass.@Nullable Attributes attributes,
    WeightRange weights,
    @Nullable CgroupPath cgroup,
    @Nullable Node cgroupAt,
    Placement placement,
    List<String> reporters) {

  ServiceClass build(String defaultWorkload) {
    return new ServiceClass(
        Objects.requireNonNull(name),
        description,
        history,
        workload == null ? defaultWorkload : workload,
        Objects.requireNonNull(attributes),
        new HostBinding(weights, cgroup, placement, reporters));
  }
}
