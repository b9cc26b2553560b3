package io.openwlm.core.token;

/** Sums and products of amounts, each 0 or more, that stop at the largest number. */
final class Amount {
  private Amount() {}

  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  static long times(long a, long b) {
    if (Math.multiplyHigh(a, b) != 0) {
      return Long.MAX_VALUE;
    }
    long product = a * b;
    return product < 0 ? Long.MAX_VALUE : product;
  }

  /** Rounded up. */
  static long over(long a, long b) {
    return a == Long.MAX_VALUE ? a : a / b + (a % b == 0 ? 0 : 1);
  }
}
