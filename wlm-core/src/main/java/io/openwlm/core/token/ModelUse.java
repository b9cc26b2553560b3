package io.openwlm.core.token;

import io.openwlm.model.token.ModelMask;
import io.openwlm.model.token.TokenKind;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenPrices.ModelPrice;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.model.token.TokenWeights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token of one model counts and costs. Rates are kept so fine that one token is a whole
 * number: millionths of a weighted token, and the price table's millionths of the currency for a
 * million tokens.
 */
final class ModelUse {
  private static final int KINDS = TokenKind.values().length;
  private static final long MILLI = 1_000;

  static final ModelUse NONE = new ModelUse("", TokenWeights.DEFAULT, TokenPrices.NONE);

  final String model;
  final boolean priced;

  /** The dearest kind of input: what a hold assumes. */
  final long inputMicro;

  final long outputMicro;
  final long inputPico;
  final long outputPico;

  /** Counts and rates below these bounds cannot overflow a sum of five products. */
  private static final long SMALL_COUNT = 1L << 30;

  private static final long SMALL_RATE = 1L << 30;

  private final boolean smallRates;
  private final long[] micro = new long[KINDS];
  private final long[] pico = new long[KINDS];

  ModelUse(String model, TokenWeights weights, TokenPrices prices) {
    this.model = model;
    long modelMilli = weights.modelMilli(model);
    ModelPrice price = priceOf(model, prices.models());
    priced = price != null;
    long in = 0;
    long out = 0;
    long inPrice = 0;
    long outPrice = 0;
    for (TokenKind kind : TokenKind.values()) {
      int k = kind.index();
      micro[k] = weights.milliByKind().get(k) * modelMilli;
      pico[k] = price == null ? 0 : price.microsPerMillion().get(k);
      if (kind.isOutput()) {
        out = Math.max(out, micro[k]);
        outPrice = Math.max(outPrice, pico[k]);
      } else {
        in = Math.max(in, micro[k]);
        inPrice = Math.max(inPrice, pico[k]);
      }
    }
    smallRates = Math.max(Math.max(in, out), Math.max(inPrice, outPrice)) < SMALL_RATE;
    inputMicro = in;
    outputMicro = out;
    inputPico = inPrice;
    outputPico = outPrice;
  }

  private static @Nullable ModelPrice priceOf(String model, List<ModelPrice> prices) {
    for (ModelPrice price : prices) {
      if (ModelMask.fits(price.mask(), model)) {
        return price;
      }
    }
    return null;
  }

  /**
   * Thousandths of weighted tokens that this much input and output may count, rounded up.
   *
   * @param inputRate for a token of input, at most {@link #inputMicro}
   */
  long heldMilli(long input, long inputRate, long output) {
    return held(input, inputRate, output, outputMicro);
  }

  /**
   * Billionths of the currency that it may cost, rounded up.
   *
   * @param inputRate for a token of input, at most {@link #inputPico}
   */
  long heldNano(long input, long inputRate, long output) {
    return priced ? held(input, inputRate, output, outputPico) : 0;
  }

  private long held(long input, long inputRate, long output, long outputRate) {
    if (smallRates && (input | output) < SMALL_COUNT) {
      return (input * inputRate + output * outputRate + MILLI - 1) / MILLI;
    }
    return over(Amount.plus(Amount.times(input, inputRate), Amount.times(output, outputRate)));
  }

  /** Millionths of weighted tokens that the input counts. */
  double weighedInput(TokenUsage usage) {
    return input(usage, micro);
  }

  /** The same in money. */
  double pricedInput(TokenUsage usage) {
    return input(usage, pico);
  }

  private static double input(TokenUsage usage, long[] rate) {
    return (double) usage.input() * rate[0]
        + (double) usage.cachedInput() * rate[1]
        + (double) usage.cacheWrite() * rate[2];
  }

  /**
   * How much output fits into what is left after the input; negative if not even the input does.
   */
  static long outputIn(long room, long input, long inputRate, long outputRate) {
    long fine = Amount.times(room, MILLI);
    long forInput = Amount.times(input, inputRate);
    if (forInput > fine) {
      return -1;
    }
    return outputRate == 0 ? Long.MAX_VALUE : (fine - forInput) / outputRate;
  }

  /** Thousandths of weighted tokens, rounded up. */
  long milli(TokenUsage usage) {
    return over(sum(usage, micro));
  }

  /** Billionths of the currency, rounded up. */
  long nano(TokenUsage usage) {
    return priced ? over(sum(usage, pico)) : 0;
  }

  private static long over(long fine) {
    return Amount.over(fine, MILLI);
  }

  private long sum(TokenUsage usage, long[] rate) {
    long largest =
        usage.input()
            | usage.cachedInput()
            | usage.cacheWrite()
            | usage.output()
            | usage.reasoning();
    if (smallRates && largest < SMALL_COUNT) {
      return usage.input() * rate[0]
          + usage.cachedInput() * rate[1]
          + usage.cacheWrite() * rate[2]
          + usage.output() * rate[3]
          + usage.reasoning() * rate[4];
    }
    long sum = Amount.times(usage.input(), rate[TokenKind.INPUT.index()]);
    sum = Amount.plus(sum, Amount.times(usage.cachedInput(), rate[TokenKind.CACHED_INPUT.index()]));
    sum = Amount.plus(sum, Amount.times(usage.cacheWrite(), rate[TokenKind.CACHE_WRITE.index()]));
    sum = Amount.plus(sum, Amount.times(usage.output(), rate[TokenKind.OUTPUT.index()]));
    return Amount.plus(sum, Amount.times(usage.reasoning(), rate[TokenKind.REASONING.index()]));
  }
}
