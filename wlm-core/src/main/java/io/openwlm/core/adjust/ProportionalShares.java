package io.openwlm.core.adjust;

/** Divides whole numbers in proportion, exactly: what is given out is what there was. */
public final class ProportionalShares {
  private ProportionalShares() {}

  /**
   * Divides {@code total} in proportion to {@code parts}, each slot at most its part.
   *
   * @param total 0 to the sum of the parts
   * @param parts 0 or more each
   * @return one share per slot, their sum exactly {@code total}; ties go to the lower slot
   */
  public static int[] ofParts(int total, int[] parts) {
    long sum = 0;
    for (int part : parts) {
      sum += part;
    }
    int[] shares = new int[parts.length];
    int given = 0;
    for (int i = 0; i < parts.length && sum > 0; i++) {
      shares[i] = (int) ((long) total * parts[i] / sum);
      given += shares[i];
    }
    for (int i = 0; given < total && i < parts.length; i++) {
      if (shares[i] < parts[i]) {
        shares[i]++;
        given++;
      }
    }
    return shares;
  }

  /**
   * Divides {@code total} in proportion to demands, within bounds, by water-filling.
   *
   * @param total raised to the sum of the minimums, or lowered to that of the maximums, if needed
   * @param demands above 0 each
   */
  public static int[] withinBounds(int total, double[] demands, int[] mins, int[] maxs) {
    int n = demands.length;
    double low = 0;
    double high = 1;
    while (sumAt(high, demands, mins, maxs) < total && high < 1e12) {
      high *= 2;
    }
    for (int i = 0; i < 100; i++) {
      double mid = (low + high) / 2;
      if (sumAt(mid, demands, mins, maxs) < total) {
        low = mid;
      } else {
        high = mid;
      }
    }
    int[] shares = new int[n];
    int given = 0;
    for (int i = 0; i < n; i++) {
      shares[i] = (int) Math.floor(Math.clamp(low * demands[i], mins[i], maxs[i]));
      given += shares[i];
    }
    for (boolean moved = true; given < total && moved; ) {
      moved = false;
      for (int i = 0; i < n && given < total; i++) {
        if (shares[i] < maxs[i]) {
          shares[i]++;
          given++;
          moved = true;
        }
      }
    }
    return shares;
  }

  private static double sumAt(double level, double[] demands, int[] mins, int[] maxs) {
    double sum = 0;
    for (int i = 0; i < demands.length; i++) {
      sum += Math.clamp(level * demands[i], mins[i], maxs[i]);
    }
    return sum;
  }
}
