package io.openwlm.server.intake;

import io.openwlm.model.codec.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no call is charged by its span and by the metric: a source of each kind can be in
 * one file only if both name a service, and not the same one.
 */
final class TokenOverlaps {
  private static final String SERVICE = "service.name";

  /**
   * @param service literally; empty if it is a pattern or not named
   */
  private record Seen(String source, String service, boolean metric) {}

  private final List<Seen> seen = new ArrayList<>();

  /** Reports if a source overlaps with one before it. */
  void check(IntakeKeys keys, String source, String metric) {
    Seen now = new Seen(source, service(keys.get("labels")), !metric.isEmpty());
    for (Seen before : seen) {
      boolean apart = !now.service.isEmpty() && !before.service.isEmpty();
      if (before.metric != now.metric && (!apart || before.service.equals(now.service))) {
        keys.found()
            .add(
                IntakeCode.NOT_TOGETHER,
                keys.at(),
                "a call would count twice; or give both a service.name without * and ?, not the"
                    + " same",
                now.metric ? "metric" : "otlp-tokens without metric",
                (before.metric ? "the metric" : "the spans") + " of source " + before.source);
        break;
      }
    }
    seen.add(now);
  }

  private static String service(@Nullable Node labels) {
    if (labels instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (entry.key().value().equals(SERVICE) && entry.value() instanceof Node.Scalar s) {
          boolean pattern = s.value().indexOf('*') >= 0 || s.value().indexOf('?') >= 0;
          return pattern ? "" : s.value();
        }
      }
    }
    return "";
  }
}
