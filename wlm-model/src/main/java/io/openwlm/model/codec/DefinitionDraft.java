package io.openwlm.model.codec;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A definition as far as it could be read, in either form.
 *
 * @param cgroupRoot null if it was wrong
 * @param defaultAt where the default class is named, null if it is not
 */
record DefinitionDraft(
    @Nullable String name,
    String description,
    ControlSettings control,
    @Nullable CgroupPath cgroupRoot,
    List<ClassDraft> classes,
    List<RuleDraft> rules,
    @Nullable String defaultClass,
    @Nullable Node defaultAt) {

  static final CgroupPath DEFAULT_ROOT = new CgroupPath("/wlm");
  static final int MAX_CLASSES = 2000;
  static final int MAX_RULES = 2000;

  ServiceDefinition build() {
    return new ServiceDefinition(
        Objects.requireNonNull(name),
        description,
        control,
        Objects.requireNonNull(cgroupRoot),
        classes.stream().map(ClassDraft::build).toList(),
        rules.stream().map(RuleDraft::build).toList(),
        defaultClass == null ? ServiceDefinition.UNMANAGED : defaultClass);
  }
}
