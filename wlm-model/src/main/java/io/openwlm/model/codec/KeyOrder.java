package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceItem.Block;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The documented order of the keys at one place of the project's form.
 *
 * @param keys empty where keys stand as written
 */
record KeyOrder(String place, List<String> keys) {
  private static final String SUBSYSTEMS = "classification";
  private static final KeyOrder AS_WRITTEN = new KeyOrder("", List.of());
  private static final Map<String, List<String>> INSIDE = new HashMap<>();

  static {
    INSIDE.put(ProjectForm.TOP_KEY, ProjectKeys.DEFINITION);
    INSIDE.put("created", ProjectKeys.CHANGE);
    INSIDE.put("modified", ProjectKeys.CHANGE);
    INSIDE.put("control", ControlReader.KEYS);
    INSIDE.put("policies", ProjectKeys.POLICY);
    INSIDE.put("service-class-overrides", ProjectKeys.CLASS_OVERRIDE);
    INSIDE.put("resource-group-overrides", ProjectKeys.RESOURCE_GROUP_OVERRIDE);
    INSIDE.put("tenant-resource-group-overrides", ProjectKeys.TENANT_RESOURCE_GROUP_OVERRIDE);
    INSIDE.put("workloads", ProjectKeys.NAMED);
    INSIDE.put("service-classes", ProjectKeys.SERVICE_CLASS);
    INSIDE.put("periods", ProjectKeys.PERIOD);
    INSIDE.put("goal", GoalReader.KEYS);
    INSIDE.put("weight", List.of("min", "max"));
    INSIDE.put("resource-groups", ProjectKeys.RESOURCE_GROUP);
    INSIDE.put("tenant-resource-groups", ProjectKeys.TENANT_RESOURCE_GROUP);
    INSIDE.put("report-classes", ProjectKeys.REPORT_CLASS);
    INSIDE.put("classification-groups", ProjectKeys.CLASSIFICATION_GROUP);
    INSIDE.put("members", ProjectKeys.MEMBER);
    INSIDE.put("default", ProjectKeys.SUBSYSTEM_DEFAULT);
    INSIDE.put("rules", ProjectKeys.RULE);
    INSIDE.put("service-coefficients", ProjectKeys.COEFFICIENTS);
    INSIDE.put("service-options", ProjectKeys.OPTIONS);
    INSIDE.put("application-environments", ProjectKeys.APPLICATION_ENVIRONMENT);
    INSIDE.put("resources", ProjectKeys.NAMED);
    INSIDE.put("scheduling-environments", ProjectKeys.SCHEDULING_ENVIRONMENT);
    INSIDE.put("foreign-elements", ProjectKeys.FOREIGN);
    INSIDE.put("token-budgets", ProjectKeys.TOKEN_BUDGETS);
    INSIDE.put("token-weights", TokenWeightReader.KINDS);
    INSIDE.put("organisations", ProjectKeys.ORGANISATION);
    INSIDE.put("teams", ProjectKeys.TEAM);
    INSIDE.put("agents", ProjectKeys.AGENT);
    INSIDE.put("limits", ProjectKeys.BUDGET_LIMIT);
    INSIDE.put("session-limits", ProjectKeys.SESSION_LIMIT);
    INSIDE.put("identities", ProjectKeys.IDENTITY);
    INSIDE.put("llm-proxy", ProjectKeys.LLM_PROXY);
    INSIDE.put("upstreams", ProjectKeys.UPSTREAM);
  }

  /** The order of a whole file; as written in the short form. */
  static KeyOrder ofRoot(Block root) {
    boolean project =
        root.items.stream()
            .map(item -> item.key)
            .filter(Objects::nonNull)
            .anyMatch(key -> key.value().equals(ProjectForm.TOP_KEY));
    return project ? new KeyOrder("/", List.of()) : AS_WRITTEN;
  }

  /**
   * The order inside the value of a key.
   *
   * @param key null for an element of a list: it has the order that the list has
   */
  KeyOrder of(@Nullable String key) {
    if (this.equals(AS_WRITTEN)) {
      return AS_WRITTEN;
    }
    if (key == null) {
      return place.equals(SUBSYSTEMS) ? inside("rules") : this;
    }
    return switch (place) {
      case SUBSYSTEMS -> new KeyOrder("subsystem", ProjectKeys.SUBSYSTEM);
      case "when" -> new KeyOrder("condition", ProjectKeys.CONDITION);
      default -> inside(key);
    };
  }

  private static KeyOrder inside(String key) {
    return new KeyOrder(key, INSIDE.getOrDefault(key, List.of()));
  }
}
