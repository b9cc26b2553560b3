package io.openwlm.app.daemon;

import io.openwlm.app.text.Amounts;
import io.openwlm.core.port.RecordSink;
import io.openwlm.record.write.RecordLimits;
import io.openwlm.record.write.RecordWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a daemon's records go: a directory, or nowhere. A directory that cannot be used costs the
 * records, and the daemon says so; it manages all the same.
 */
final class Records implements AutoCloseable {
  /** Instead of a directory: no records. */
  static final String NONE = "none";

  private final @Nullable RecordWriter writer;
  private final Consumer<String> log;

  private Records(@Nullable RecordWriter writer, Consumer<String> log) {
    this.writer = writer;
    this.log = log;
  }

  /**
   * Opens what the options name.
   *
   * @param option a directory or {@link #NONE}; null for the default
   * @param usual the directory without an option; null for no records
   */
  static Records open(
      @Nullable String option, @Nullable Path usual, RecordLimits limits, Consumer<String> log) {
    Path directory = option == null ? usual : option.equals(NONE) ? null : Path.of(option);
    if (directory == null) {
      return new Records(null, log);
    }
    try {
      return new Records(RecordWriter.open(directory, limits, log), log);
    } catch (IOException e) {
      log.accept("WLM0606E no records are kept: " + e.getMessage());
      return new Records(null, log);
    }
  }

  /**
   * Limits as people write them: {@code 1GiB,14d}.
   *
   * @return empty if the text is none, or is less than 8 MiB or a minute
   */
  static Optional<RecordLimits> limits(String text) {
    String[] part = text.split(",", -1);
    Optional<Long> bytes = Amounts.bytes(part[0]);
    Optional<Duration> age =
        part.length == 2 ? Amounts.duration(part[1]) : Optional.of(RecordLimits.DEFAULT.age());
    if (part.length > 2 || bytes.isEmpty() || age.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(RecordLimits.keeping(bytes.get(), age.get()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  RecordSink sink() {
    return writer == null ? RecordSink.NONE : writer;
  }

  /** For simulated time, which stands still while the files are written. */
  RecordSink waiting() {
    return writer == null ? RecordSink.NONE : writer.waiting();
  }

  @Override
  public void close() {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        log.accept("WLM0607W records: " + e.getMessage());
      }
    }
  }
}
