package io.openwlm.model.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service class: work with the same goals.
 *
 * @param name 1 to 32 characters; 1 to 8 on z/OS
 * @param description free text, may be empty
 * @param workload the workload it is in
 * @param attributes its goals and what else a policy may override
 * @param host how it lives on a Linux host
 * @param period 1; in a policy in force the number of the period that this entry is made for, see
 *     {@link ClassPeriods}
 */
public record ServiceClass(
    String name,
    String description,
    ChangeHistory history,
    String workload,
    Attributes attributes,
    HostBinding host,
    int period) {

  /** A class as it stands in a definition. */
  public ServiceClass(
      String name,
      String description,
      ChangeHistory history,
      String workload,
      Attributes attributes,
      HostBinding host) {
    this(name, description, history, workload, attributes, host, 1);
  }

  /**
   * What a service policy may override.
   *
   * @param periods 1 to 8; all but the last have a duration
   * @param resourceGroup the resource group that caps or protects it, or null
   * @param cpuCritical on z/OS less important work never gets a higher priority; kept and not
   *     enforced here; one period, not discretionary
   */
  public record Attributes(
      List<ServiceClassPeriod> periods,
      @Nullable String resourceGroup,
      boolean cpuCritical,
      IoPriorityGroup ioPriorityGroup,
      HonorPriority honorPriority) {
    public Attributes {
      periods = List.copyOf(periods);
      if (periods.isEmpty() || periods.size() > ServiceClassPeriod.MAX_PERIODS) {
        throw new IllegalArgumentException("a service class has 1 to 8 periods");
      }
    }

    /** One open period and nothing special. */
    public static Attributes of(Goal goal, Importance importance) {
      return new Attributes(
          List.of(new ServiceClassPeriod(goal, importance, null)),
          null,
          false,
          IoPriorityGroup.NORMAL,
          HonorPriority.DEFAULT);
    }
  }

  /** A class with one period on a Linux host. */
  public static ServiceClass of(
      String name, String description, Goal goal, Importance importance, HostBinding host) {
    return new ServiceClass(
        name,
        description,
        ChangeHistory.NONE,
        Workload.DEFAULT.name(),
        Attributes.of(goal, importance),
        host);
  }

  public List<ServiceClassPeriod> periods() {
    return attributes.periods();
  }

  /** The goal of the first period. */
  public Goal goal() {
    return periods().getFirst().goal();
  }

  /** The importance of the first period. */
  public Importance importance() {
    return periods().getFirst().importance();
  }

  public WeightRange weights() {
    return host.weights();
  }

  public @Nullable CgroupPath cgroup() {
    return host.cgroup();
  }

  public Placement placement() {
    return host.placement();
  }

  public List<String> reporters() {
    return host.reporters();
  }

  /**
   * True for work of this host that weights and other controls of the kernel help. A class with a
   * token goal has no such work: its agents are helped by token budgets.
   */
  public boolean isManaged() {
    return !(goal() instanceof Goal.TokenBudgetGoal);
  }

  ServiceClass with(Attributes changed) {
    return new ServiceClass(name, description, history, workload, changed, host, period);
  }
}
