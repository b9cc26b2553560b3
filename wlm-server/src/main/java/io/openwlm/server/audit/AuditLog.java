package io.openwlm.server.audit;

import io.openwlm.server.Printable;
import io.openwlm.server.http.AuditTrail;
import io.openwlm.server.http.Caller;
import io.openwlm.server.http.HttpProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The audit log as a file: lines are appended, written through to the disk and never changed. Acts
 * that were done are always written; of refused ones at most {@value #REFUSALS_PER_MINUTE} a
 * minute, so that nobody fills the disk with them, and the next line says how many were left out.
 */
public final class AuditLog implements AuditTrail, AutoCloseable {
  private static final int REFUSALS_PER_MINUTE = 20;
  private static final int MAX_TEXT = 500;

  private final FileChannel file;
  private final LongSupplier epochMillis;
  private final Supplier<String> state;
  private final Consumer<String> log;
  private long number;
  private String hash;
  private boolean broken;
  private long minute;
  private int refusals;
  private long leftOut;

  private AuditLog(
      FileChannel file,
      AuditChain chain,
      LongSupplier epochMillis,
      Supplier<String> state,
      Consumer<String> log) {
    this.file = file;
    this.epochMillis = epochMillis;
    this.state = state;
    this.log = log;
    number = chain.number();
    hash = chain.hash();
  }

  /**
   * Opens a log to append to it; makes it, mode 0600, if it is not there.
   *
   * @param state what there is now, in a few words
   * @param log told if the log is damaged or cannot be written
   */
  public static AuditLog open(
      Path path, LongSupplier epochMillis, Supplier<String> state, Consumer<String> log)
      throws IOException {
    AuditChain chain = AuditChain.read(path, _ -> {});
    chain.faults().stream()
        .findFirst()
        .ifPresent(f -> log.accept("WLM0353W the audit log is not whole: " + f));
    FileChannel file =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    if (chain.endsWithin()) {
      file.write(ByteBuffer.wrap(new byte[] {'\n'})); // what broke off stays, as a line of its own
    }
    return new AuditLog(file, chain, epochMillis, state, log);
  }

  @Override
  public String state() {
    return Printable.line(state.get(), MAX_TEXT);
  }

  @Override
  public synchronized void require() {
    if (broken) {
      throw new HttpProblem(
          503, "NO_AUDIT", "the audit log cannot be written, so nothing can be changed here");
    }
  }

  @Override
  public synchronized void write(
      Caller caller, String what, String before, int status, String result) {
    long now = epochMillis.getAsLong();
    if (!result.equals("done") && !room(now / 60_000)) {
      leftOut++;
      return;
    }
    AuditEntry entry =
        new AuditEntry(
            number + 1,
            Instant.ofEpochMilli(now).toString(),
            caller.user(),
            caller.uid(),
            caller.role().text(),
            caller.from(),
            what,
            before,
            state(),
            status,
            result,
            leftOut);
    String line = AuditLine.of(entry, hash);
    try {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
      number++;
      hash = line.substring(line.length() - 66, line.length() - 2);
      leftOut = 0;
    } catch (IOException e) {
      broken = true;
      log.accept("WLM0354E the audit log cannot be written: " + e.getMessage());
    }
  }

  private boolean room(long thisMinute) {
    if (thisMinute != minute) {
      minute = thisMinute;
      refusals = 0;
    }
    return refusals++ < REFUSALS_PER_MINUTE;
  }

  @Override
  public synchronized void close() throws IOException {
    broken = true;
    file.close();
  }
}
