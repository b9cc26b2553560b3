package io.openwlm.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.server.metrics.ManagerMetrics;
import org.junit.jupiter.api.Test;

class ProxyCountersTest {
  @Test
  void tellsWhatTheProxyHasDone() {
    ProxyCounters counters = new ProxyCounters();
    counters.request("openai");
    counters.request("openai");
    counters.refusal("exhausted");
    counters.upstreamError("a/b", "5xx");
    counters.ending("settled");
    counters.added(80_000);
    counters.added(900_000);
    counters.added(90_000_000);
    ManagerMetrics metrics = new ManagerMetrics("1");
    metrics.also(counters::tell);
    assertThat(metrics.page(null, null, () -> true).body())
        .contains(
            "wlm_llm_requests_total{api=\"openai\"} 2.0",
            "wlm_llm_refusals_total{reason=\"exhausted\"} 1.0",
            "wlm_llm_upstream_errors_total{kind=\"5xx\",upstream=\"a/b\"} 1.0",
            "wlm_llm_calls_total{ending=\"settled\"} 1.0",
            "wlm_llm_added_seconds_bucket{le=\"1.0E-4\"} 1",
            "wlm_llm_added_seconds_bucket{le=\"0.001\"} 2",
            "wlm_llm_added_seconds_bucket{le=\"+Inf\"} 3");
    metrics.close();
  }
}
