package io.openwlm.app.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a text file as a whole or not at all: into a temporary file beside it, to the disk, then
 * under its name. Whoever reads sees the old text or the new one. A file that is replaced keeps its
 * permissions, and its owner and group; a symbolic link stays one.
 */
final class FileReplacement {
  private FileReplacement() {}

  /**
   * Replaces a file, or makes it.
   *
   * @param overwrite false to fail if there is something under this name
   * @throws CommandFailure if it cannot be written; it is then as it was
   */
  static void write(Path file, String text, boolean overwrite) {
    try {
      boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      if (exists && !overwrite) {
        throw new FileAlreadyExistsException(file.toString());
      }
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      if (exists && !Files.isRegularFile(target)) {
        throw new IOException("it is not a file");
      }
      replace(target, text, exists);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static void replace(Path target, String text, boolean exists) throws IOException {
    Path directory = target.getParent() == null ? Path.of(".") : target.getParent();
    Path temporary =
        Files.createTempFile(
            directory,
            ".wlm-",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      PosixFileAttributeView view =
          Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
      if (exists) {
        PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
        PosixFileAttributes made = view.readAttributes();
        if (!made.owner().equals(old.owner())) {
          view.setOwner(old.owner());
        }
        if (!made.group().equals(old.group())) {
          view.setGroup(old.group());
        }
        view.setPermissions(old.permissions());
      } else {
        view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static CommandFailure failure(Path file, IOException e) {
    return switch (e) {
      case FileAlreadyExistsException _ ->
          new CommandFailure(
              ExitCode.FAILED, "WLM0220E " + file + " exists and stays as it is.\n  Add --force.");
      case AccessDeniedException _ ->
          new CommandFailure(
              ExitCode.NOT_PERMITTED, "WLM0205E may not write " + file + ". Nothing is changed.");
      case NoSuchFileException _ ->
          new CommandFailure(
              ExitCode.NO_SUCH_OBJECT, "WLM0204E there is no directory for " + file + ".");
      default ->
          new CommandFailure(
              ExitCode.FAILED,
              "WLM0221E cannot write " + file + ": " + e.getMessage() + ". It stays as it was.");
    };
  }
}
