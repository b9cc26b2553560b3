package io.openwlm.model.token;

import java.util.List;

/**
 * What a token counts, by kind and by model. The first model whose mask matches counts; without a
 * match the factor is 1.
 *
 * @param milliByKind thousandths, in the order of {@link TokenKind}; 0 to 1,000,000
 * @param models factors by mask
 */
public record TokenWeights(List<Integer> milliByKind, List<ModelWeight> models) {
  private static final long MILLI = 1_000;

  /** Cache reads count a tenth, cache writes a quarter more, all others one. */
  public static final TokenWeights DEFAULT =
      new TokenWeights(List.of(1000, 100, 1250, 1000, 1000), List.of());

  public TokenWeights {
    milliByKind = List.copyOf(milliByKind);
    models = List.copyOf(models);
    if (milliByKind.size() != TokenKind.values().length) {
      throw new IllegalArgumentException("one weight for each kind");
    }
  }

  /**
   * @param mask a model's name, {@code *} for any characters
   * @param milli thousandths, 0 to 1,000,000
   */
  public record ModelWeight(String mask, int milli) {
    boolean matches(String model) {
      return ModelMask.fits(mask, model);
    }
  }

  /** The factor of a model in thousandths. */
  public int modelMilli(String model) {
    for (ModelWeight weight : models) {
      if (weight.matches(model)) {
        return weight.milli();
      }
    }
    return (int) MILLI;
  }

  /** Weighted tokens in thousandths, rounded up. */
  public long milliTokens(TokenUsage usage, int modelMilli) {
    long micro = 0;
    for (TokenKind kind : TokenKind.values()) {
      micro =
          Math.addExact(micro, Math.multiplyExact(usage.of(kind), milliByKind.get(kind.index())));
    }
    return Math.ceilDiv(Math.multiplyExact(micro, modelMilli), MILLI);
  }
}
