package io.openwlm.linux.proc;

import io.openwlm.model.classification.WorkAttributes;
import java.util.Comparator;

/**
 * One process as procfs tells. A process id alone does not name a process for long: the pair of id
 * and start time does.
 *
 * @param pid process id
 * @param startTicks when it started, in clock ticks (1/100 s) since boot
 * @param group its control group in the hierarchy that carries weights
 * @param unifiedGroup its control group in the v2 hierarchy; empty if there is none
 * @param work what classification rules may ask for
 * @param service what it has used up
 */
public record ProcessInfo(
    int pid,
    long startTicks,
    String group,
    String unifiedGroup,
    WorkAttributes work,
    ProcessService service) {
  public static final Comparator<ProcessInfo> BY_ID = Comparator.comparingInt(ProcessInfo::pid);
}
