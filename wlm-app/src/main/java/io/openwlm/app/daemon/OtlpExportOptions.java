package io.openwlm.app.daemon;

import io.openwlm.app.text.Amounts;
import io.openwlm.server.metrics.OtlpExport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where metrics are sent to. */
final class OtlpExportOptions {
  @Option(
      names = "--otlp-export",
      paramLabel = "URL",
      description = "Send metrics to this OTLP collector: http://127.0.0.1:4318/v1/metrics.")
  @Nullable String url;

  @Option(
      names = "--otlp-export-every",
      paramLabel = "TIME",
      description = "How often. Default: ${DEFAULT-VALUE}.")
  String every = "60s";

  @Option(
      names = "--otlp-export-headers",
      paramLabel = "FILE",
      description = "Headers for the collector, lines NAME: VALUE.")
  @Nullable Path headers;

  /**
   * The target; null if nothing is to be sent.
   *
   * @throws IllegalArgumentException if the options do not fit together
   */
  OtlpExport.@Nullable Target target() throws IOException {
    if (url == null) {
      return null;
    }
    Duration pause =
        Amounts.duration(every)
            .orElseThrow(() -> new IllegalArgumentException("--otlp-export-every is a time: 60s"));
    return OtlpExport.Target.of(url, pause.toMillis(), headers);
  }
}
