package io.openwlm.server.intake;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** One source of response times, or of spent tokens, as its file describes it. */
sealed interface SourceConfig {
  /** Unique in its file; 1 to 32 letters, digits, - or _. */
  String name();

  Selector selector();

  /** Lines of a file that grows. */
  record AccessLog(String name, Selector selector, Path file, LogFormat format)
      implements SourceConfig {}

  /**
   * A histogram that an application exposes.
   *
   * @param histogram its name, without {@code _bucket}
   * @param queued a gauge of the same application: requests that wait to be taken; empty = none
   * @param unitNanos what its bounds count
   * @param labels patterns that a series must match to be looked at
   */
  record Scrape(
      String name,
      Selector selector,
      URI uri,
      String histogram,
      String queued,
      double unitNanos,
      long intervalMillis,
      long timeoutMillis,
      Map<String, Glob> labels)
      implements SourceConfig {}

  /**
   * What comes over OTLP.
   *
   * @param metric name of a histogram; empty = take no metrics
   * @param spans take server spans
   */
  record Otlp(String name, Selector selector, String metric, boolean spans)
      implements SourceConfig {}

  /**
   * Spent tokens that come over OTLP.
   *
   * @param selector one rule: which spans, and the agent in place of a service class
   * @param namesOperation the rule says which operations it wants
   * @param metric they come as this metric; empty = as spans
   */
  record OtlpTokens(
      String name, Selector selector, String agent, boolean namesOperation, String metric)
      implements SourceConfig {}
}
