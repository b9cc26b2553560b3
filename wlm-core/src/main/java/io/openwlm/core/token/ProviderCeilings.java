package io.openwlm.core.token;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ceilings of all providers, one for each model: a provider that takes no more of one model may
 * take others. Looking for one allocates nothing.
 */
final class ProviderCeilings {
  private final Map<String, Map<String, ProviderCeiling>> byUpstream = new HashMap<>();
  private int size;

  /** What a provider said of a model; null if it said nothing. */
  @Nullable ProviderCeiling find(String upstream, String model) {
    Map<String, ProviderCeiling> models = byUpstream.get(upstream);
    return models == null ? null : models.get(model);
  }

  /**
   * The same, made if it is not there.
   *
   * @param most so many in all; when there are, those that are over are forgotten
   * @return null if there are too many
   */
  @Nullable ProviderCeiling made(String upstream, String model, int most, long wallMillis) {
    ProviderCeiling known = find(upstream, model);
    if (known != null) {
      return known;
    }
    if (size >= most) {
      forget(wallMillis);
    }
    if (size >= most) {
      return null;
    }
    size++;
    ProviderCeiling made = new ProviderCeiling(upstream);
    byUpstream.computeIfAbsent(upstream, _ -> new HashMap<>()).put(model, made);
    return made;
  }

  private void forget(long wallMillis) {
    size = 0;
    for (Map<String, ProviderCeiling> models : byUpstream.values()) {
      models.values().removeIf(ceiling -> ceiling.isDone(wallMillis));
      size += models.size();
    }
    byUpstream.values().removeIf(Map::isEmpty);
  }
}
