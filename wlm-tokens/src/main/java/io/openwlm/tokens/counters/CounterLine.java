package io.openwlm.tokens.counters;

import io.openwlm.core.token.ReportedCall;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.tokens.counters.FlatJson.Value;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One line of a counter file. Two forms are read:
 *
 * <pre>
 * {"v":1,"id":"01J..","class":"C","model":"m","in":1,"cr":0,"cw":0,"out":2,"rs":0,
 *  "ts":unix_nanos,"boot":"b","writer":"w","seq":7,"crc":"0123abcd"}
 * {"class":"C","model":"m","tokens":3,"weight":3.0,"ts":unix_nanos}
 * </pre>
 *
 * <p>The second is the first seed's. Its one number says nothing of its kind and counts as output,
 * the dearest one; what the agent says that it weighs is not used. {@code crc} is the CRC-32C of the
 * line up to the comma before it; it and {@code id}, {@code boot}, {@code writer}, {@code seq} may
 * be left out.
 *
 * @param owner the class or agent that the line says it is of
 * @param writer who wrote it, with the start of its machine; empty if it does not say
 * @param sequence of the writer's lines; -1 if it does not say
 */
record CounterLine(String owner, ReportedCall call, String writer, long sequence) {
  private static final long MOST_TOKENS = 1L << 40;
  private static final int MOST_CHARS = 256;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Reads a line; null if it is none. */
  static @Nullable CounterLine read(String line) {
    Map<String, Value> values = FlatJson.read(line);
    if (values == null || !intact(line, values)) {
      return null;
    }
    String owner = text(values, "class");
    String model = text(values, "model");
    Long nanos = number(values, "ts", Long.MAX_VALUE);
    TokenUsage usage = values.containsKey("v") ? kinds(values) : seed(values);
    if (owner == null || owner.isEmpty() || model == null || nanos == null || usage == null) {
      return null;
    }
    String id = values.containsKey("id") ? text(values, "id") : "";
    Long sequence =
        values.containsKey("seq") ? number(values, "seq", Long.MAX_VALUE) : Long.valueOf(-1);
    if (id == null || sequence == null) {
      return null;
    }
    String writer = word(values, "boot") + "/" + word(values, "writer");
    return new CounterLine(
        owner,
        new ReportedCall(id, model, usage, nanos / NANOS_PER_MILLI),
        writer.length() == 1 ? "" : writer,
        sequence);
  }

  private static @Nullable TokenUsage kinds(Map<String, Value> values) {
    Value version = values.get("v");
    Long in = count(values, "in");
    Long cachedInput = count(values, "cr");
    Long cacheWrite = count(values, "cw");
    Long out = count(values, "out");
    Long reasoning = count(values, "rs");
    boolean known = version != null && !version.quoted() && version.text().equals("1");
    return !known
            || in == null
            || cachedInput == null
            || cacheWrite == null
            || out == null
            || reasoning == null
        ? null
        : new TokenUsage(in, cachedInput, cacheWrite, out, reasoning);
  }

  private static @Nullable TokenUsage seed(Map<String, Value> values) {
    Long tokens = number(values, "tokens", MOST_TOKENS);
    return tokens == null ? null : new TokenUsage(0, 0, 0, tokens, 0);
  }

  /** A count that is 0 if it is left out. */
  private static @Nullable Long count(Map<String, Value> values, String key) {
    return values.containsKey(key) ? number(values, key, MOST_TOKENS) : Long.valueOf(0);
  }

  private static @Nullable Long number(Map<String, Value> values, String key, long most) {
    Value value = values.get(key);
    if (value == null || value.quoted() || !value.text().matches("[0-9]{1,18}|[0-9]{19}")) {
      return null;
    }
    try {
      long number = Long.parseLong(value.text());
      return number <= most ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable String text(Map<String, Value> values, String key) {
    Value value = values.get(key);
    return value != null && value.quoted() && value.text().length() <= MOST_CHARS
        ? value.text()
        : null;
  }

  private static String word(Map<String, Value> values, String key) {
    Value value = values.get(key);
    return value == null || value.text().length() > MOST_CHARS ? "" : value.text();
  }

  private static boolean intact(String line, Map<String, Value> values) {
    Value said = values.get("crc");
    if (said == null) {
      return true;
    }
    int end = line.lastIndexOf(",\"crc\"");
    if (end < 0) {
      return false;
    }
    return crc(line.substring(0, end)).equals(said.text());
  }

  /** The checksum of the part of a line before {@code ,"crc"}. */
  static String crc(String part) {
    CRC32C crc = new CRC32C();
    crc.update(part.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
