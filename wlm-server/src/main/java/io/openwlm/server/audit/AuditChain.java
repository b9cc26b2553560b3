package io.openwlm.server.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an audit log holds, and whether it is whole: each line follows from the one before. Lines
 * cut off at the end cannot be seen from the file alone: compare the last number and hash with a
 * copy kept elsewhere.
 *
 * @param entries good lines, as they stand in the file
 * @param number of the last good line; 0 if there is none
 * @param hash of the last good line
 * @param faults what is wrong, one line each, at most {@value #MAX_FAULTS}
 * @param endsWithin the last line has no line feed: a write broke off
 */
public record AuditChain(
    long entries, long number, String hash, List<String> faults, boolean endsWithin) {
  private static final int MAX_FAULTS = 20;
  private static final Pattern NUMBER = Pattern.compile("^\\{\"number\":([0-9]{1,18}),");

  public AuditChain {
    faults = List.copyOf(faults);
  }

  public boolean isWhole() {
    return faults.isEmpty();
  }

  /** Takes each good line while a log is read. */
  @FunctionalInterface
  public interface Reader {
    void line(String json);
  }

  /** Examines a log; one that is not there is empty. */
  public static AuditChain read(Path file, Reader reader) throws IOException {
    List<String> faults = new ArrayList<>();
    long entries = 0;
    long number = 0;
    String hash = AuditLine.NOTHING;
    boolean torn = endsWithin(file);
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      long lineNumber = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lineNumber++;
        String fault = fault(line, hash, number);
        if (fault == null) {
          entries++;
          reader.line(line);
        } else if (faults.size() < MAX_FAULTS) {
          faults.add("line " + lineNumber + ": " + fault);
        }
        String own = hashOf(line);
        if (own != null) {
          hash = own;
          number = numberOf(line);
        }
      }
    } catch (NoSuchFileException e) {
      return new AuditChain(0, 0, hash, List.of(), false);
    }
    return new AuditChain(entries, number, hash, faults, torn);
  }

  private static @Nullable String fault(String line, String before, long numberBefore) {
    String own = hashOf(line);
    if (own == null) {
      return "not an entry, or cut off";
    }
    String body = line.substring(0, line.length() - AuditLine.SEAL.length() - 66);
    if (!AuditLine.hash(before, body).equals(own)) {
      return "changed, or lines before it are missing or changed";
    }
    return numberOf(line) == numberBefore + 1 ? null : "its number does not follow";
  }

  private static @Nullable String hashOf(String line) {
    int at = line.length() - AuditLine.SEAL.length() - 66;
    return at > 0 && line.startsWith(AuditLine.SEAL, at) && line.endsWith("\"}")
        ? line.substring(line.length() - 66, line.length() - 2)
        : null;
  }

  private static long numberOf(String line) {
    Matcher m = NUMBER.matcher(line);
    return m.find() ? Long.parseLong(m.group(1)) : -1;
  }

  private static boolean endsWithin(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) == 0) {
      return false;
    }
    try (var channel = java.nio.channels.FileChannel.open(file)) {
      var last = java.nio.ByteBuffer.allocate(1);
      channel.read(last, channel.size() - 1);
      return last.get(0) != '\n';
    }
  }
}
