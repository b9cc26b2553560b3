package io.openwlm.server.jetty;

/**
 * What clients may take of the daemon.
 *
 * @param connections open at one time; a quarter is kept for those who may change something
 * @param connectionsPerPeer of one peer without that right
 * @param headerBytes longest header
 * @param headerMillis time that a header may take from its first byte on
 * @param bodyMillis time that a body may take
 * @param answerMillis time that an answer may take to be taken
 * @param idleMillis time without a byte after which a connection is closed
 */
public record ApiLimits(
    int connections,
    int connectionsPerPeer,
    int headerBytes,
    long headerMillis,
    long bodyMillis,
    long answerMillis,
    long idleMillis) {
  public static final ApiLimits NORMAL =
      new ApiLimits(256, 32, 8192, 5_000, 30_000, 30_000, 30_000);
}
