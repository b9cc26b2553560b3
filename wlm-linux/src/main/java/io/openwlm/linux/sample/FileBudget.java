package io.openwlm.linux.sample;

/**
 * How many files may be kept open. When the system has no more descriptors the budget sinks to a
 * little less than what is open, so that the rest of the daemon can still open files.
 */
final class FileBudget {
  private static final int RESERVE = 64;

  private int limit;
  private int taken;

  FileBudget(int limit) {
    this.limit = limit;
  }

  boolean take() {
    if (taken >= limit) {
      return false;
    }
    taken++;
    return true;
  }

  void giveBack() {
    taken--;
  }

  void shrink() {
    limit = Math.max(0, Math.min(limit, taken - RESERVE));
  }

  int taken() {
    return taken;
  }

  int limit() {
    return limit;
  }
}
