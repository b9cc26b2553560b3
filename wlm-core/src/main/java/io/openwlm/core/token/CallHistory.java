package io.openwlm.core.token;

/**
 * What calls of one service class to one model used: input tokens for a byte of the request, and
 * output tokens. Knows the usual and the largest of late. Old calls fade: of the largest the last
 * two generations of calls count, of the usual each counts half as much as the one after it.
 * Learning allocates nothing and, as a rule, divides nothing.
 */
final class CallHistory {
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
  private static final int GENERATION = 256;

  /** With so many calls the sums are halved: the usual is that of the last 10 to 20. */
  private static final int HALVED = 20;

  /** It is saved when it has learned from so much more of its calls. */
  private static final int SAVED_PART = 16;

  private static final double MOST_SAVED = 1e18;

  private int inGeneration;
  private long calls;
  private int inSums;
  private double bytes;
  private double inputs;
  private double outputs;
  private double largestRatio;
  private double largestBefore;

  /** The dearest input seen of late, as a part of what the dearest kind of input counts. */
  private double dearest;

  private double dearestBefore;
  private double dearestPrice;
  private double dearestPriceBefore;

  private long savedCalls;

  // What follows from them: it changes seldom.
  private double ratioBound = 1;
  private double weighedBound = 1;
  private double pricedBound = 1;
  private int version;

  /** Learns from a call whose provider said what it used, all its input of the dearest kind. */
  void learn(long inputBytes, long inputTokens, long outputTokens) {
    learn(inputBytes, inputTokens, outputTokens, 1, 1, 1, 1);
  }

  /**
   * Learns from a call whose provider said what it used.
   *
   * @param weighed what its input counted
   * @param weighedMost what it would have counted as the dearest kind
   * @param priced what its input cost
   * @param pricedMost what it would have cost as the dearest kind
   */
  void learn(
      long inputBytes,
      long inputTokens,
      long outputTokens,
      double weighed,
      double weighedMost,
      double priced,
      double pricedMost) {
    if (inputBytes <= 0) {
      return;
    }
    double seen = Math.min((double) inputTokens, MOST_RATIO * inputBytes);
    calls++;
    bytes += inputBytes;
    inputs += seen;
    outputs += outputTokens;
    if (++inSums >= HALVED) {
      inSums /= 2;
      bytes /= 2;
      inputs /= 2;
      outputs /= 2;
    }
    if (seen > largestRatio * inputBytes
        || weighed > dearest * weighedMost
        || priced > dearestPrice * pricedMost
        || calls <= FEW) {
      largestRatio = Math.max(largestRatio, seen / inputBytes);
      dearest = larger(dearest, weighed, weighedMost);
      dearestPrice = larger(dearestPrice, priced, pricedMost);
      bound();
    }
    if (++inGeneration >= GENERATION) {
      fade();
      bound();
    }
  }

  private static double larger(double largest, double part, double all) {
    return all > 0 ? Math.max(largest, part / all) : largest;
  }

  private void fade() {
    inGeneration = 0;
    largestBefore = largestRatio;
    largestRatio = 0;
    dearestBefore = dearest;
    dearest = 0;
    dearestPriceBefore = dearestPrice;
    dearestPrice = 0;
  }

  private void bound() {
    double above = ABOVE_LARGEST + (calls < FEW ? ABOVE_FEW / calls : 0);
    double largest = Math.max(largestRatio, largestBefore);
    ratioBound = largest <= 1 ? Math.min(1, largest * above) : largest * above;
    weighedBound = Math.min(1, Math.max(dearest, dearestBefore) * above);
    pricedBound = Math.min(1, Math.max(dearestPrice, dearestPriceBefore) * above);
    version++;
  }

  /** Changes when a bound does. */
  int version() {
    return version;
  }

  /**
   * The most input tokens that a request of this size may be expected to have. While too little is
   * known: one for each byte, which no tokenizer of bytes exceeds.
   */
  long inputBound(long inputBytes) {
    return (long) Math.ceil(inputBytes * ratioBound);
  }

  /** The part of the dearest kind's weight that input may be expected to count; 1 is unknown. */
  double weighedBound() {
    return weighedBound;
  }

  /** The same for money. */
  double pricedBound() {
    return pricedBound;
  }

  /** What a request of this size usually has; its size while nothing is known. */
  long usualInput(long inputBytes) {
    return calls == 0 ? inputBytes : (long) Math.ceil(inputBytes * inputs / bytes);
  }

  /** What a call usually answers, at most what it may. */
  long usualOutput(long maxOutputTokens) {
    return calls == 0
        ? maxOutputTokens
        : Math.min(maxOutputTokens, (long) Math.ceil(outputs / inSums));
  }

  /** True if so much was learned since the last {@link #save} that it is worth to be kept. */
  boolean isWorthSaving() {
    return calls - savedCalls >= Math.clamp(savedCalls / SAVED_PART, 1, FEW);
  }

  /** Everything that was learned. */
  void save(RecordBuffer out) {
    savedCalls = calls;
    out.number(calls).number(inGeneration).number(inSums);
    for (double value :
        new double[] {
          bytes,
          inputs,
          outputs,
          largestRatio,
          largestBefore,
          dearest,
          dearestBefore,
          dearestPrice,
          dearestPriceBefore
        }) {
      out.number(Double.doubleToLongBits(value >= 0 ? Math.min(value, MOST_SAVED) : 0));
    }
  }

  /** What {@link #save} wrote. */
  static CallHistory saved(RecordReader in) {
    CallHistory history = new CallHistory();
    history.calls = in.amount();
    history.savedCalls = history.calls;
    history.inGeneration = below(in, GENERATION);
    history.inSums = below(in, HALVED);
    history.bytes = real(in);
    history.inputs = real(in);
    history.outputs = real(in);
    history.largestRatio = real(in);
    history.largestBefore = real(in);
    history.dearest = real(in);
    history.dearestBefore = real(in);
    history.dearestPrice = real(in);
    history.dearestPriceBefore = real(in);
    if (history.calls > 0) {
      if (history.inSums == 0 || history.bytes == 0) {
        throw new RecordReader.Damaged("estimates of no calls");
      }
      history.bound();
    }
    return history;
  }

  private static int below(RecordReader in, int bound) {
    long value = in.amount();
    if (value >= bound) {
      throw new RecordReader.Damaged("a count of " + value);
    }
    return (int) value;
  }

  private static double real(RecordReader in) {
    double value = Double.longBitsToDouble(in.number());
    if (!(value >= 0 && value <= MOST_SAVED)) {
      throw new RecordReader.Damaged("an estimate of " + value);
    }
    return value;
  }
}
