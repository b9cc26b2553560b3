package io.openwlm.server.llm.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key in a file that belongs to the daemon's user or to root and that nobody else may read. Read
 * anew when the file has changed; looked at once a second at most. A link is not followed.
 */
public final class KeyFile {
  private static final int MAX_BYTES = 4096;
  private static final int LEAST_LENGTH = 8;
  private static final long LOOK_NANOS = 1_000_000_000L;
  private static final Set<PosixFilePermission> OWNERS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path path;
  private @Nullable Secret secret;
  private @Nullable Object key;
  private @Nullable FileTime modified;
  private long size;
  private long lookedNanos;
  private String problem = "";

  public KeyFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /**
   * The key.
   *
   * @throws IOException if it cannot be used; the message holds nothing of the file's text
   */
  public synchronized Secret secret() throws IOException {
    long now = System.nanoTime();
    boolean fresh = (secret != null || !problem.isEmpty()) && now - lookedNanos < LOOK_NANOS;
    if (!fresh) {
      lookedNanos = now;
      look();
    }
    Secret known = secret;
    if (known == null) {
      throw new IOException(problem);
    }
    return known;
  }

  private void look() {
    try {
      PosixFileAttributes file =
          Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean same =
          secret != null
              && file.lastModifiedTime().equals(modified)
              && file.size() == size
              && file.fileKey().equals(key);
      if (same) {
        return;
      }
      check(file);
      secret = read();
      key = file.fileKey();
      modified = file.lastModifiedTime();
      size = file.size();
      problem = "";
    } catch (IOException | UnsupportedOperationException e) {
      secret = null;
      problem = "the key file " + path + " cannot be used: " + reason(e);
    }
  }

  private static String reason(Exception e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "it is not there"
        : e instanceof java.nio.file.AccessDeniedException
            ? "wlmd may not read it"
            : String.valueOf(e.getMessage());
  }

  private static void check(PosixFileAttributes file) throws IOException {
    if (!file.isRegularFile()) {
      throw new IOException("it is not a regular file");
    }
    if (!OWNERS.containsAll(file.permissions())) {
      throw new IOException("others may read, write or run it; set its mode to 0600");
    }
    UserPrincipal own = Files.getOwner(Path.of("/proc/self"));
    if (!file.owner().equals(own) && !file.owner().getName().equals("root")) {
      throw new IOException("it belongs to " + file.owner().getName());
    }
  }

  private Secret read() throws IOException {
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      String text = new String(in.readNBytes(MAX_BYTES + 1), StandardCharsets.ISO_8859_1).strip();
      boolean fits =
          text.length() >= LEAST_LENGTH
              && text.length() <= MAX_BYTES
              && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
      if (!fits) {
        throw new IOException(
            "it must hold one line of " + LEAST_LENGTH + " printable characters or more");
      }
      return new Secret(text);
    }
  }

  @Override
  public String toString() {
    return "key in " + path;
  }
}
