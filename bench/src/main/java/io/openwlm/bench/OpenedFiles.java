package io.openwlm.bench;

import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFile;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The real kernel files, with a note of every file that was opened for reading again and again. */
final class OpenedFiles implements KernelFs {
  private final DirKernelFs fs;
  private final Set<Opened> opened = new LinkedHashSet<>();

  /** A file, by its absolute path. */
  record Opened(KernelRoot root, Path file) {}

  OpenedFiles(DirKernelFs fs) {
    this.fs = fs;
  }

  /** In the order of first opening. */
  List<Opened> files() {
    return List.copyOf(opened);
  }

  @Override
  public Optional<KernelFile> open(KernelRoot root, String path) {
    Optional<KernelFile> file = fs.open(root, path);
    if (file.isPresent()) {
      Path base = Objects.requireNonNull(fs.roots().get(root));
      opened.add(new Opened(root, base.resolve(path.substring(1))));
    }
    return file;
  }

  @Override
  public boolean has(KernelRoot root) {
    return fs.has(root);
  }

  @Override
  public KernelAnswer read(KernelRoot root, String path) {
    return fs.read(root, path);
  }

  @Override
  public KernelAnswer write(KernelRoot root, String path, String text) {
    return fs.write(root, path, text);
  }

  @Override
  public KernelAnswer list(KernelRoot root, String path) {
    return fs.list(root, path);
  }

  @Override
  public KernelAnswer link(KernelRoot root, String path) {
    return fs.link(root, path);
  }

  @Override
  public KernelAnswer owner(KernelRoot root, String path) {
    return fs.owner(root, path);
  }

  @Override
  public KernelAnswer group(KernelRoot root, String path) {
    return fs.group(root, path);
  }

  @Override
  public KernelAnswer makeDirectory(KernelRoot root, String path) {
    return fs.makeDirectory(root, path);
  }

  @Override
  public KernelAnswer removeDirectory(KernelRoot root, String path) {
    return fs.removeDirectory(root, path);
  }

  @Override
  public long inode(KernelRoot root, String path) {
    return fs.inode(root, path);
  }
}
