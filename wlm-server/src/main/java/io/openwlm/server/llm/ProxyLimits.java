package io.openwlm.server.llm;

import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.server.llm.http.HttpLimits;
import io.openwlm.server.llm.upstream.UpstreamLimits;

/**
 * Limits of the proxy that no definition sets.
 *
 * @param callMillis longest call; its hold lasts a minute longer
 * @param listMillis longest wait for the models of a provider, where there are several
 */
record ProxyLimits(HttpLimits http, UpstreamLimits upstream, long callMillis, long listMillis) {
  private static final int HEADER_BYTES = 32 << 10;
  private static final long CALL_MILLIS = 3_600_000;
  private static final long LIST_MILLIS = 5_000;
  private static final int HEAP_SHARE = 8;
  private static final long LEAST_BODIES = 1 << 20;

  /** Bodies may take an eighth of the heap: what the daemon needs itself is never theirs. */
  static ProxyLimits of(LlmProxySettings settings) {
    long allBodies = Math.max(LEAST_BODIES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    HttpLimits http =
        new HttpLimits(
            settings.maxStreams() + 64,
            HEADER_BYTES,
            Math.min(settings.maxBodyBytes(), allBodies),
            allBodies,
            10_000,
            60_000,
            60_000,
            75_000);
    return new ProxyLimits(http, UpstreamLimits.NORMAL, CALL_MILLIS, LIST_MILLIS);
  }
}
