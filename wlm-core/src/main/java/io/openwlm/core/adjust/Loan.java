package io.openwlm.core.adjust;

/**
 * Weight that one class has taken from another and still owes.
 *
 * @param receiver position of the class that took
 * @param donor position of the class that gave
 * @param amount weight owed, above 0
 * @param donorWaiting CPUs' worth of threads that waited in the donor, the most seen since the
 *     weight was taken: how hard it pressed
 */
public record Loan(int receiver, int donor, int amount, double donorWaiting) {}
