package io.openwlm.linux.sample;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import java.util.Map;

/**
 * Reads schedstat of each thread, and changes once to taskstats where that is permitted and pays
 * for its 10 MiB of memory: when {@link #MANY_THREADS} are passed (a request costs as much as three
 * or four schedstat files), or when the kernel accounts delays, which only taskstats tell.
 */
final class UsingDelaySources implements UsingDelaySource {
  static final int MANY_THREADS = 1_000;
  private static final int CAP_NET_ADMIN = 12;

  private final KernelFs fs;
  private UsingDelaySource source;
  private boolean mayChange;
  private boolean accountsDelays;

  UsingDelaySources(KernelFs fs, FileBudget budget) {
    this.fs = fs;
    source = new SchedstatSource(fs, budget);
    mayChange = isTaskstatsPermitted(fs);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public int readings() {
    return source.readings();
  }

  @Override
  public void refresh(Map<Integer, Integer> shareOfPid, long uptimeTicks) {
    boolean wasAccounting = accountsDelays;
    accountsDelays = isAccountingDelays(fs);
    boolean pays =
        source.readings() > Math.max(MANY_THREADS, 4 * shareOfPid.size())
            || (accountsDelays && !wasAccounting);
    if (mayChange && pays) {
      mayChange = false;
      TaskstatsClient.open()
          .ifPresent(client -> {
            source.close();
            source = new TaskstatsSource(fs, client);
          });
    }
    source.refresh(shareOfPid, uptimeTicks);
  }

  @Override
  public void sample(TaskTotals totals) {
    source.sample(totals);
  }

  /** True if the delays for I/O and memory of processes begun from now on are told. */
  boolean tellsDelays() {
    return accountsDelays && source instanceof TaskstatsSource;
  }

  @Override
  public void close() {
    source.close();
  }

  /** False if the kernel counts nothing: schedstat is absent or all zero for the asking process. */
  static boolean isKnown(KernelFs fs) {
    return fs.read(KernelRoot.PROC, "/self/schedstat") instanceof KernelAnswer.Value(String text)
        && !text.strip().equals("0 0 0");
  }

  private static boolean isAccountingDelays(KernelFs fs) {
    return fs.read(KernelRoot.PROC, "/sys/kernel/task_delayacct")
            instanceof KernelAnswer.Value(String text)
        && text.strip().equals("1");
  }

  /** True if this process has CAP_NET_ADMIN. */
  private static boolean isTaskstatsPermitted(KernelFs fs) {
    if (fs.read(KernelRoot.PROC, "/self/status") instanceof KernelAnswer.Value(String text)) {
      for (String line : text.split("\n", -1)) {
        if (line.matches("CapEff:\\s*[0-9a-f]{1,16}")) {
          long capabilities = Long.parseUnsignedLong(line.substring(7).strip(), 16);
          return (capabilities >>> CAP_NET_ADMIN & 1) == 1;
        }
      }
    }
    return false;
  }
}
