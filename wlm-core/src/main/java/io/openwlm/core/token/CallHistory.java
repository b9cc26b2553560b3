package io.openwlm.core.token;

/**
 * What calls of one service class to one model used: input tokens for a byte of the request, and
 * output tokens. Knows the usual (a moving mean), the 95th percentile and the largest of late. Old
 * calls fade: counts are halved when there are enough. Allocates nothing after it was made.
 */
final class CallHistory {
  /** So many calls are needed before bytes are not taken for tokens. */
  static final int ENOUGH = 8;

  private static final double MEAN_SHARE = 0.1;
  private static final double PERCENTILE = 0.95;

  /** A request's estimate is this much above the 95th percentile, and above the largest seen. */
  private static final double ABOVE_PERCENTILE = 1.10;

  private static final double ABOVE_LARGEST = 1.05;
  private static final int RATIO_STEPS = 128;
  private static final int GENERATION = 512;
  private static final int RENEW = 64;

  private final int[] ratios = new int[RATIO_STEPS + 1];
  private final int[] outputs = new int[4 * Long.SIZE];
  private int inHistograms;
  private long calls;
  private double meanRatio;
  private double meanOutput;
  private double p95Ratio = 1;
  private double largestRatio;
  private double largestBefore;

  /** Learns from a call whose provider said what it used. */
  void learn(long inputBytes, long inputTokens, long outputTokens) {
    if (inputBytes <= 0) {
      return;
    }
    double ratio = (double) inputTokens / inputBytes;
    calls++;
    double share = calls >= 1 / MEAN_SHARE ? MEAN_SHARE : 1.0 / calls;
    meanRatio += (ratio - meanRatio) * share;
    meanOutput += (outputTokens - meanOutput) * share;
    largestRatio = Math.max(largestRatio, ratio);
    ratios[(int) Math.min(RATIO_STEPS, Math.ceil(ratio * RATIO_STEPS))]++;
    outputs[bucket(outputTokens)]++;
    inHistograms++;
    if (inHistograms >= GENERATION) {
      fade();
    }
    if (calls <= ENOUGH || (calls & (RENEW - 1)) == 0) {
      p95Ratio = (double) percentile(ratios) / RATIO_STEPS;
    }
  }

  private void fade() {
    inHistograms = 0;
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] /= 2;
      inHistograms += ratios[i];
    }
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] /= 2;
    }
    largestBefore = largestRatio;
    largestRatio = 0;
  }

  private static int percentile(int[] counts) {
    long all = 0;
    for (int count : counts) {
      all += count;
    }
    long want = (long) Math.ceil(all * PERCENTILE);
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i];
      if (sum >= want) {
        return i;
      }
    }
    return counts.length - 1;
  }

  /** Four buckets for each doubling. */
  private static int bucket(long tokens) {
    long v = Math.max(4, tokens);
    int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(v);
    return 4 * log + (int) (v >>> (log - 2) & 3);
  }

  /** The largest count that falls into a bucket. */
  private static long top(int bucket) {
    int log = bucket / 4;
    long step = 1L << Math.max(0, log - 2);
    return (4L + bucket % 4 + 1) * step - 1;
  }

  boolean knows() {
    return calls >= ENOUGH;
  }

  /**
   * The most input tokens that a request of this size may be expected to have. While too little is
   * known: one for each byte, which no tokenizer of bytes exceeds.
   */
  long inputBound(long inputBytes) {
    if (!knows()) {
      return inputBytes;
    }
    double largest = Math.max(largestRatio, largestBefore);
    double ratio = Math.max(p95Ratio * ABOVE_PERCENTILE, largest * ABOVE_LARGEST);
    if (largest <= 1) {
      ratio = Math.min(1, ratio);
    }
    return (long) Math.ceil(inputBytes * ratio);
  }

  /** What a request of this size usually has; its size while nothing is known. */
  long usualInput(long inputBytes) {
    return calls == 0 ? inputBytes : (long) Math.ceil(inputBytes * meanRatio);
  }

  /** What a call usually answers, at most what it may. */
  long usualOutput(long maxOutputTokens) {
    return calls == 0 ? maxOutputTokens : Math.min(maxOutputTokens, (long) Math.ceil(meanOutput));
  }

  /** 19 of 20 answers are at most this long; 0 while nothing is known. */
  long p95Output() {
    return calls == 0 ? 0 : top(percentile(outputs));
  }
}
