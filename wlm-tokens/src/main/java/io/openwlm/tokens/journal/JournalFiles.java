package io.openwlm.tokens.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The journal's files by generation: {@code ledger-N.snapshot} is everything before {@code
 * ledger-N.journal}. A snapshot is made under another name and is there only when it is whole.
 */
final class JournalFiles {
  static final byte[] MAGIC = "OWLMTL1\n".getBytes(StandardCharsets.US_ASCII);
  private static final String JOURNAL = ".journal";
  private static final String SNAPSHOT = ".snapshot";
  private static final String UNFINISHED = ".unfinished";
  private static final String PREFIX = "ledger-";
  private static final int NUMBER_DIGITS = 16;

  private final JournalDisk disk;

  JournalFiles(JournalDisk disk) {
    this.disk = disk;
  }

  static String journal(long generation) {
    return PREFIX + digits(generation) + JOURNAL;
  }

  static String snapshot(long generation) {
    return PREFIX + digits(generation) + SNAPSHOT;
  }

  private static String digits(long generation) {
    return String.format(Locale.ROOT, "%016d", generation);
  }

  /** Generations that have a file of that kind, with its name. */
  Map<Long, String> journals() throws IOException {
    return named(JOURNAL);
  }

  Map<Long, String> snapshots() throws IOException {
    return named(SNAPSHOT);
  }

  private Map<Long, String> named(String kind) throws IOException {
    Map<Long, String> found = new TreeMap<>();
    for (String name : disk.list()) {
      if (name.length() == PREFIX.length() + NUMBER_DIGITS + kind.length()
          && name.startsWith(PREFIX)
          && name.endsWith(kind)) {
        String number = name.substring(PREFIX.length(), PREFIX.length() + NUMBER_DIGITS);
        if (number.chars().allMatch(c -> c >= '0' && c <= '9')) {
          found.put(Long.parseLong(number), name);
        }
      }
    }
    return found;
  }

  byte[] read(String name) throws IOException {
    return disk.read(name);
  }

  /** A snapshot's content; null if it is not whole. */
  byte @Nullable [] content(String name) throws IOException {
    byte[] bytes = disk.read(name);
    int header = MAGIC.length + Long.BYTES;
    if (bytes.length < header || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      return null;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, header, bytes.length - header);
    return ByteBuffer.wrap(bytes).getLong(MAGIC.length) == crc.getValue()
        ? Arrays.copyOfRange(bytes, header, bytes.length)
        : null;
  }

  /** Makes a snapshot that is durable when this returns. */
  void keep(long generation, byte[] content) throws IOException {
    String unfinished = PREFIX + digits(generation) + UNFINISHED;
    disk.delete(unfinished);
    CRC32C crc = new CRC32C();
    crc.update(content, 0, content.length);
    byte[] header =
        ByteBuffer.allocate(MAGIC.length + Long.BYTES).put(MAGIC).putLong(crc.getValue()).array();
    try (JournalDisk.Out out = disk.create(unfinished)) {
      out.write(header, 0, header.length);
      out.write(content, 0, content.length);
      out.force();
    }
    disk.rename(unfinished, snapshot(generation));
    disk.force();
  }

  /** Begins a file of records. */
  JournalDisk.Out begin(long generation) throws IOException {
    JournalDisk.Out out = disk.create(journal(generation));
    out.write(MAGIC, 0, MAGIC.length);
    out.force();
    disk.force();
    return out;
  }

  /** Deletes what there is of a generation that could not begin, as far as the disk lets. */
  void forget(long generation) {
    for (String name : List.of(journal(generation), snapshot(generation))) {
      try {
        disk.delete(name);
      } catch (IOException e) {
        // it holds nothing that the generation before does not
      }
    }
  }

  /** Deletes what no recovery needs: everything before a generation, and unfinished snapshots. */
  void dropBefore(long generation) throws IOException {
    for (Map<Long, String> kind : List.of(journals(), snapshots())) {
      for (Map.Entry<Long, String> file : kind.entrySet()) {
        if (file.getKey() < generation) {
          disk.delete(file.getValue());
        }
      }
    }
    for (String name : disk.list()) {
      if (name.startsWith(PREFIX) && name.endsWith(UNFINISHED)) {
        disk.delete(name);
      }
    }
  }
}
