package io.openwlm.model.token;

import java.util.List;

/**
 * What a million tokens cost, by model and kind, in millionths of the currency. The first mask that
 * matches counts.
 *
 * @param currency ISO 4217: {@code USD}
 * @param models in the order of the table
 */
public record TokenPrices(String currency, List<ModelPrice> models) {
  private static final long MICROS_PER_MILLION_TO_NANOS = 1_000;

  public static final TokenPrices NONE = new TokenPrices("USD", List.of());

  public TokenPrices {
    models = List.copyOf(models);
  }

  /**
   * @param mask a model's name, {@code *} for any characters
   * @param microsPerMillion in the order of {@link TokenKind}, each 0 or more
   */
  public record ModelPrice(String mask, List<Long> microsPerMillion) {
    public ModelPrice {
      microsPerMillion = List.copyOf(microsPerMillion);
      if (microsPerMillion.size() != TokenKind.values().length) {
        throw new IllegalArgumentException("one price for each kind");
      }
    }

    /** The cost in billionths of the currency, rounded up. */
    public long costNanos(TokenUsage usage) {
      long sum = 0;
      for (TokenKind kind : TokenKind.values()) {
        sum =
            Math.addExact(
                sum, Math.multiplyExact(usage.of(kind), microsPerMillion.get(kind.index())));
      }
      return Math.ceilDiv(sum, MICROS_PER_MILLION_TO_NANOS);
    }
  }
}
