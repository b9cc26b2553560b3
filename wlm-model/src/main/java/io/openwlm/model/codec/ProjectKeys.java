package io.openwlm.model.codec;

import java.util.ArrayList;
import java.util.List;

/** The closed sets of keys of the project's form, in the order in which they are written. */
final class ProjectKeys {
  static final List<String> DEFINITION =
      List.of(
          "name",
          "description",
          "level",
          "created",
          "modified",
          "codepage",
          "replication-id",
          "product-id",
          "notes",
          "cgroup-root",
          "control",
          "policies",
          "workloads",
          "service-classes",
          "resource-groups",
          "tenant-resource-groups",
          "report-classes",
          "classification-groups",
          "classification",
          "default-service-class",
          "token-budgets",
          "llm-proxy",
          "service-coefficients",
          "service-options",
          "application-environments",
          "resources",
          "scheduling-environments",
          "foreign-elements");

  /** What every named object has. */
  static final List<String> NAMED = List.of("name", "description", "created", "modified");

  static final List<String> CHANGE = List.of("at", "by");
  static final List<String> POLICY =
      named(
          "service-class-overrides", "resource-group-overrides", "tenant-resource-group-overrides");

  /** What a service policy may override in a service class. */
  static final List<String> ATTRIBUTES =
      List.of(
          "importance",
          "goal",
          "periods",
          "resource-group",
          "cpu-critical",
          "io-priority-group",
          "honor-priority");

  static final List<String> CLASS_OVERRIDE = joined(List.of("service-class"), ATTRIBUTES);

  /** OpenWLM's additions to a service class. */
  static final List<String> HOST_BINDING = List.of("cgroup", "placement", "weight", "reporters");

  static final List<String> SERVICE_CLASS =
      joined(joined(named("workload"), ATTRIBUTES), HOST_BINDING);
  static final List<String> PERIOD = List.of("importance", "goal", "duration");
  static final List<String> LIMITS =
      List.of("type", "minimum", "maximum", "memory-limit", "include-specialty-processors");
  static final List<String> TENANT_LIMITS =
      List.of("type", "maximum", "include-specialty-processors");
  static final List<String> RESOURCE_GROUP = joined(NAMED, LIMITS);
  static final List<String> RESOURCE_GROUP_OVERRIDE = joined(List.of("resource-group"), LIMITS);
  static final List<String> TENANT_RESOURCE_GROUP =
      joined(named("solution-id", "tenant-id", "tenant-name"), TENANT_LIMITS);
  static final List<String> TENANT_RESOURCE_GROUP_OVERRIDE =
      joined(List.of("tenant-resource-group"), TENANT_LIMITS);
  static final List<String> REPORT_CLASS = named("tenant-resource-group");
  static final List<String> CLASSIFICATION_GROUP = named("qualifier", "members");
  static final List<String> MEMBER = List.of("value", "description", "start");
  static final List<String> SUBSYSTEM =
      List.of("description", "created", "modified", "default", "ewlm-classification", "rules");
  static final List<String> SUBSYSTEM_DEFAULT = List.of("service-class", "report-class");
  static final List<String> RULE =
      List.of(
          "when",
          "service-class",
          "report-class",
          "storage-critical",
          "manage-region-by",
          "reporting-attribute",
          "boost",
          "description",
          "rules");
  static final List<String> CONDITION = List.of("value", "start");
  static final List<String> COEFFICIENTS = List.of("cpu", "ioc", "mso", "srb");
  static final List<String> OPTIONS =
      List.of(
          "io-priority-management",
          "io-priority-groups",
          "dynamic-alias-management",
          "deactivate-discretionary-goal-management");
  static final List<String> APPLICATION_ENVIRONMENT =
      named("subsystem", "limit", "procedure", "start-parameter");
  static final List<String> SCHEDULING_ENVIRONMENT = named("requires");
  static final List<String> TOKEN_BUDGETS =
      List.of(
          "token-weights",
          "model-weights",
          "price-table",
          "signal-directory",
          "organisations",
          "agents");
  static final List<String> ORGANISATION = List.of("name", "limits", "teams", "agents");
  static final List<String> TEAM = List.of("name", "limits", "agents");
  static final List<String> AGENT =
      List.of(
          "name",
          "service-class",
          "limits",
          "floor",
          "entitlement",
          "cap",
          "session-limits",
          "on-unavailable",
          "identities",
          "signal-file",
          "counter-file");
  static final List<String> SESSION_LIMIT = List.of("tokens", "cost", "requests");
  static final List<String> BUDGET_LIMIT =
      joined(SESSION_LIMIT, List.of("per", "zone", "starts-at", "week-start"));
  static final List<String> IDENTITY = List.of("cgroup", "user", "key-file");
  static final List<String> LLM_PROXY =
      List.of("unix-socket", "port", "max-streams", "max-body", "wait", "upstreams");
  static final List<String> UPSTREAM =
      List.of("name", "api", "url", "key-file", "models", "default-max-output");
  static final List<String> FOREIGN = List.of("in", "xml");

  private ProjectKeys() {}

  private static List<String> named(String... more) {
    return joined(NAMED, List.of(more));
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
