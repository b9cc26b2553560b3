package io.openwlm.core.capping;

import io.openwlm.core.adjust.RunningStrategy.Proposal;
import io.openwlm.core.port.SystemSample;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.ResourceGroup;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.ResourceGroupStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each resource group at or below its maximum: a CPU limit for each of its classes, divided
 * by {@link GroupDivision}. Looks when resources are looked at, every two seconds, and when goals
 * are.
 *
 * <p>A group of one class has its limit all the time. A group of several has none as long as it
 * stays well below its maximum, since no division fits all bursts. What it used above the maximum
 * before its limits came is taken back slowly, so that the average of a minute, which is what z/OS
 * checks, comes to the maximum again.
 *
 * <p>Invariants: the limits of a group are never more than its maximum together, unless that is
 * less than the least for each class; no limit is above the one that was there before the manager;
 * with a constant load and constant weights nothing changes after the first division.
 */
public final class ResourceGroupCapper {
  /** From this part of the maximum on the classes of a group get limits. */
  static final double NEAR = 0.8;

  /** Limits are lifted when a group wanted less than this part of its maximum for a minute. */
  static final double QUIET = 0.6;

  /** At most this part of the maximum is kept back for what was used above it. */
  private static final double MOST_KEPT_BACK = 0.5;

  /** A class that is held back gets a new limit if that is so much more. */
  private static final double WORTH_IT = 1.1;

  /** Limits are whole hundredths of a CPU. */
  private static final long STEP = CpuLimit.PER_CPU / 100;

  private final ServiceDefinition definition;
  private final GroupLook looks;
  private final List<Kept> groups = new ArrayList<>();

  /** What was last proposed for each class; 0 = nothing. */
  private final long[] said;

  /** Nothing is left to lift from classes in no group. */
  private boolean othersAreFree;

  /** A group, its classes, and how it did. */
  private static final class Kept {
    final ResourceGroup group;
    final double maximum;
    final double minimum;
    final int[] classes;
    final GroupWindow window = new GroupWindow();
    boolean seen;
    boolean capping;
    double limits = Double.POSITIVE_INFINITY;

    Kept(ResourceGroup group, int[] classes, int cpus) {
      this.group = group;
      this.classes = classes;
      maximum = GroupCapacity.maximum(group.limits(), cpus);
      minimum = GroupCapacity.minimum(group.limits(), cpus);
    }
  }

  /**
   * What is looked at.
   *
   * @param kernel the settings as last read or written
   * @param blocked classes to be left alone
   * @param original settings of a class before the manager's first write
   */
  public record Look(
      SystemSample sample,
      List<ClassSettings> kernel,
      Set<Integer> blocked,
      IntFunction<ClassSettings> original) {}

  /**
   * @param cpus of the machine
   */
  public ResourceGroupCapper(ServiceDefinition definition, int cpus) {
    this.definition = definition;
    int n = definition.serviceClasses().size();
    looks = new GroupLook(n);
    said = new long[n];
    for (ResourceGroup group : definition.classes().resourceGroups()) {
      int[] classes =
          IntStream.range(0, n)
              .filter(i -> definition.serviceClasses().get(i).isManaged())
              .filter(i -> group.name().equals(groupName(i)))
              .toArray();
      groups.add(new Kept(group, classes, cpus));
    }
  }

  /**
   * Adds to what was proposed for goals what the groups need.
   *
   * @param proposal its weights count in the division
   * @param enforcing false: nothing of it will be done, so the same is not proposed twice
   */
  public Proposal add(Proposal proposal, Look look, boolean enforcing) {
    List<ClassSettings> wanted = new ArrayList<>(proposal.wanted());
    List<Adjustment> adjustments = new ArrayList<>(proposal.decision().adjustments());
    int before = adjustments.size();
    Pass pass = new Pass(look, wanted, adjustments, enforcing);
    boolean fresh = looks.take(look.sample, pass.limits());
    for (Kept kept : groups) {
      if (fresh) {
        kept.window.add(sum(kept, looks.used), sum(kept, looks.wants), looks.elapsedNanos());
      }
      pass.keep(kept);
    }
    pass.liftOthers();
    return adjustments.size() == before
        ? proposal
        : new Proposal(
            new PolicyDecision(
                proposal.decision().id(),
                proposal.decision().atNanos(),
                adjustments,
                proposal.decision().skips()),
            wanted);
  }

  /** How the groups do, in the order of the definition. */
  public List<ResourceGroupStatus> status() {
    List<ResourceGroupStatus> status = new ArrayList<>(groups.size());
    for (Kept kept : groups) {
      status.add(
          new ResourceGroupStatus(
              kept.group.name(),
              kept.window.lastUsed(),
              kept.window.averageUsed(),
              kept.minimum,
              known(kept.maximum),
              kept.capping,
              kept.capping ? known(kept.limits) : -1,
              Arrays.stream(kept.classes)
                  .filter(i -> looks.throttled[i])
                  .mapToObj(i -> definition.serviceClasses().get(i).name())
                  .toList()));
    }
    return status;
  }

  private static double known(double cpus) {
    return Double.isInfinite(cpus) ? -1 : (double) Math.round(cpus * 1_000) / 1_000;
  }

  private @Nullable String groupName(int i) {
    return definition.serviceClasses().get(i).attributes().resourceGroup();
  }

  private int importance(int i) {
    return definition.serviceClasses().get(i).importance().level();
  }

  private static double sum(Kept kept, double[] values) {
    double sum = 0;
    for (int i : kept.classes) {
      sum += values[i];
    }
    return sum;
  }

  /** One look at all groups. */
  private final class Pass {
    private final Look look;
    private final List<ClassSettings> wanted;
    private final List<Adjustment> adjustments;
    private final boolean enforcing;

    Pass(Look look, List<ClassSettings> wanted, List<Adjustment> adjustments, boolean enforcing) {
      this.look = look;
      this.wanted = wanted;
      this.adjustments = adjustments;
      this.enforcing = enforcing;
    }

    double[] limits() {
      return IntStream.range(0, said.length)
          .mapToDouble(i -> CpuLimit.cpus(look.kernel.get(i).cpuLimitMicros()))
          .map(cpus -> cpus < 0 ? Double.POSITIVE_INFINITY : cpus)
          .toArray();
    }

    void keep(Kept kept) {
      if (Double.isInfinite(kept.maximum)) {
        for (int i : kept.classes) {
          lift(i, kept);
        }
        return;
      }
      int[] members = Arrays.stream(kept.classes).filter(this::isFree).toArray();
      if (!kept.seen) {
        kept.seen = true;
        kept.capping = Arrays.stream(members).anyMatch(this::isLimitedByUs);
      }
      double near = NEAR * kept.maximum;
      if (kept.classes.length == 1
          || kept.window.lastUsed() >= near
          || kept.window.averageUsed() >= near) {
        kept.capping = true;
      } else if (kept.window.wasQuiet(QUIET * kept.maximum)) {
        kept.capping = false;
      }
      if (members.length == 0) {
        return;
      }
      if (kept.capping) {
        divide(kept, members);
      } else {
        for (int i : members) {
          lift(i, kept);
        }
      }
    }

    private void divide(Kept kept, int[] members) {
      double capacity = capacity(kept, members);
      List<GroupDivision.Member> shares = new ArrayList<>();
      double now = 0;
      boolean unlimited = false;
      for (int i : members) {
        long limit = current(i);
        now += CpuLimit.cpus(limit);
        unlimited |= limit >= CpuLimit.NONE;
        shares.add(
            new GroupDivision.Member(
                Math.max(1, wanted.get(i).cpuWeight()),
                looks.demand[i] * GroupDivision.room(importance(i)),
                CpuLimit.cpus(look.original.apply(i).cpuLimitMicros())));
      }
      double[] given = GroupDivision.of(capacity, shares);
      boolean due = now > capacity + 1e-9 + members.length * GroupDivision.LEAST_CPUS;
      for (int k = 0; k < members.length; k++) {
        due |=
            looks.isHeldBack(members[k], cpus(members[k]))
                && given[k] >= WORTH_IT * cpus(members[k]) + 0.01;
      }
      kept.limits = now;
      if (!due) {
        return;
      }
      ReasonCode reason = unlimited ? ReasonCode.GROUP_MAXIMUM : ReasonCode.GROUP_SHARED;
      List<WeightChange> changes = new ArrayList<>();
      kept.limits = 0;
      for (int k = 0; k < members.length; k++) {
        long limit = Math.max(CpuLimit.FLOOR, CpuLimit.ofCpus(given[k] + 1e-9) / STEP * STEP);
        kept.limits += CpuLimit.cpus(limit);
        change(members[k], limit, reason, changes);
      }
      note(kept, reason, changes);
    }

    /** What the members may have: the maximum without what others of the group use. */
    private double capacity(Kept kept, int[] members) {
      double above = enforcing ? Math.max(0, kept.window.averageUsed() - kept.maximum) : 0;
      double capacity = kept.maximum - Math.min(above, MOST_KEPT_BACK * kept.maximum);
      for (int i : kept.classes) {
        capacity -= Arrays.stream(members).anyMatch(m -> m == i) ? 0 : looks.used[i];
      }
      return Math.max(0, capacity);
    }

    /** Limits of the manager on classes that no group has, for example after another policy. */
    void liftOthers() {
      int before = adjustments.size();
      for (int i = 0; i < said.length && !othersAreFree; i++) {
        if (groupName(i) == null) {
          lift(i, null);
        }
      }
      othersAreFree |= enforcing && adjustments.size() == before;
    }

    private void lift(int i, @Nullable Kept kept) {
      if (current(i) >= CpuLimit.NONE || !isFree(i)) {
        return;
      }
      long original = look.original.apply(i).cpuLimitMicros();
      List<WeightChange> changes = new ArrayList<>();
      if (current(i) < original) {
        change(i, original, ReasonCode.GROUP_CAP_LIFTED, changes);
        note(kept, ReasonCode.GROUP_CAP_LIFTED, changes);
      }
    }

    private void change(int i, long to, ReasonCode reason, List<WeightChange> changes) {
      long from = current(i);
      if (from != to) {
        said[i] = to;
        wanted.set(i, wanted.get(i).withCpuLimit(to));
        String name = definition.serviceClasses().get(i).name();
        changes.add(new WeightChange(name, Setting.CPU_LIMIT, from, to, reason));
      }
    }

    private void note(@Nullable Kept kept, ReasonCode reason, List<WeightChange> changes) {
      if (!changes.isEmpty()) {
        adjustments.add(
            new Adjustment(reason, null, OptionalDouble.empty(), null, changes, List.of())
                .withDetail(kept == null ? "in no resource group any more" : text(kept)));
      }
    }

    private static String text(Kept kept) {
      return Double.isInfinite(kept.maximum)
          ? "resource group " + kept.group.name() + " has no maximum here"
          : String.format(
              Locale.ROOT,
              "resource group %s: used %.2f CPUs, %.2f in the last minute, of at most %.2f",
              kept.group.name(),
              kept.window.lastUsed(),
              kept.window.averageUsed(),
              kept.maximum);
    }

    private boolean isFree(int i) {
      return look.kernel.get(i).controls(Setting.CPU_LIMIT) && !look.blocked.contains(i);
    }

    private boolean isLimitedByUs(int i) {
      return current(i) < look.original.apply(i).cpuLimitMicros();
    }

    private double cpus(int i) {
      return CpuLimit.cpus(current(i));
    }

    /** The limit in force, or the one that would be if it were enforced. */
    private long current(int i) {
      return enforcing || said[i] == 0 ? look.kernel.get(i).cpuLimitMicros() : said[i];
    }
  }
}
