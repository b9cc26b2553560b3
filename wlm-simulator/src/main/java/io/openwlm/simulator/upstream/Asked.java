package io.openwlm.simulator.upstream;

/**
 * What a request asks for.
 *
 * @param stream the answer comes in pieces
 * @param usageWanted the usage is to come as a piece of its own (OpenAI chat)
 * @param cap of output tokens for each choice; 0 for none
 * @param choices how many answers, 1 or more
 */
public record Asked(
    WireKind kind,
    String model,
    boolean stream,
    boolean usageWanted,
    long cap,
    int choices,
    RawRequest request) {}
