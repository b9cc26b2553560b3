package io.openwlm.model.codec;

import io.openwlm.model.codec.NamedReader.Named;
import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.definition.CapacityLimits;
import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ResourceGroup;
import io.openwlm.model.definition.ResourceGroupType;
import io.openwlm.model.definition.TenantResourceGroup;
import io.openwlm.model.definition.Workload;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads workloads, resource groups, tenant resource groups and report classes. */
final class LimitsReader {
  private static final List<String> TYPES =
      Arrays.stream(ResourceGroupType.values()).map(ResourceGroupType::key).toList();
  private static final int SOLUTION_ID = 64;
  private static final int TENANT_ID = 8;
  private static final int TENANT_NAME = 32;

  private final NamedReader names;
  private final Problems problems;

  LimitsReader(NamedReader names) {
    this.names = names;
    this.problems = names.problems();
  }

  Workload workload(Fields fields) {
    Named n = names.named(fields, Kind.WORKLOAD, NamedReader.ZOS_NAME);
    return new Workload(n.name(), n.description(), n.history());
  }

  ResourceGroup resourceGroup(Fields fields) {
    Named n = names.named(fields, Kind.RESOURCE_GROUP, NamedReader.ZOS_NAME);
    return new ResourceGroup(n.name(), n.description(), n.history(), limits(fields, false));
  }

  TenantResourceGroup tenantResourceGroup(Fields fields) {
    Named n = names.named(fields, Kind.TENANT_RESOURCE_GROUP, NamedReader.ZOS_NAME);
    return new TenantResourceGroup(
        n.name(),
        n.description(),
        n.history(),
        names.text(fields, "solution-id", SOLUTION_ID),
        names.text(fields, "tenant-id", TENANT_ID),
        names.text(fields, "tenant-name", TENANT_NAME),
        limits(fields, true));
  }

  ReportClass reportClass(Fields fields) {
    Named n = names.named(fields, Kind.REPORT_CLASS, NamedReader.ZOS_NAME);
    return new ReportClass(
        n.name(),
        n.description(),
        n.history(),
        names.reference(fields, "tenant-resource-group", Kind.TENANT_RESOURCE_GROUP));
  }

  /**
   * Limits of a group or override.
   *
   * @param tenant true for the limits of a tenant, whose percentage may be above 100
   */
  CapacityLimits limits(Fields fields, boolean tenant) {
    Node typeAt = fields.get("type");
    ResourceGroupType type =
        Values.oneOf(problems, typeAt, "type", ResourceGroupType.values(), ResourceGroupType::key);
    long highest =
        type == null || (tenant && type == ResourceGroupType.PERCENT_OF_SHARE)
            ? ResourceGroupType.CPU_SERVICE_UNITS.highest()
            : type.highest();
    Long minimum = number(fields, "minimum", 0, highest);
    Long maximum = number(fields, "maximum", 0, highest);
    Node minimumAt = fields.get("minimum");
    Node limitAt = minimumAt == null ? fields.get("maximum") : minimumAt;
    if (limitAt != null && typeAt == null) {
      problems.add(ProblemCode.LIMIT_WITHOUT_TYPE, limitAt, String.join(", ", TYPES));
    }
    if (minimum != null && maximum != null && minimumAt != null && minimum > maximum) {
      problems.add(ProblemCode.GROUP_MIN_ABOVE_MAX, minimumAt, minimum, maximum);
    }
    Long memory = number(fields, "memory-limit", 1, CapacityLimits.MAX_MEMORY_GIGABYTES);
    boolean specialty = names.flag(fields, "include-specialty-processors");
    return new CapacityLimits(type, minimum, maximum, memory, specialty);
  }

  private @Nullable Long number(Fields fields, String key, long low, long high) {
    Node node = fields.get(key);
    Long value = node == null ? null : Values.wholeNumber(problems, node, key);
    if (node != null && value != null && (value < low || value > high)) {
      problems.add(ProblemCode.NUMBER_RANGE, node, key, low + " to " + high, value);
      return null;
    }
    return value;
  }
}
