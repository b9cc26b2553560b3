package io.openwlm.model.measurement;

/**
 * Shares of the interval (0 to 1) in which some thread of the class waited; negative if unknown.
 *
 * @param cpu for a CPU
 * @param memory for memory
 * @param io for I/O
 */
public record Pressure(double cpu, double memory, double io) {
  public static final Pressure UNKNOWN = new Pressure(-1, -1, -1);
}
