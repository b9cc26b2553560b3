package io.openwlm.server.llm.wire;

import io.openwlm.model.token.TokenUsage;
import org.jspecify.annotations.Nullable;

/** What is known of the use of one call so far: what the provider said, and what was seen. */
public final class Tally {
  /** No provider answers with more; a larger count is taken for nonsense. */
  private static final long MOST = 1_000_000_000_000L;

  /** Hardly a token of a model stands for more text than this. */
  private static final int MOST_BYTES_PER_TOKEN = 12;

  private @Nullable TokenUsage said;
  private boolean whole;
  private boolean inputUnknown;
  private boolean failed;
  private long pieces;
  private long textBytes;
  private @Nullable String id;

  /** The provider said how much it was so far; replaces what it said before. */
  void saidSoFar(TokenUsage usage) {
    said = usage;
  }

  /** The provider said how much it was in the end; replaces what it said before. */
  void said(TokenUsage usage) {
    said = usage;
    whole = true;
  }

  /** The provider said what came out, and left out what went in. */
  void saidOutput(TokenUsage usage) {
    said(usage);
    inputUnknown = true;
  }

  /** A piece of the answer with so much text. */
  void text(long bytes) {
    if (bytes > 0) {
      pieces++;
      textBytes += bytes;
    }
  }

  /** The provider told an error in the middle of its answer. */
  void failure() {
    failed = true;
  }

  void id(String answer) {
    id = answer;
  }

  /** A count as a provider tells it; 0 for what makes no sense. */
  static long sane(long count) {
    return count < 0 || count > MOST ? 0 : count;
  }

  public boolean failed() {
    return failed;
  }

  /** The provider's id of the answer; null if it has none. */
  public @Nullable String id() {
    return id;
  }

  /** What the provider said last; null if it said nothing. */
  public @Nullable TokenUsage lastSaid() {
    return said;
  }

  /** Whether the provider has said what the whole call used, all of it. */
  public boolean isExact() {
    return whole && !inputUnknown;
  }

  /** Output tokens that there were at least until now. */
  public long leastOutput() {
    long known = said == null ? 0 : said.totalOutput();
    return Math.max(known, Math.max(pieces, textBytes / MOST_BYTES_PER_TOKEN));
  }

  public long textBytes() {
    return textBytes;
  }

  /**
   * The best that can be said of a call that the provider did not account for.
   *
   * @param inputTokens what went in, by experience
   * @param outputTokens what the text seen amounts to, by experience
   */
  public TokenUsage estimate(long inputTokens, long outputTokens) {
    TokenUsage known = said == null ? TokenUsage.NONE : said;
    long output = Math.max(leastOutput(), outputTokens);
    long input =
        known.totalInput() == 0 || inputUnknown
            ? Math.max(0, inputTokens - known.cachedInput() - known.cacheWrite())
            : known.input();
    long seen = whole ? leastOutput() : output; // what was said is better than experience
    return new TokenUsage(
        input,
        known.cachedInput(),
        known.cacheWrite(),
        Math.max(known.output(), seen - known.reasoning()),
        known.reasoning());
  }
}
