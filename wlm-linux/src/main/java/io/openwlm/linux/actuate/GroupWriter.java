package io.openwlm.linux.actuate;

import io.openwlm.linux.actuate.Originals.Place;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.Quota;
import io.openwlm.linux.cgroup.SettingFile;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes one value to one file of a control group and reads it back. Nothing is written to a group
 * that is not the one meant, over a value that somebody else set, or before the original value is
 * on disk.
 */
final class GroupWriter {
  private final KernelFs fs;
  private final KernelRoot root;
  private final Originals originals;

  /** What this run wrote or accepted last, in the kernel's unit. */
  private final Map<Place, Long> lastWritten = new HashMap<>();

  GroupWriter(KernelFs fs, KernelRoot root, Originals originals) {
    this.fs = fs;
    this.root = root;
    this.originals = originals;
  }

  /**
   * One value to write, and how to tell what became of it.
   *
   * @param wanted in the kernel's unit
   */
  record Target(String serviceClass, Place place, long wanted) {
    Outcome outcome(String actual, Result result, String detail) {
      String text = place.file().format(wanted);
      return new Outcome(serviceClass, place.path(), text, actual, result, detail);
    }

    Outcome refused(KernelAnswer answer) {
      return answer instanceof KernelAnswer.Vanished
          ? outcome("", Result.VANISHED, "the control group is gone")
          : outcome("", Result.REFUSED, answer.brief());
    }
  }

  /** The kernel's value; {@link KernelText#NONE} if it cannot be read. */
  long read(Place place) {
    return fs.read(root, place.path()) instanceof KernelAnswer.Value(String text)
        ? place.file().parse(text)
        : KernelText.NONE;
  }

  /** A value of a setting as the kernel's value for this place. */
  long toKernel(Place place, long value) {
    return place.file().toKernel(value, periodMicros(place));
  }

  /** The kernel's value at this place in the unit of the setting. */
  long fromKernel(Place place, long kernelValue) {
    return place.file() == SettingFile.CFS_QUOTA
        ? place.file().fromKernel(kernelValue, periodMicros(place))
        : place.file().fromKernel(kernelValue);
  }

  /** The period of a CPU limit, which is not ours to change. */
  private long periodMicros(Place place) {
    long period =
        switch (place.file()) {
          case CPU_MAX -> {
            long packed = read(place);
            yield packed < 0 ? KernelText.NONE : Quota.periodMicros(packed);
          }
          case CFS_QUOTA ->
              fs.read(root, place.group().path() + "/cpu.cfs_period_us")
                      instanceof KernelAnswer.Value(String text)
                  ? KernelText.parse(text)
                  : KernelText.NONE;
          case CPU_WEIGHT, CPU_SHARES, IO_WEIGHT, BFQ_WEIGHT, MEMORY_LOW -> KernelText.NONE;
        };
    return Quota.isPeriod(period) ? period : Quota.USUAL_PERIOD_MICROS;
  }

  Outcome write(Target target) {
    Place place = target.place;
    if (fs.inode(root, place.group().path()) != place.group().inode()) {
      return target.outcome("", Result.VANISHED, "the control group is gone");
    }
    KernelAnswer before = fs.read(root, place.path());
    if (!(before instanceof KernelAnswer.Value(String text))) {
      return target.refused(before);
    }
    long found = place.file().parse(text);
    String actual = text.strip();
    if (!place.file().isKernelValue(found)) {
      return target.outcome(actual, Result.REFUSED, "not a value that can be put back");
    }
    if (found == target.wanted) {
      lastWritten.put(place, found);
      return target.outcome(actual, Result.UNCHANGED, "");
    }
    Long ours = lastWritten.get(place);
    if (ours != null && ours != found) {
      return target.outcome(
          actual, Result.FOREIGN_WRITER, "was " + ours + ", somebody else wrote " + found);
    }
    try {
      originals.note(place, found);
    } catch (IOException e) {
      return target.outcome(
          actual, Result.REFUSED, "cannot note the original value: " + e.getMessage());
    }
    KernelAnswer written = fs.write(root, place.path(), place.file().format(target.wanted) + "\n");
    return written instanceof KernelAnswer.Value ? readBack(target) : target.refused(written);
  }

  private Outcome readBack(Target target) {
    KernelAnswer after = fs.read(root, target.place.path());
    if (!(after instanceof KernelAnswer.Value(String text))) {
      return target.refused(after);
    }
    String actual = text.strip();
    if (target.place.file().parse(text) != target.wanted) {
      return target.outcome(actual, Result.REFUSED, "the kernel kept another value");
    }
    lastWritten.put(target.place, target.wanted);
    return target.outcome(actual, Result.APPLIED, "");
  }

  /** Accepts whatever is in these groups now as the starting point. */
  void forget(Collection<Group> groups) {
    lastWritten.keySet().removeIf(place -> groups.contains(place.group()));
  }

  void forgetAll() {
    lastWritten.clear();
  }

  /** Keeps the memory bounded by the groups there are. */
  void retain(Collection<Group> groups) {
    lastWritten.keySet().removeIf(place -> !groups.contains(place.group()));
  }
}
