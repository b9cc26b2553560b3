package io.openwlm.linux.sample;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;

/** Finds out what this kernel offers for run time and run-queue delay. */
final class UsingDelaySources {
  private UsingDelaySources() {}

  static UsingDelaySource choose(KernelFs fs, FileBudget budget) {
    return new SchedstatSource(fs, budget);
  }

  /** False if the kernel counts nothing: schedstat is absent or all zero for the asking process. */
  static boolean isKnown(KernelFs fs) {
    return fs.read(KernelRoot.PROC, "/self/schedstat") instanceof KernelAnswer.Value(String text)
        && !text.strip().equals("0 0 0");
  }
}
