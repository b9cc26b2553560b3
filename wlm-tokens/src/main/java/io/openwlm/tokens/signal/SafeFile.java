package io.openwlm.tokens.signal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Replaces a file whole: a reader sees the old text or the new one, never a part. The directory
 * must belong to this user or to root and nobody else may write into it, so nobody can plant a link
 * there between two steps; what lies in the file's place must be a plain file of this user with one
 * name. Anything else is refused, never followed.
 */
final class SafeFile {
  private static final int ROOT = 0;
  private static final int OTHERS_WRITE = 0022;
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
  private static final AtomicLong NUMBER = new AtomicLong();

  private final int ownUid;

  SafeFile() throws IOException {
    Path own = Files.createTempFile("openwlm-", ".uid");
    try {
      ownUid = (Integer) Files.getAttribute(own, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } finally {
      Files.deleteIfExists(own);
    }
  }

  /** What may not be touched, and why; the message is for people. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** Makes a directory that others may look into but not write; one that is there must be safe. */
  void makeDirectory(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = directory.getParent();
      if (parent != null && !Files.exists(parent)) {
        makeDirectory(parent);
      }
      Files.createDirectory(directory, DIRECTORY_MODE);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    if (Files.isSymbolicLink(directory)) {
      throw new Refused(directory + " is a symbolic link");
    }
    checkDirectory(directory);
  }

  private void checkDirectory(Path directory) throws IOException {
    Map<String, Object> facts =
        Files.readAttributes(directory, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
    if (!Boolean.TRUE.equals(facts.get("isDirectory"))) {
      throw new Refused(directory + " is no directory");
    }
    int uid = number(facts, "uid");
    if (uid != ROOT && uid != ownUid) {
      throw new Refused(directory + " belongs to another user (uid " + uid + ")");
    }
    if ((number(facts, "mode") & OTHERS_WRITE) != 0) {
      throw new Refused(directory + " can be written by others");
    }
  }

  /** Replaces a file. Its directory may be reached through links; it alone must be safe. */
  void replace(Path file, byte[] text) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new Refused(file + " has no directory");
    }
    Path directory;
    try {
      directory = parent.toRealPath();
    } catch (NoSuchFileException e) {
      makeDirectory(parent);
      directory = parent.toRealPath();
    }
    checkDirectory(directory);
    Path target = directory.resolve(file.getFileName());
    checkTarget(target);
    Path fresh =
        directory.resolve(
            "."
                + file.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + NUMBER.incrementAndGet()
                + ".tmp");
    try {
      try (SeekableByteChannel out =
          Files.newByteChannel(
              fresh,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              FILE_MODE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      Files.setPosixFilePermissions(fresh, READABLE);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void checkTarget(Path target) throws IOException {
    Map<String, Object> facts;
    try {
      facts =
          Files.readAttributes(
              target, "unix:uid,nlink,isRegularFile,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (Boolean.TRUE.equals(facts.get("isSymbolicLink"))) {
      throw new Refused(target + " is a symbolic link");
    }
    if (!Boolean.TRUE.equals(facts.get("isRegularFile"))) {
      throw new Refused(target + " is no plain file");
    }
    int uid = number(facts, "uid");
    if (uid != ownUid) {
      throw new Refused(target + " belongs to another user (uid " + uid + ")");
    }
    if (number(facts, "nlink") > 1) {
      throw new Refused(target + " has another name (a hard link)");
    }
  }

  private static int number(Map<String, Object> facts, String name) throws IOException {
    if (facts.get(name) instanceof Integer value) {
      return value;
    }
    throw new IOException("this file system does not tell " + name);
  }

  /** Removes a file that was replaced before; what is not safe stays. */
  void remove(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Path directory = parent.toRealPath();
      checkDirectory(directory);
      Path target = directory.resolve(file.getFileName());
      checkTarget(target);
      Files.delete(target);
    }
  }
}
