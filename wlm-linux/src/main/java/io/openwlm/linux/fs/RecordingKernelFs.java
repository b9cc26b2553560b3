package io.openwlm.linux.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Notes every change asked of the file system behind it, refused ones too, as one line each: {@code
 * write CGROUP2 /a/cpu.weight 200 -> ok}. A supported fake for golden transcripts.
 */
public final class RecordingKernelFs implements KernelFs {
  private static final int MAX_LINES = 100_000;

  private final KernelFs inner;
  private final List<String> lines = new ArrayList<>();

  public RecordingKernelFs(KernelFs inner) {
    this.inner = inner;
  }

  /** What was asked so far, oldest first; at most the first 100,000 lines. */
  public synchronized List<String> transcript() {
    return List.copyOf(lines);
  }

  public synchronized void clear() {
    lines.clear();
  }

  @Override
  public boolean has(KernelRoot root) {
    return inner.has(root);
  }

  @Override
  public KernelAnswer read(KernelRoot root, String path) {
    return inner.read(root, path);
  }

  @Override
  public KernelAnswer write(KernelRoot root, String path, String text) {
    return noted("write " + root + " " + path + " " + text.strip(), inner.write(root, path, text));
  }

  @Override
  public KernelAnswer list(KernelRoot root, String path) {
    return inner.list(root, path);
  }

  @Override
  public KernelAnswer link(KernelRoot root, String path) {
    return inner.link(root, path);
  }

  @Override
  public KernelAnswer owner(KernelRoot root, String path) {
    return inner.owner(root, path);
  }

  @Override
  public KernelAnswer group(KernelRoot root, String path) {
    return inner.group(root, path);
  }

  @Override
  public KernelAnswer makeDirectory(KernelRoot root, String path) {
    return noted("mkdir " + root + " " + path, inner.makeDirectory(root, path));
  }

  @Override
  public KernelAnswer removeDirectory(KernelRoot root, String path) {
    return noted("rmdir " + root + " " + path, inner.removeDirectory(root, path));
  }

  @Override
  public long inode(KernelRoot root, String path) {
    return inner.inode(root, path);
  }

  @Override
  public Optional<KernelFile> open(KernelRoot root, String path) {
    return inner.open(root, path);
  }

  private synchronized KernelAnswer noted(String what, KernelAnswer answer) {
    if (lines.size() < MAX_LINES) {
      lines.add(what + " -> " + answer.brief());
    }
    return answer;
  }
}
