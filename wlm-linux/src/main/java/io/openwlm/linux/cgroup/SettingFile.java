package io.openwlm.linux.cgroup;

import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.decision.Setting;
import java.util.Optional;

/**
 * The files of a control group that hold a value which is set for a class: their names, ranges and
 * text forms. Every value from {@link #min} to {@link #max} can be written and read back.
 */
public enum SettingFile {
  /** v2: 1 to 10000, default 100. */
  CPU_WEIGHT("cpu.weight", Setting.CPU_WEIGHT, 1, 10_000),
  /**
   * v1: 2 to 262144, default 1024. A weight of 100 is 1024 shares; every weight from 1 to 10000 has
   * shares of its own, so that the way back is exact.
   */
  CPU_SHARES("cpu.shares", Setting.CPU_WEIGHT, 2, 262_144),
  /** v2 with the cost model: a line {@code default N} and lines per device, which stay. */
  IO_WEIGHT("io.weight", Setting.IO_WEIGHT, 1, 10_000),
  /** v2 with the BFQ scheduler: 1 to 1000, default 100; the upper 900 stand for 101 to 10000. */
  BFQ_WEIGHT("io.bfq.weight", Setting.IO_WEIGHT, 1, 1_000),
  /** v2: bytes in whole pages, or {@code max}. */
  MEMORY_LOW("memory.low", Setting.MEMORY_LOW, 0, SettingFile.NO_LIMIT),
  /** v2: CPU time or {@code max}, and the period, packed as {@link Quota} does. */
  CPU_MAX("cpu.max", Setting.CPU_LIMIT, Quota.LEAST, Quota.MOST),
  /** v1: CPU time in a period, which is in a file of its own and stays; -1 for no limit. */
  CFS_QUOTA("cpu.cfs_quota_us", Setting.CPU_LIMIT, Quota.MIN_MICROS, Quota.NO_LIMIT);

  /** What {@code max} stands for: more than any machine has. */
  static final long NO_LIMIT = 999_999_999_999_999_999L;

  /** The largest page size of any Linux: a multiple is a whole number of pages everywhere. */
  private static final long PAGE_BYTES = 64 << 10;

  private static final long DEFAULT_SHARES = 1024;
  private static final long DEFAULT_WEIGHT = 100;
  private static final int MAX_WEIGHT = 10_000;
  private static final double BFQ_STEP = 11;

  private final String fileName;
  private final Setting setting;
  private final long min;
  private final long max;

  SettingFile(String fileName, Setting setting, long min, long max) {
    this.fileName = fileName;
    this.setting = setting;
    this.min = min;
    this.max = max;
  }

  /** The file of this name, if it is one of these. */
  public static Optional<SettingFile> named(String fileName) {
    for (SettingFile file : values()) {
      if (file.fileName.equals(fileName)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  public String fileName() {
    return fileName;
  }

  public Setting setting() {
    return setting;
  }

  /** The smallest value that the kernel takes. */
  public long min() {
    return min;
  }

  /** The largest value that the kernel takes. */
  public long max() {
    return max;
  }

  /** True if the kernel would take the value. */
  public boolean isKernelValue(long value) {
    return value >= min && value <= max && (this != CPU_MAX || Quota.isValid(value));
  }

  /** The same in a group with the usual period. */
  public long toKernel(long value) {
    return toKernel(value, Quota.USUAL_PERIOD_MICROS);
  }

  /**
   * A value in the unit of the setting as the kernel's value; out of range becomes the nearest.
   *
   * @param periodMicros the period of the group for CPU limits
   */
  public long toKernel(long value, long periodMicros) {
    return switch (this) {
      case CPU_WEIGHT, IO_WEIGHT -> Math.clamp(value, min, max);
      case CPU_SHARES -> (weight(value) * DEFAULT_SHARES + DEFAULT_WEIGHT / 2) / DEFAULT_WEIGHT;
      case BFQ_WEIGHT ->
          weight(value) <= DEFAULT_WEIGHT
              ? weight(value)
              : DEFAULT_WEIGHT + Math.round((weight(value) - DEFAULT_WEIGHT) / BFQ_STEP);
      case MEMORY_LOW -> Math.clamp(value, min, max) / PAGE_BYTES * PAGE_BYTES;
      case CPU_MAX -> Quota.pack(Quota.ofLimit(value, periodMicros), periodMicros);
      case CFS_QUOTA -> Quota.ofLimit(value, periodMicros);
    };
  }

  /** The same in a group with the usual period. */
  public long fromKernel(long kernelValue) {
    return fromKernel(kernelValue, Quota.USUAL_PERIOD_MICROS);
  }

  /**
   * The kernel's value in the unit of the setting; the nearest one if there is no exact one.
   *
   * @param periodMicros the period of the group for CPU limits
   */
  public long fromKernel(long kernelValue, long periodMicros) {
    long valid = Math.clamp(kernelValue, min, max);
    return switch (this) {
      case CPU_WEIGHT, IO_WEIGHT, MEMORY_LOW -> valid;
      case CPU_SHARES -> weight((valid * DEFAULT_WEIGHT + DEFAULT_SHARES / 2) / DEFAULT_SHARES);
      case BFQ_WEIGHT ->
          valid <= DEFAULT_WEIGHT
              ? valid
              : Math.round(DEFAULT_WEIGHT + (valid - DEFAULT_WEIGHT) * BFQ_STEP);
      case CPU_MAX -> Quota.toLimit(Quota.micros(valid), Quota.periodMicros(valid));
      case CFS_QUOTA -> Quota.toLimit(valid, periodMicros);
    };
  }

  private static long weight(long value) {
    return Math.clamp(value, 1, MAX_WEIGHT);
  }

  /** The kernel's value out of the text of the file; {@link KernelText#NONE} if there is none. */
  public long parse(String text) {
    String first = text.lines().findFirst().orElse("").strip();
    return switch (this) {
      case CPU_WEIGHT, CPU_SHARES -> KernelText.parse(text);
      case IO_WEIGHT, BFQ_WEIGHT ->
          KernelText.parse(first.startsWith("default ") ? first.substring(8) : first);
      case MEMORY_LOW -> first.equals("max") ? NO_LIMIT : KernelText.parse(text);
      case CPU_MAX -> Quota.parse(first);
      case CFS_QUOTA -> first.equals("-1") ? Quota.NO_LIMIT : KernelText.parse(text);
    };
  }

  /** The text that sets a value. */
  public String format(long kernelValue) {
    return switch (this) {
      case CPU_WEIGHT, CPU_SHARES, IO_WEIGHT, BFQ_WEIGHT -> Long.toString(kernelValue);
      case MEMORY_LOW -> kernelValue == NO_LIMIT ? "max" : Long.toString(kernelValue);
      case CPU_MAX -> Quota.text(kernelValue);
      case CFS_QUOTA -> kernelValue == Quota.NO_LIMIT ? "-1" : Long.toString(kernelValue);
    };
  }

  /**
   * One control group's part of a class's value: parts of a weight differ by at most 1 and are at
   * least 1; no limit is no limit for each.
   */
  public long part(long value, int count, int index) {
    if (setting == Setting.CPU_LIMIT) {
      return value >= CpuLimit.NONE ? value : Math.max(CpuLimit.FLOOR, value / count);
    }
    long part = value / count + (index < value % count ? 1 : 0);
    return setting == Setting.MEMORY_LOW ? part : Math.max(1, part);
  }
}
