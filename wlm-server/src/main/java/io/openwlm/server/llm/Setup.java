package io.openwlm.server.llm;

import io.openwlm.core.port.TokenAdmission;
import io.openwlm.server.RareLog;
import io.openwlm.server.llm.upstream.UpstreamPool;
import java.util.function.LongSupplier;

/**
 * What all requests share.
 *
 * @param nowMillis time of day, milliseconds since 1970
 */
record Setup(
    TokenAdmission admission,
    UpstreamPool pool,
    ProxyCounters counters,
    SeenRatios ratios,
    SeenAnswers answers,
    ProxyLimits limits,
    RareLog log,
    LongSupplier nowMillis) {

  void refused(String line) {
    log.refused(line, System.nanoTime());
  }
}
