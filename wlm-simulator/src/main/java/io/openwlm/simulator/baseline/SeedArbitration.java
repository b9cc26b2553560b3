package io.openwlm.simulator.baseline;

import java.util.List;

/**
 * The published arbitration. Whoever misses its goal asks for all that is missing to its maximum,
 * from all classes behind it in the order of importance: also from those that miss their own goals
 * and from those as important as itself, down to their minimum.
 */
final class SeedArbitration {
  private SeedArbitration() {}

  /** One class. */
  static final class Claim {
    final int serviceClass;
    final boolean met;
    final int min;
    final int max;
    int weight;

    Claim(int serviceClass, boolean met, int weight, int min, int max) {
      this.serviceClass = serviceClass;
      this.met = met;
      this.weight = weight;
      this.min = min;
      this.max = max;
    }
  }

  /**
   * @param order most important first; the weights are changed in place
   */
  static void run(List<Claim> order) {
    for (int i = 0; i < order.size(); i++) {
      Claim receiver = order.get(i);
      if (!receiver.met && receiver.weight < receiver.max) {
        take(receiver, order.subList(i + 1, order.size()));
      }
    }
  }

  private static void take(Claim receiver, List<Claim> donors) {
    long available = donors.stream().mapToLong(d -> d.weight - d.min).sum();
    long need = Math.min(receiver.max - receiver.weight, available);
    for (Claim donor : donors) {
      long gift = available == 0 ? 0 : need * (donor.weight - donor.min) / available;
      donor.weight -= (int) gift;
      receiver.weight += (int) gift;
    }
  }
}
