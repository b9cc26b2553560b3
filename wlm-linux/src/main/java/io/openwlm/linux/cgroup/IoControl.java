package io.openwlm.linux.cgroup;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import java.util.List;
import java.util.Optional;

/**
 * Which weight for block devices has an effect on this machine. Control groups may have a weight
 * file that nothing looks at: {@code io.weight} counts on devices with the cost model switched on,
 * {@code io.bfq.weight} on devices with the BFQ scheduler.
 */
public final class IoControl {
  private static final int MAX_DEVICES = 1024;

  private IoControl() {}

  /** The file that counts on at least one device; empty if none does. */
  public static Optional<SettingFile> of(KernelFs fs) {
    if (fs.read(KernelRoot.CGROUP2, "/io.cost.qos") instanceof KernelAnswer.Value(String text)
        && text.contains("enable=1")) {
      return Optional.of(SettingFile.IO_WEIGHT);
    }
    return hasBfqDevice(fs) ? Optional.of(SettingFile.BFQ_WEIGHT) : Optional.empty();
  }

  private static boolean hasBfqDevice(KernelFs fs) {
    if (!(fs.list(KernelRoot.SYS, "/block") instanceof KernelAnswer.Names(List<String> names))) {
      return false;
    }
    for (String name : names.subList(0, Math.min(names.size(), MAX_DEVICES))) {
      if (fs.read(KernelRoot.SYS, "/block/" + name + "/queue/scheduler")
              instanceof KernelAnswer.Value(String text)
          && text.contains("[bfq]")) {
        return true;
      }
    }
    return false;
  }
}
