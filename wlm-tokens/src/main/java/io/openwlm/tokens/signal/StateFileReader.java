package io.openwlm.tokens.signal;

import io.openwlm.model.json.JsonObjects;
import io.openwlm.model.token.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a state file as an agent should: one that is missing, damaged or too old never counts as
 * green. Its age is taken from the boot id and the monotonic clock, which no clock step moves; only
 * without them from its time of day.
 */
public final class StateFileReader {
  private static final int MOST_BYTES = 256 * 1024;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private StateFileReader() {}

  /**
   * The clocks of the reader.
   *
   * @param bootId of the machine's start; empty if unknown
   * @param monoNanos the kernel's monotonic clock
   */
  public record Now(String bootId, long monoNanos, long epochMillis) {}

  /** What was found. */
  public sealed interface Reading {
    /** The exit code of {@code wlm budget check}. */
    int exitCode();
  }

  /**
   * It holds.
   *
   * @param fields all of it
   */
  public record Fresh(Signal signal, Map<String, @Nullable Object> fields) implements Reading {
    @Override
    public int exitCode() {
      return signal.exitCode();
    }
  }

  /**
   * It is too old.
   *
   * @param why in words
   * @param goesOn true if its agent may go on below {@code tokens}; else it behaves as if red
   * @param tokens how many it may still use
   */
  public record Stale(String why, boolean goesOn, long tokens) implements Reading {
    @Override
    public int exitCode() {
      return Signal.STALE_EXIT_CODE;
    }
  }

  /** There is none, or none that can be understood: as if red. */
  public record Missing(String why) implements Reading {
    @Override
    public int exitCode() {
      return Signal.STALE_EXIT_CODE;
    }
  }

  public static Reading read(Path file, Now now) {
    String text;
    try {
      text = text(file);
    } catch (NoSuchFileException e) {
      return new Missing("there is no state file " + file);
    } catch (IOException e) {
      return new Missing("the state file cannot be read: " + e.getMessage());
    }
    Map<String, @Nullable Object> fields;
    try {
      fields = JsonObjects.read(text);
    } catch (IllegalArgumentException e) {
      return new Missing("the state file cannot be understood");
    }
    Signal signal = signal(fields.get("signal"));
    if (signal == null) {
      return new Missing("the state file names no signal");
    }
    String stale = stale(fields, now);
    return stale == null ? new Fresh(signal, fields) : aged(stale, fields);
  }

  private static String text(Path file) throws IOException {
    BasicFileAttributes facts =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!facts.isRegularFile()) {
      throw new IOException(file + " is no plain file");
    }
    try (SeekableByteChannel in =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      if (in.size() > MOST_BYTES) {
        throw new IOException(file + " is too large");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) in.size());
      while (bytes.hasRemaining() && in.read(bytes) >= 0) {
        // on
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }

  private static @Nullable Signal signal(@Nullable Object value) {
    for (Signal each : Signal.values()) {
      if (value instanceof String s && each.key().equals(s.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    return null;
  }

  /** Why it is too old; null if it is not. */
  private static @Nullable String stale(Map<String, @Nullable Object> fields, Now now) {
    Long validFor = number(fields.get("valid_for_ms"));
    Long mono = number(fields.get("mono_ns"));
    if (fields.get("boot_id") instanceof String boot
        && !boot.isEmpty()
        && !now.bootId().isEmpty()
        && validFor != null
        && mono != null) {
      if (!boot.equals(now.bootId())) {
        return "it is from before the machine started";
      }
      long age = now.monoNanos() - mono;
      return age < 0
          ? "it is from the future"
          : age > validFor * NANOS_PER_MILLI ? old(age / NANOS_PER_MILLI) : null;
    }
    try {
      Object until = fields.get("valid_until");
      if (!(until instanceof String s)) {
        return "it does not say until when it holds";
      }
      long left = Instant.parse(s).toEpochMilli() - now.epochMillis();
      if (validFor != null && left > validFor) {
        return "it is from the future";
      }
      return left < 0 ? old(-left + (validFor == null ? 0 : validFor)) : null;
    } catch (DateTimeException e) {
      return "it does not say until when it holds";
    }
  }

  private static String old(long millis) {
    return "it is " + StateDocument.span(millis) + " old: is wlmd running?";
  }

  private static Stale aged(String why, Map<String, @Nullable Object> fields) {
    if (fields.get("on_stale") instanceof Map<?, ?> policy
        && "continue".equals(policy.get("then"))) {
      Long tokens = number(policy.get("tokens"));
      return new Stale(why, true, tokens == null ? 0 : tokens);
    }
    return new Stale(why, false, 0);
  }

  private static @Nullable Long number(@Nullable Object value) {
    return value instanceof Number n ? Long.valueOf(n.longValue()) : null;
  }
}
