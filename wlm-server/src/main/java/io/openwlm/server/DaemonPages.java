package io.openwlm.server;

import io.openwlm.model.status.IntakeSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a daemon tells of itself besides its manager's status. Called by any thread.
 *
 * @param metrics in the Prometheus text format 0.0.4
 * @param intake the sources of response times, in the order of their file
 */
public record DaemonPages(Supplier<String> metrics, Supplier<List<IntakeSource>> intake) {
  /** Nothing to tell. */
  public static final DaemonPages NONE = new DaemonPages(() -> "", List::of);
}
