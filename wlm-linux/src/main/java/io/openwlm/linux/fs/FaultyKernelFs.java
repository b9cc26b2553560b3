package io.openwlm.linux.fs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A file system that fails as told: a supported fake. A planned fault answers instead of the file
 * system behind it, which then is not asked; the newest matching fault wins.
 */
public final class FaultyKernelFs implements KernelFs {
  /** What is asked of the file system. */
  public enum Operation {
    READ,
    WRITE,
    LIST,
    LINK,
    OWNER,
    GROUP,
    MAKE_DIRECTORY,
    REMOVE_DIRECTORY,
    /** Opening a file to keep. */
    OPEN,
    /** Reading a kept file. */
    READ_KEPT
  }

  private static final class Fault {
    final Operation operation;
    final Predicate<String> path;
    final KernelAnswer answer;
    int timesLeft;

    Fault(Operation operation, Predicate<String> path, KernelAnswer answer, int timesLeft) {
      this.operation = operation;
      this.path = path;
      this.answer = answer;
      this.timesLeft = timesLeft;
    }
  }

  private final KernelFs inner;
  private final List<Fault> faults = new ArrayList<>();

  public FaultyKernelFs(KernelFs inner) {
    this.inner = inner;
  }

  /** From now on, this operation on matching paths gets this answer. */
  public FaultyKernelFs always(Operation operation, Predicate<String> path, KernelAnswer answer) {
    return times(Integer.MAX_VALUE, operation, path, answer);
  }

  /** The next {@code times} such operations get this answer. */
  public synchronized FaultyKernelFs times(
      int times, Operation operation, Predicate<String> path, KernelAnswer answer) {
    faults.add(new Fault(operation, path, answer, times));
    return this;
  }

  /** Forgets all faults. */
  public synchronized void heal() {
    faults.clear();
  }

  @Override
  public boolean has(KernelRoot root) {
    return inner.has(root);
  }

  @Override
  public KernelAnswer read(KernelRoot root, String path) {
    KernelAnswer fault = fault(Operation.READ, path);
    return fault == null ? inner.read(root, path) : fault;
  }

  @Override
  public KernelAnswer write(KernelRoot root, String path, String text) {
    KernelAnswer fault = fault(Operation.WRITE, path);
    return fault == null ? inner.write(root, path, text) : fault;
  }

  @Override
  public KernelAnswer list(KernelRoot root, String path) {
    KernelAnswer fault = fault(Operation.LIST, path);
    return fault == null ? inner.list(root, path) : fault;
  }

  @Override
  public KernelAnswer link(KernelRoot root, String path) {
    KernelAnswer fault = fault(Operation.LINK, path);
    return fault == null ? inner.link(root, path) : fault;
  }

  @Override
  public KernelAnswer owner(KernelRoot root, String path) {
    KernelAnswer fault = fault(Operation.OWNER, path);
    return fault == null ? inner.owner(root, path) : fault;
  }

  @Override
  public KernelAnswer group(KernelRoot root, String path) {
    KernelAnswer fault = fault(Operation.GROUP, path);
    return fault == null ? inner.group(root, path) : fault;
  }

  @Override
  public KernelAnswer makeDirectory(KernelRoot root, String path) {
    KernelAnswer fault = fault(Operation.MAKE_DIRECTORY, path);
    return fault == null ? inner.makeDirectory(root, path) : fault;
  }

  @Override
  public KernelAnswer removeDirectory(KernelRoot root, String path) {
    KernelAnswer fault = fault(Operation.REMOVE_DIRECTORY, path);
    return fault == null ? inner.removeDirectory(root, path) : fault;
  }

  @Override
  public long inode(KernelRoot root, String path) {
    return inner.inode(root, path);
  }

  @Override
  public Optional<KernelFile> open(KernelRoot root, String path) {
    if (fault(Operation.OPEN, path) != null) {
      return Optional.empty();
    }
    return inner.open(root, path).map(file -> new FaultyFile(file, path));
  }

  private final class FaultyFile implements KernelFile {
    private final KernelFile file;
    private final String path;

    FaultyFile(KernelFile file, String path) {
      this.file = file;
      this.path = path;
    }

    @Override
    public int read(ByteBuffer into) {
      KernelAnswer fault = fault(Operation.READ_KEPT, path);
      if (fault == null) {
        return file.read(into);
      }
      into.clear().limit(0);
      return fault instanceof KernelAnswer.Vanished ? VANISHED : FAILED;
    }

    @Override
    public void close() {
      file.close();
    }
  }

  private synchronized @Nullable KernelAnswer fault(Operation operation, String path) {
    for (int i = faults.size() - 1; i >= 0; i--) {
      Fault fault = faults.get(i);
      if (fault.operation == operation && fault.timesLeft > 0 && fault.path.test(path)) {
        fault.timesLeft--;
        return fault.answer;
      }
    }
    return null;
  }
}
