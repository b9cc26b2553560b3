package io.openwlm.core.token;

/**
 * What calls of one service class to one model used: input tokens for a byte of the request, and
 * output tokens. Knows the usual (a moving mean), the 95th percentile and the largest of late. Old
 * calls fade: counts are halved when there are enough. Allocates nothing after it was made.
 */
final class CallHistory {
  private static final double MEAN_SHARE = 0.1;
  private static final double PERCENTILE = 0.95;

  /** A request's estimate is this much above the largest seen. */
  private static final double ABOVE_LARGEST = 1.02;

  /** With few calls the next one may be much larger: by 0.3 after the first, less with each. */
  private static final double ABOVE_FEW = 0.3;

  /**
   * More than a token for each byte is what a provider adds by itself, for example a conversation
   * that it keeps. A request does not show it, so that one such call must not make all later ones
   * look as large.
   */
  private static final double MOST_RATIO = 2;

  private static final int FEW = 64;
  private static final int RATIO_STEPS = 512;
  private static final int GENERATION = 512;
  private static final int RENEW = 64;

  /** It is saved when it has learned from so much more of its calls. */
  private static final int SAVED_PART = 16;

  private static final double MOST_SAVED = 1e18;

  private final int[] ratios = new int[RATIO_STEPS + 1];
  private final int[] outputs = new int[4 * Long.SIZE];
  private int inHistograms;
  private long calls;
  private double meanRatio;
  private double meanOutput;
  private double p95Ratio = 1;
  private double largestRatio;
  private double largestBefore;

  /** The dearest input seen of late, as a part of what the dearest kind of input counts. */
  private double dearest;

  private double dearestBefore;
  private double dearestPrice;
  private double dearestPriceBefore;

  private long savedCalls;

  /** Learns from a call whose provider said what it used. */
  void learn(long inputBytes, long inputTokens, long outputTokens) {
    learn(inputBytes, inputTokens, outputTokens, 1, 1);
  }

  /**
   * Learns from a call whose provider said what it used.
   *
   * @param weighed what its input counted / what it would have counted as the dearest kind, 0 to 1
   * @param priced the same in money
   */
  void learn(long inputBytes, long inputTokens, long outputTokens, double weighed, double priced) {
    if (inputBytes <= 0) {
      return;
    }
    double ratio = Math.min(MOST_RATIO, (double) inputTokens / inputBytes);
    calls++;
    double share = calls >= 1 / MEAN_SHARE ? MEAN_SHARE : 1.0 / calls;
    meanRatio += (ratio - meanRatio) * share;
    meanOutput += (outputTokens - meanOutput) * share;
    largestRatio = Math.max(largestRatio, ratio);
    dearest = Math.max(dearest, weighed);
    dearestPrice = Math.max(dearestPrice, priced);
    ratios[(int) Math.min(RATIO_STEPS, Math.ceil(ratio * RATIO_STEPS))]++;
    outputs[bucket(outputTokens)]++;
    inHistograms++;
    if (inHistograms >= GENERATION) {
      fade();
    }
    if (calls <= FEW || (calls & (RENEW - 1)) == 0) {
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
    dearestBefore = dearest;
    dearest = 0;
    dearestPriceBefore = dearestPrice;
    dearestPrice = 0;
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
    return calls > 0;
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
    double few = calls < FEW ? ABOVE_FEW / calls : 0;
    double ratio = Math.max(p95Ratio, largest * (ABOVE_LARGEST + few));
    if (largest <= 1) {
      ratio = Math.min(1, ratio);
    }
    return (long) Math.ceil(inputBytes * ratio);
  }

  /** The part of the dearest kind's weight that input may be expected to count; 1 is unknown. */
  double weighedBound() {
    return bound(Math.max(dearest, dearestBefore));
  }

  /** The same for money. */
  double pricedBound() {
    return bound(Math.max(dearestPrice, dearestPriceBefore));
  }

  private double bound(double largest) {
    return calls == 0
        ? 1
        : Math.min(1, largest * (ABOVE_LARGEST + (calls < FEW ? ABOVE_FEW / calls : 0)));
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

  /** True if so much was learned since the last {@link #save} that it is worth to be kept. */
  boolean isWorthSaving() {
    return calls - savedCalls >= Math.clamp(savedCalls / SAVED_PART, 1, FEW);
  }

  /** Everything that was learned. */
  void save(RecordBuffer out) {
    savedCalls = calls;
    out.number(calls);
    for (double value :
        new double[] {
          meanRatio,
          meanOutput,
          p95Ratio,
          largestRatio,
          largestBefore,
          dearest,
          dearestBefore,
          dearestPrice,
          dearestPriceBefore
        }) {
      out.number(Double.doubleToLongBits(value >= 0 ? Math.min(value, MOST_SAVED) : 0));
    }
    int used = 0;
    for (int count : ratios) {
      used += count > 0 ? 1 : 0;
    }
    out.number(used);
    for (int i = 0; i < ratios.length; i++) {
      if (ratios[i] > 0) {
        out.number(i).number(ratios[i]);
      }
    }
  }

  /** What {@link #save} wrote. */
  static CallHistory saved(RecordReader in) {
    CallHistory history = new CallHistory();
    history.calls = in.amount();
    history.savedCalls = history.calls;
    history.meanRatio = real(in);
    history.meanOutput = real(in);
    history.p95Ratio = real(in);
    history.largestRatio = real(in);
    history.largestBefore = real(in);
    history.dearest = real(in);
    history.dearestBefore = real(in);
    history.dearestPrice = real(in);
    history.dearestPriceBefore = real(in);
    int used = in.count(2 * Long.BYTES);
    for (int i = 0; i < used; i++) {
      long step = in.amount();
      long count = in.amount();
      if (step > RATIO_STEPS || count > GENERATION) {
        throw new RecordReader.Damaged("a histogram with " + count + " at " + step);
      }
      history.ratios[(int) step] = (int) count;
      history.inHistograms += (int) count;
    }
    return history;
  }

  private static double real(RecordReader in) {
    double value = Double.longBitsToDouble(in.number());
    if (!(value >= 0 && value <= MOST_SAVED)) {
      throw new RecordReader.Damaged("an estimate of " + value);
    }
    return value;
  }
}
