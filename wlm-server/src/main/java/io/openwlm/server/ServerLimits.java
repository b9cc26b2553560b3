package io.openwlm.server;

/**
 * What clients may take of the daemon.
 *
 * @param connections open at one time
 * @param connectionsPerUser of one user who may not change the machine
 * @param lineBytes longest request
 * @param longLineBytes memory for lines longer than 8 KiB, of all connections together
 * @param idleMillis time without a request after which a connection is closed
 * @param stallMillis time that one line may take to arrive, or one answer to be taken
 * @param badLines requests not understood after which a connection is closed
 */
record ServerLimits(
    int connections,
    int connectionsPerUser,
    int lineBytes,
    long longLineBytes,
    long idleMillis,
    long stallMillis,
    int badLines) {
  static final ServerLimits NORMAL =
      new ServerLimits(256, 64, 1 << 20, 8 << 20, 300_000, 10_000, 16);
}
