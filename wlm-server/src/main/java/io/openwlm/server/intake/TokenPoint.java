package io.openwlm.server.intake;

import io.openwlm.core.port.TokenSpend.Spent;
import io.openwlm.model.token.TokenUsage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A point of the histogram of tokens: how many calls used how many tokens of one kind. The sum of a
 * histogram is exact, so its buckets do not matter.
 *
 * @param attributes of the resource and of the point
 * @param startNanos when counting began, since 1970; 0 = not told
 * @param timeNanos when it was told, since 1970; 0 = not told
 * @param input true for what went in, false for what came out
 * @param problem why it cannot be used; empty if it can
 */
record TokenPoint(
    Map<String, String> attributes,
    long startNanos,
    long timeNanos,
    long calls,
    long tokens,
    boolean input,
    String problem) {
  private static final int ID_BYTES = 20;
  private static final long NANOS_PER_MILLI = 1_000_000;

  static TokenPoint of(OtlpPoint point) {
    String type = point.attributes().getOrDefault(GenAiNames.TOKEN_TYPE, "");
    boolean input = GenAiNames.TYPE_INPUT.contains(type);
    OtlpPoint.Total total = point.total();
    boolean sound =
        total.sum() >= 0
            && total.sum() <= GenAiUsage.MOST_TOKENS
            && total.sum() == Math.rint(total.sum())
            && total.count() >= 0
            && total.count() <= GenAiUsage.MOST_TOKENS;
    String problem =
        !input && !GenAiNames.TYPE_OUTPUT.contains(type)
            ? "a point has no known " + GenAiNames.TOKEN_TYPE
            : !sound
                ? GenAiUsage.NO_COUNT
                : total.timeNanos() <= 0 ? "a point does not say when it was told" : "";
    return new TokenPoint(
        point.attributes(),
        point.startNanos(),
        total.timeNanos(),
        sound ? total.count() : 0,
        sound ? (long) total.sum() : 0,
        input,
        problem);
  }

  /** What came since an earlier point of the same stream. */
  TokenPoint since(TokenPoint before) {
    return new TokenPoint(
        attributes,
        startNanos,
        timeNanos,
        calls - before.calls,
        tokens - before.tokens,
        input,
        problem);
  }

  /** Instead of a point: why there is none. */
  TokenPoint bad(String why) {
    return new TokenPoint(attributes, startNanos, timeNanos, 0, 0, input, why);
  }

  /**
   * The same point that is sent again has the same id. The calls are counted with their input, as
   * input and output come as two points.
   */
  Spent spent(String agent) {
    return new Spent(
        agent,
        "otlp",
        id(),
        GenAiUsage.model(attributes),
        new TokenUsage(input ? tokens : 0, 0, 0, input ? 0 : tokens, 0),
        timeNanos / NANOS_PER_MILLI,
        input ? calls : 0);
  }

  private String id() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(attributes)
          .forEach((key, value) -> {
            part(digest, key);
            part(digest, value);
          });
      digest.update(
          ByteBuffer.allocate(2 * Long.BYTES).putLong(startNanos).putLong(timeNanos).flip());
      return "metric-" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void part(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }
}
