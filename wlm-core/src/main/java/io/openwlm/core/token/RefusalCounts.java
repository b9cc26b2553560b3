package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import java.util.EnumMap;
import java.util.Map;

/** How often calls were refused, by reason. */
final class RefusalCounts {
  /** One number each, made when the reason first comes up. */
  private final Map<Refusal, long[]> counts = new EnumMap<>(Refusal.class);

  void add(Refusal reason, long times) {
    long[] count = counts.get(reason);
    if (count == null) {
      count = new long[1];
      counts.put(reason, count);
    }
    count[0] += times;
  }

  Map<Refusal, Long> all() {
    Map<Refusal, Long> all = new EnumMap<>(Refusal.class);
    counts.forEach((reason, count) -> all.put(reason, count[0]));
    return all;
  }
}
