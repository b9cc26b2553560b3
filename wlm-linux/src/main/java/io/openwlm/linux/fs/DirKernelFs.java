package io.openwlm.linux.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The real kernel files, below the directories given. Nothing outside these directories is ever
 * touched: a path with a {@code ..} segment answers EINVAL.
 *
 * <p>Kept files are channels read at position 0 into a direct buffer. Interrupting a thread while
 * it reads closes its channel; the file then answers {@link KernelFile#FAILED} until it is opened
 * again.
 */
public final class DirKernelFs implements KernelFs {
  private static final int MAX_READ_BYTES = 16 << 20;

  private final Map<KernelRoot, Path> roots;

  public DirKernelFs(Map<KernelRoot, Path> roots) {
    this.roots = roots.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(roots));
  }

  /** The hierarchies of this machine, as the mount table of this process tells. */
  public static DirKernelFs detect() {
    try {
      return new DirKernelFs(MountTable.roots(Files.readString(Path.of("/proc/self/mountinfo"))));
    } catch (IOException e) {
      return new DirKernelFs(Map.of());
    }
  }

  /** Where the hierarchies are mounted. */
  public Map<KernelRoot, Path> roots() {
    return roots;
  }

  @Override
  public boolean has(KernelRoot root) {
    return roots.containsKey(root);
  }

  @Override
  public KernelAnswer read(KernelRoot root, String path) {
    return ask(
        root,
        path,
        file -> {
          try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_READ_BYTES);
            return new KernelAnswer.Value(new String(bytes, StandardCharsets.UTF_8));
          }
        });
  }

  @Override
  public KernelAnswer write(KernelRoot root, String path, String text) {
    return ask(
        root,
        path,
        file -> {
          // One write call: kernel files take a value whole or not at all.
          try (FileChannel channel =
              FileChannel.open(
                  file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
          }
          return new KernelAnswer.Value("");
        });
  }

  @Override
  public KernelAnswer list(KernelRoot root, String path) {
    return ask(
        root,
        path,
        file -> {
          List<String> names = new ArrayList<>();
          try (DirectoryStream<Path> stream = Files.newDirectoryStream(file)) {
            for (Path entry : stream) {
              Path name = entry.getFileName();
              if (name != null) {
                names.add(name.toString());
              }
            }
          }
          Collections.sort(names);
          return new KernelAnswer.Names(names);
        });
  }

  @Override
  public KernelAnswer link(KernelRoot root, String path) {
    return ask(root, path, file -> new KernelAnswer.Value(Files.readSymbolicLink(file).toString()));
  }

  @Override
  public KernelAnswer owner(KernelRoot root, String path) {
    return ask(root, path, file -> new KernelAnswer.Value(Files.getOwner(file).getName()));
  }

  @Override
  public KernelAnswer group(KernelRoot root, String path) {
    return ask(
        root,
        path,
        file ->
            new KernelAnswer.Value(
                Files.readAttributes(file, PosixFileAttributes.class).group().getName()));
  }

  @Override
  public KernelAnswer makeDirectory(KernelRoot root, String path) {
    return ask(
        root,
        path,
        file -> {
          Files.createDirectory(file);
          return new KernelAnswer.Value("");
        });
  }

  @Override
  public KernelAnswer removeDirectory(KernelRoot root, String path) {
    return ask(
        root,
        path,
        file -> {
          if (!Files.isDirectory(file)) {
            return KernelPaths.answer(Files.exists(file) ? "ENOTDIR" : "ENOENT");
          }
          Files.delete(file);
          return new KernelAnswer.Value("");
        });
  }

  @Override
  public long inode(KernelRoot root, String path) {
    Path file = resolve(root, path);
    try {
      return file == null ? -1 : (Long) Files.getAttribute(file, "unix:ino");
    } catch (IOException | SecurityException e) {
      return -1;
    }
  }

  @Override
  public Optional<KernelFile> open(KernelRoot root, String path) {
    Path file = resolve(root, path);
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new KeptFile(FileChannel.open(file, StandardOpenOption.READ)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private interface Question {
    KernelAnswer ask(Path file) throws IOException;
  }

  private KernelAnswer ask(KernelRoot root, String path, Question question) {
    if (!roots.containsKey(root)) {
      return new KernelAnswer.Vanished();
    }
    Path file = resolve(root, path);
    if (file == null) {
      return new KernelAnswer.Failed("EINVAL");
    }
    try {
      return question.ask(file);
    } catch (DirectoryIteratorException e) {
      return answerTo(e.getCause());
    } catch (IOException e) {
      return KernelPaths.answer(errno(e));
    }
  }

  private @Nullable Path resolve(KernelRoot root, String path) {
    Path base = roots.get(root);
    if (base == null || !KernelPaths.isAcceptable(path)) {
      return null;
    }
    try {
      return path.equals("/") ? base : base.resolve(path.substring(1));
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static KernelAnswer answerTo(@Nullable IOException e) {
    return KernelPaths.answer(e == null ? "EIO" : errno(e));
  }

  private static String errno(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "ENOENT";
      case AccessDeniedException _ -> "EACCES";
      case DirectoryNotEmptyException _ -> "ENOTEMPTY";
      case FileAlreadyExistsException _ -> "EEXIST";
      case NotDirectoryException _ -> "ENOTDIR";
      case NotLinkException _ -> "EINVAL";
      case FileSystemException f -> KernelPaths.errnoOf(String.valueOf(f.getReason()));
      default -> KernelPaths.errnoOf(String.valueOf(e.getMessage()));
    };
  }

  /** A channel kept open; the invariant of {@link KernelFile#read} is its whole life. */
  private static final class KeptFile implements KernelFile {
    private final FileChannel channel;

    KeptFile(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(ByteBuffer into) {
      into.clear();
      try {
        int count = channel.read(into, 0);
        into.flip();
        return Math.max(count, 0);
      } catch (IOException e) {
        into.limit(0);
        return KernelPaths.answer(errno(e)) instanceof KernelAnswer.Vanished ? VANISHED : FAILED;
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written through this channel: there is nothing to lose.
      }
    }
  }
}
