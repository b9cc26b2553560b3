package io.openwlm.linux.actuate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What OpenWLM changed on this machine, on disk before the change is made. A line without newline
 * at the end of the file was not finished: its change was never made, so it is dropped. Lines that
 * cannot be read are refused by number, kept, and never acted on.
 */
public final class RestoreJournal implements AutoCloseable {
  private static final int MAX_ENTRIES = 100_000;
  private static final long MAX_BYTES = 64L << 20;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<OpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** A line that is not acted on. */
  public record RefusedLine(int number, String text, String reason) {}

  private final Path file;
  private FileChannel channel;
  private final Set<JournalEntry> entries;
  private final Set<JournalEntry> earlier;
  private final List<RefusedLine> refused;

  private RestoreJournal(
      Path file, FileChannel channel, Set<JournalEntry> entries, List<RefusedLine> refused) {
    this.file = file;
    this.channel = channel;
    this.entries = entries;
    this.earlier = Set.copyOf(entries);
    this.refused = List.copyOf(refused);
  }

  /**
   * Opens or makes the journal.
   *
   * @throws IOException if it cannot be read or written, or is not a regular file
   */
  public static RestoreJournal open(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a regular file");
    }
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            OWNER_ONLY);
    try {
      if (channel.size() > MAX_BYTES) {
        throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
      }
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      channel.truncate(end);
      channel.position(channel.size());
      Set<JournalEntry> entries = new LinkedHashSet<>();
      List<RefusedLine> refused = new ArrayList<>();
      parse(new String(bytes, 0, end, StandardCharsets.UTF_8), entries, refused);
      return new RestoreJournal(file, channel, entries, refused);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void parse(String text, Set<JournalEntry> entries, List<RefusedLine> refused)
      throws IOException {
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (number > MAX_ENTRIES) {
        throw new IOException("more than " + MAX_ENTRIES + " lines");
      }
      try {
        entries.add(JournalLine.parse(line));
      } catch (JournalLine.Refused e) {
        refused.add(new RefusedLine(number, line, String.valueOf(e.getMessage())));
      }
    }
  }

  /**
   * Notes entries durably, with one write to disk; those already noted are left out.
   *
   * @throws IOException if that failed: then the change must not be made
   */
  public void append(List<? extends JournalEntry> added) throws IOException {
    StringBuilder text = new StringBuilder();
    List<JournalEntry> fresh = new ArrayList<>();
    for (JournalEntry entry : added) {
      if (!entries.contains(entry)) {
        fresh.add(entry);
        text.append(JournalLine.format(entry)).append('\n');
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    if (entries.size() + fresh.size() > MAX_ENTRIES) {
      throw new IOException("the restore journal is full (" + MAX_ENTRIES + " entries)");
    }
    long start = channel.position();
    try {
      writeAll(channel, text.toString());
      channel.force(true);
    } catch (IOException e) {
      channel.truncate(start);
      throw e;
    }
    entries.addAll(fresh);
  }

  /**
   * Keeps these entries and the refused lines only: the file is replaced in one step.
   *
   * @throws IOException if the new file cannot be written; then the old one is still there
   */
  void retain(List<JournalEntry> kept) throws IOException {
    StringBuilder text = new StringBuilder();
    refused.forEach(line -> text.append(line.text()).append('\n'));
    kept.forEach(entry -> text.append(JournalLine.format(entry)).append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    FileChannel out = FileChannel.open(fresh, FRESH, OWNER_ONLY);
    try {
      writeAll(out, text.toString());
      out.force(true);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      out.close();
      throw e;
    }
    channel.close();
    channel = out;
    entries.clear();
    entries.addAll(kept);
  }

  /** Everything noted, oldest first. */
  public List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  /** True if this very entry was noted by an earlier run. */
  public boolean isFromEarlierRun(JournalEntry entry) {
    return earlier.contains(entry);
  }

  public List<RefusedLine> refused() {
    return refused;
  }

  public Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static void writeAll(FileChannel to, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }
}
