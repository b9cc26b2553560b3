package io.openwlm.linux.proc;

import io.openwlm.linux.fs.KernelText;
import org.jspecify.annotations.Nullable;

/**
 * What is used of {@code /proc/PID/stat}. The command name stands in parentheses and may itself
 * hold blanks and parentheses, so fields are counted from the last one.
 */
record ProcessStat(
    String command, char state, long parent, long flags, long startTicks, ProcessService service) {
  /** The process that is the parent of all other kernel threads. */
  static final int KTHREADD = 2;

  private static final long KERNEL_THREAD_FLAG = 0x0020_0000;
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int FLAGS = 6;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final int USER_TIME_OF_CHILDREN = 13;
  private static final int SYSTEM_TIME_OF_CHILDREN = 14;
  private static final int START = 19;

  /** Null if the text is not a stat file. */
  static @Nullable ProcessStat parse(String text) {
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    if (open < 1 || close < open || close + 2 > text.length()) {
      return null;
    }
    String[] fields = text.substring(close + 1).strip().split(" ", -1);
    if (fields.length <= START || fields[STATE].length() != 1) {
      return null;
    }
    long parent = KernelText.parse(fields[PARENT]);
    long flags = KernelText.parse(fields[FLAGS]);
    long start = KernelText.parse(fields[START]);
    return parent < 0 || flags < 0 || start < 0
        ? null
        : new ProcessStat(
            text.substring(open + 1, close),
            fields[STATE].charAt(0),
            parent,
            flags,
            start,
            new ProcessService(
                (int) Math.min(parent, Integer.MAX_VALUE),
                nanos(fields, USER_TIME, USER_TIME_OF_CHILDREN),
                nanos(fields, SYSTEM_TIME, SYSTEM_TIME_OF_CHILDREN)));
  }

  /** Two times in clock ticks together; what is no number counts as 0. */
  private static long nanos(String[] fields, int own, int ofChildren) {
    long ticks =
        Math.max(0, KernelText.parse(fields[own]))
            + Math.max(0, KernelText.parse(fields[ofChildren]));
    return Math.min(ticks, Long.MAX_VALUE / ProcessService.NANOS_PER_TICK / 4)
        * ProcessService.NANOS_PER_TICK;
  }

  /** False for kernel threads, zombies and dead processes. */
  boolean isWork() {
    return (flags & KERNEL_THREAD_FLAG) == 0
        && parent != KTHREADD
        && state != 'Z'
        && state != 'X'
        && state != 'x';
  }
}
