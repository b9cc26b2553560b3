package io.openwlm.server.llm.upstream;

/**
 * How long a provider may take.
 *
 * @param connectMillis for name, connection and TLS
 * @param writeMillis to take a request
 * @param firstByteMillis until the head of its answer
 * @param idleMillis between two pieces of its answer
 * @param keepMillis that a connection is kept without a request
 */
public record UpstreamLimits(
    long connectMillis, long writeMillis, long firstByteMillis, long idleMillis, long keepMillis) {
  public static final UpstreamLimits NORMAL =
      new UpstreamLimits(10_000, 60_000, 600_000, 300_000, 30_000);
}
