package io.openwlm.server.llm.http;

/**
 * What clients may take of the daemon.
 *
 * @param connections open at one time
 * @param headerBytes longest header
 * @param bodyBytes longest body
 * @param allBodyBytes of all bodies that are held at one time
 * @param headerMillis time that a header may take from its first byte on
 * @param bodyMillis time that a body may take
 * @param writeMillis time that a client may take to read a piece of an answer
 * @param idleMillis time between two requests
 */
public record HttpLimits(
    int connections,
    int headerBytes,
    long bodyBytes,
    long allBodyBytes,
    long headerMillis,
    long bodyMillis,
    long writeMillis,
    long idleMillis) {}
