package io.openwlm.model.codec;

import io.openwlm.model.codec.NamedReader.Named;
import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.definition.ServicePolicy.ClassOverride;
import io.openwlm.model.definition.ServicePolicy.GroupOverride;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads service policies and their overrides. */
final class PolicyReader {
  private final NamedReader names;
  private final Problems problems;

  PolicyReader(NamedReader names) {
    this.names = names;
    this.problems = names.problems();
  }

  PolicyDraft policy(Fields fields) {
    Named n = names.named(fields, Kind.POLICY, NamedReader.ZOS_NAME);
    Map<String, Node> seen = new HashMap<>();
    List<PolicyDraft.ClassChange> classes =
        names.list(
            fields,
            "service-class-overrides",
            ProjectKeys.CLASS_OVERRIDE,
            one -> classOverride(one, seen));
    List<GroupOverride> groups =
        groups(
            fields,
            "resource-group-overrides",
            ProjectKeys.RESOURCE_GROUP_OVERRIDE,
            Kind.RESOURCE_GROUP);
    List<GroupOverride> tenants =
        groups(
            fields,
            "tenant-resource-group-overrides",
            ProjectKeys.TENANT_RESOURCE_GROUP_OVERRIDE,
            Kind.TENANT_RESOURCE_GROUP);
    return new PolicyDraft(
        new ServicePolicy(
            n.name(),
            n.description(),
            n.history(),
            classes.stream().map(PolicyDraft.ClassChange::override).toList(),
            groups,
            tenants),
        n.at(),
        classes);
  }

  private PolicyDraft.@Nullable ClassChange classOverride(Fields fields, Map<String, Node> seen) {
    String name = subject(fields, "service-class", Kind.SERVICE_CLASS, seen);
    PeriodReader periods = new PeriodReader(problems);
    Node groupAt = fields.get("resource-group");
    boolean noGroup = groupAt instanceof Node.Scalar s && s.isNull();
    String group =
        noGroup
            ? ClassOverride.NO_GROUP
            : names.reference(fields, "resource-group", Kind.RESOURCE_GROUP);
    Node criticalAt = fields.get("cpu-critical");
    ClassOverride override =
        new ClassOverride(
            name == null ? "?" : name,
            periods.periods(fields, false),
            group,
            criticalAt == null ? null : Values.flag(problems, criticalAt, "cpu-critical"),
            periods.ioPriorityGroup(fields),
            periods.honorPriority(fields));
    return name == null ? null : new PolicyDraft.ClassChange(override, fields.at());
  }

  private List<GroupOverride> groups(Fields owner, String key, List<String> keys, Kind kind) {
    Map<String, Node> seen = new HashMap<>();
    boolean tenant = kind == Kind.TENANT_RESOURCE_GROUP;
    return names.list(
        owner,
        key,
        keys,
        fields -> {
          String name = subject(fields, keys.getFirst(), kind, seen);
          var limits = new LimitsReader(names).limits(fields, tenant);
          return name == null ? null : new GroupOverride(name, limits);
        });
  }

  private @Nullable String subject(Fields fields, String key, Kind kind, Map<String, Node> seen) {
    Node node = fields.required(key, key, "what the override is for");
    String name = node == null ? null : names.reference(fields, key, kind);
    Node first = node == null || name == null ? null : seen.putIfAbsent(name, node);
    if (node != null && name != null && first != null) {
      problems.add(ProblemCode.DUPLICATE_OVERRIDE, node, kind.text, name, first.line());
    }
    return name;
  }
}
