package io.openwlm.linux.sample;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFile;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read at every sample: kept open while the budget lasts, else opened for each read.
 * Reading a kept one allocates nothing. A file that cannot be opened is not asked for again until
 * {@link #retry}.
 */
final class KeptFile {
  private final KernelFs fs;
  private final KernelRoot root;
  private final String path;
  private final FileBudget budget;
  private @Nullable KernelFile file;
  private int refusal;

  KeptFile(KernelFs fs, KernelRoot root, String path, FileBudget budget) {
    this.fs = fs;
    this.root = root;
    this.path = path;
    this.budget = budget;
  }

  /** Lets the next read try again to open a file that could not be opened. */
  void retry() {
    refusal = 0;
  }

  /** Bytes read into the buffer, or a code of {@link KernelFile} below 0. */
  int read(ByteBuffer into) {
    KernelFile kept = file;
    if (kept == null) {
      kept = refusal == 0 ? fs.open(root, path).orElse(null) : null;
      if (kept == null) {
        into.clear().limit(0);
        refusal = refusal == 0 ? refusal() : refusal;
        return refusal;
      }
      if (budget.take()) {
        file = kept;
      } else {
        int count = kept.read(into);
        kept.close();
        return count;
      }
    }
    int count = kept.read(into);
    if (count < 0) {
      close();
    }
    return count;
  }

  /** Why the file cannot be opened; asked once, because the answer costs memory. */
  private int refusal() {
    KernelAnswer answer = fs.read(root, path);
    if (answer instanceof KernelAnswer.Failed(String errno)
        && (errno.equals("EMFILE") || errno.equals("ENFILE"))) {
      budget.shrink();
    }
    return answer instanceof KernelAnswer.Vanished ? KernelFile.VANISHED : KernelFile.FAILED;
  }

  void close() {
    KernelFile kept = file;
    if (kept != null) {
      file = null;
      kept.close();
      budget.giveBack();
    }
  }
}
