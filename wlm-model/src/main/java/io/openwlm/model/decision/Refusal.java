package io.openwlm.model.decision;

/**
 * Something considered and not done.
 *
 * @param serviceClass the class that did not receive or give
 * @param detail the numbers behind the reason; may be empty
 */
public record Refusal(String serviceClass, ReasonCode reason, String detail) {}
