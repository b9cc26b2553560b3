package io.openwlm.core.resource;

import io.openwlm.core.adjust.RunningStrategy.Proposal;
import io.openwlm.core.port.SystemSample;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.PerformanceReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Lets flow back what the manager gave and nobody uses any more, without looking at goals further
 * than "is it in need": protected memory above what a class holds, and the raised I/O weight of a
 * class that does no I/O. Looks every two seconds and acts when several looks in a row agree.
 *
 * <p>Invariants: nothing is ever raised; nothing falls below the value that was there before the
 * manager's first write; nothing is taken from a class that misses its goal, waits for memory, or
 * of which too little is known; a class that runs but uses less than a hundredth of a CPU is left
 * alone.
 *
 * <p>CPU weights are left to the goal algorithm. Linux shares CPUs among those who want them: the
 * weight of a class that does not run takes nothing from anybody, so there is nothing to flow back.
 * It matters only when the class comes back, and then the weight is what the class was found to
 * need; if others suffer, the watch between two intervals sees it. To lower it would also break the
 * conservation of weights on which the projections and the loans of both algorithms rest.
 */
public final class ResourceAdjuster {
  /** Time between two looks. */
  public static final long EVERY_NANOS = 2_000_000_000L;

  /** Longer than this without a look: what was seen before counts no more. */
  private static final long MAX_GAP_NANOS = 3 * EVERY_NANOS;

  /** Looks in a row with too much protected before it is taken back. */
  static final int OVER_LOOKS = 5;

  /** Looks in a row without use before what was set for it is taken back: half a minute. */
  static final int QUIET_LOOKS = 15;

  /** As much more than the class holds stays protected. */
  static final double MARGIN = 1.25;

  /** Part of the protection that must be too much. */
  private static final double WORTH_IT = 0.1;

  /** The largest page of any Linux. */
  private static final long PAGE_BYTES = 64 << 10;

  private static final long MIN_BYTES = 1 << 20;

  private final ServiceDefinition definition;
  private final ClassUse[] uses;

  /** What was last proposed for each class. */
  private final List<Map<Setting, Long>> said = new ArrayList<>();

  private final SystemSample last;
  private boolean hasLast;

  /**
   * What is looked at.
   *
   * @param report the performance of the last interval
   * @param kernel the settings as last read or written
   * @param blocked classes to be left alone
   * @param original settings of a class before the manager's first write
   */
  public record Look(
      SystemSample sample,
      PerformanceReport report,
      List<ClassSettings> kernel,
      Set<Integer> blocked,
      IntFunction<ClassSettings> original) {}

  public ResourceAdjuster(ServiceDefinition definition) {
    this.definition = definition;
    int n = definition.serviceClasses().size();
    uses = new ClassUse[n];
    for (int i = 0; i < n; i++) {
      uses[i] = new ClassUse();
      said.add(new EnumMap<>(Setting.class));
    }
    last = new SystemSample(n);
  }

  /**
   * Looks once.
   *
   * @param enforcing false: nothing of it will be done, so the same is not proposed twice
   */
  public Proposal look(long id, Look look, boolean enforcing) {
    SystemSample now = look.sample();
    long elapsed = now.atNanos - last.atNanos;
    boolean known = hasLast && elapsed > 0 && elapsed <= MAX_GAP_NANOS;
    List<ClassSettings> wanted = new ArrayList<>(look.kernel());
    List<Adjustment> adjustments = new ArrayList<>();
    for (int i = 0; i < uses.length; i++) {
      if (known && isFree(i, look, elapsed)) {
        uses[i].add(now, last, i);
        memory(i, look, wanted, adjustments, enforcing);
        io(i, look, wanted, adjustments, enforcing);
      } else {
        uses[i].clear();
      }
    }
    last.copyFrom(now);
    hasLast = true;
    return new Proposal(new PolicyDecision(id, now.atNanos, adjustments, List.of()), wanted);
  }

  /** True if something may be taken from the class. */
  private boolean isFree(int i, Look look, long elapsed) {
    if (!definition.serviceClasses().get(i).isManaged()
        || look.blocked().contains(i)
        || ClassUse.isUnseen(look.sample(), last, i)) {
      return false;
    }
    if (look.sample().processes[i] == 0) {
      return true;
    }
    OptionalDouble index = look.report().classes().get(i).performanceIndex();
    return index.isPresent()
        && !look.report().classes().get(i).misses()
        && !ClassUse.isSmall(look.sample(), last, i, elapsed)
        && !ClassUse.lacksMemory(look.sample(), last, i, elapsed);
  }

  private void memory(
      int i, Look look, List<ClassSettings> wanted, List<Adjustment> to, boolean enforcing) {
    long low = look.kernel().get(i).memoryLowBytes();
    boolean empty = look.sample().processes[i] == 0;
    long needed = empty ? 0 : pages(uses[i].mostBytes() * MARGIN);
    boolean known = look.sample().memoryBytes[i] >= 0;
    boolean over = known && low - needed > Math.max(MIN_BYTES, WORTH_IT * low);
    if (!uses[i].over(over, empty ? QUIET_LOOKS : OVER_LOOKS)) {
      return;
    }
    long value = Math.max(needed, look.original().apply(i).memoryLowBytes());
    if (value < low) {
      ClassSettings now = wanted.get(i);
      change(
          new WeightChange(
              name(i),
              Setting.MEMORY_LOW,
              low,
              value,
              empty ? ReasonCode.CLASS_EMPTY : ReasonCode.MEMORY_UNUSED),
          now.withMemoryLow(value),
          new Target(i, look, wanted, to, enforcing));
    }
  }

  private void io(
      int i, Look look, List<ClassSettings> wanted, List<Adjustment> to, boolean enforcing) {
    ClassSettings now = wanted.get(i);
    if (now.ioWeight() <= 0 || uses[i].looksWithoutIo() < QUIET_LOOKS) {
      return;
    }
    int value = look.original().apply(i).ioWeight();
    if (value > 0 && value < now.ioWeight()) {
      boolean empty = look.sample().processes[i] == 0;
      change(
          new WeightChange(
              name(i),
              Setting.IO_WEIGHT,
              now.ioWeight(),
              value,
              empty ? ReasonCode.CLASS_EMPTY : ReasonCode.IO_UNUSED),
          now.withIoWeight(value),
          new Target(i, look, wanted, to, enforcing));
    }
  }

  private record Target(
      int index, Look look, List<ClassSettings> wanted, List<Adjustment> to, boolean enforcing) {}

  private void change(WeightChange change, ClassSettings settings, Target target) {
    int i = target.index();
    Long before = said.get(i).put(change.setting(), change.to());
    boolean repeated = before != null && before == change.to();
    if (repeated && !target.enforcing()) {
      return;
    }
    target.wanted().set(i, settings);
    target
        .to()
        .add(
            new Adjustment(
                change.reason(),
                change.serviceClass(),
                target.look().report().classes().get(i).performanceIndex(),
                null,
                List.of(change),
                List.of()));
  }

  private String name(int i) {
    return definition.serviceClasses().get(i).name();
  }

  private static long pages(double bytes) {
    return (long) Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
  }
}
