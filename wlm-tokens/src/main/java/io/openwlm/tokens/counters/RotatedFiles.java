package io.openwlm.tokens.counters;

import io.openwlm.tokens.counters.OpenFile.Identity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that rotations have left beside a counter file: its name with a number or a date behind
 * it, {@code counters.jsonl.1} or {@code counters.jsonl-20261122}. Copies with other names are not
 * among them, because what is in them was read already.
 */
final class RotatedFiles {
  private static final int MOST = 200;
  private static final Pattern PLAIN = Pattern.compile("[.-][0-9][0-9TZ:_.-]*");
  private static final Pattern PACKED = Pattern.compile(PLAIN.pattern() + "\\.(gz|bz2|xz|zst)");

  private RotatedFiles() {}

  /**
   * One of them.
   *
   * @param identity null if it is packed or no file that may be read
   * @param modifiedNanos when something was written into it last, since 1970
   */
  private record Rotated(Path path, @Nullable Identity identity, long modifiedNanos) {}

  /**
   * What comes after a file that has lost its name.
   *
   * @param path the oldest that was written into after that file; null if there is none
   * @param lost files between the two that cannot be read
   */
  record Next(@Nullable Path path, int lost) {}

  /** When something was written into a file last, in nanoseconds since 1970. */
  static long modifiedNanos(Path path) throws IOException {
    return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.NANOSECONDS);
  }

  /**
   * Finds what comes after a file.
   *
   * @param path of the counter file
   * @param old the file that lost its name
   * @param modifiedNanos when it was written into last, as far as is known; what is found on the
   *     disk is better
   */
  static Next after(Path path, OpenFile old, long modifiedNanos) throws IOException {
    List<Rotated> all = beside(path);
    Identity itself = new Identity(old.device(), old.inode());
    long since = modifiedNanos;
    for (Rotated r : all) {
      since = itself.equals(r.identity()) ? Math.max(since, r.modifiedNanos()) : since;
    }
    int lost = 0;
    for (Rotated r : all) {
      if (r.modifiedNanos() > since && !itself.equals(r.identity())) {
        if (r.identity() != null) {
          return new Next(r.path(), lost);
        }
        lost++;
      }
    }
    return new Next(null, lost);
  }

  /** All of them, the one that was written into longest ago first. */
  private static List<Rotated> beside(Path path) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    List<Rotated> found = new ArrayList<>();
    if (directory == null) {
      return found;
    }
    String name = String.valueOf(path.getFileName());
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(directory, p -> isRotated(name, p.getFileName().toString()))) {
      for (Path p : all) {
        if (found.size() >= MOST) {
          break;
        }
        Rotated one = look(p);
        if (one != null) {
          found.add(one);
        }
      }
    }
    found.sort(Comparator.comparingLong(Rotated::modifiedNanos));
    return found;
  }

  private static boolean isRotated(String name, String other) {
    String end = other.startsWith(name) ? other.substring(name.length()) : "";
    return PLAIN.matcher(end).matches() || PACKED.matcher(end).matches();
  }

  private static @Nullable Rotated look(Path path) throws IOException {
    boolean packed = PACKED.matcher(path.getFileName().toString()).find();
    try {
      return new Rotated(path, packed ? null : OpenFile.identify(path), modifiedNanos(path));
    } catch (java.nio.file.NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      // a link, a directory, or writable by anyone: nothing of it is read
      return null;
    }
  }
}
