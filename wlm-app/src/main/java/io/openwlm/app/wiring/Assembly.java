package io.openwlm.app.wiring;

import io.openwlm.core.cycle.ControlDesk;
import io.openwlm.core.cycle.CyclePorts;
import io.openwlm.core.cycle.ManagerIdentity;
import io.openwlm.core.cycle.OperatorDesk;
import io.openwlm.core.cycle.PolicyInForce;
import io.openwlm.core.cycle.Strategies;
import io.openwlm.core.cycle.WlmCycle;
import io.openwlm.core.environment.WorkOverrides;
import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.core.policy.PolicyOrder;
import io.openwlm.core.port.Clock;
import io.openwlm.core.port.EnvironmentStore;
import io.openwlm.core.port.RecordSink;
import io.openwlm.core.port.WorkClassifier;
import io.openwlm.linux.LinuxMachine;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.linux.discover.RunningUnits;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A manager put together by plain constructors; the same on a real and on a simulated kernel. Each
 * policy that is activated gets adapters of its own for its classes; those of the policy before are
 * closed when the new one works.
 */
public final class Assembly implements AutoCloseable {
  private final Bed bed;
  private final ManagerIdentity identity;
  private final ControlDesk desk;
  private final WorkOverrides overrides = new WorkOverrides();
  private final OperatorDesk operator;
  private @Nullable LinuxMachine machine;

  /** What the adapters of all policies share, and where records and states go. */
  public record Bed(
      KernelFs fs,
      CpuHierarchy hierarchy,
      RestoreJournal journal,
      ContainerFacts containers,
      RecordSink records,
      EnvironmentStore environments,
      TokenSeat tokens) {

    /** No token budgets. */
    public Bed(
        KernelFs fs,
        CpuHierarchy hierarchy,
        RestoreJournal journal,
        ContainerFacts containers,
        RecordSink records,
        EnvironmentStore environments) {
      this(fs, hierarchy, journal, containers, records, environments, TokenSeat.EMPTY);
    }

    /** Nothing of environments survives a restart. */
    public Bed(
        KernelFs fs,
        CpuHierarchy hierarchy,
        RestoreJournal journal,
        ContainerFacts containers,
        RecordSink records) {
      this(fs, hierarchy, journal, containers, records, EnvironmentStore.NONE);
    }
  }

  private Assembly(Bed bed, Clock clock, ManagerIdentity identity) {
    this.bed = bed;
    this.identity = identity;
    ProcessTable processes = new ProcessTable(bed.fs(), bed.containers());
    desk =
        new ControlDesk(
            Set.copyOf(List.of("root", System.getProperty("user.name", "root"))),
            pid -> processes.process(pid).map(p -> p.work()),
            clock::nanoTime,
            this::cycle);
    operator =
        new OperatorDesk(
            desk,
            bed.environments(),
            new RunningUnits(processes),
            overrides,
            identity.host(),
            identity.pid());
  }

  /**
   * Wires the core to a machine and puts a policy in force: looks at the work and takes the first
   * sample.
   *
   * @param source where the definition came from, for people
   * @param policy null for the first of the definition
   */
  public static Assembly of(
      Bed bed,
      ServiceDefinition definition,
      String source,
      @Nullable String policy,
      Clock clock,
      ManagerIdentity identity) {
    String name = policy == null ? definition.policies().getFirst().name() : policy;
    String user = System.getProperty("user.name", "?");
    return of(
        bed, new PolicyOrder(definition, name, source, clock.epochMillis(), user), clock, identity);
  }

  /** Wires the core to a machine and puts a policy in force. */
  public static Assembly of(Bed bed, PolicyOrder order, Clock clock, ManagerIdentity identity) {
    Assembly assembly = new Assembly(bed, clock, identity);
    assembly.desk.open(order, clock.nanoTime(), clock.epochMillis());
    return assembly;
  }

  private WlmCycle cycle(
      PolicyInForce inForce,
      WorkClassifier classifier,
      List<TransactionIntake> intakes,
      WlmCycle.Start start) {
    LinuxMachine fresh =
        LinuxMachine.of(
            bed.fs(),
            bed.hierarchy(),
            inForce.definition(),
            bed.journal(),
            bed.containers(),
            overrides);
    WlmCycle cycle;
    try {
      cycle =
          new WlmCycle(
              inForce,
              new CyclePorts(
                  fresh.sampler(),
                  fresh.discovery(),
                  fresh.actuator(),
                  bed.records(),
                  bed.tokens()),
              classifier,
              Strategies.of(inForce.definition().control().strategy()),
              intakes,
              identity,
              start);
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
    close();
    machine = fresh;
    operator.activated(inForce.policy(), cycle, start);
    bed.tokens().activated(inForce.definition());
    return cycle;
  }

  public ControlDesk desk() {
    return desk;
  }

  /** Environments and single units of work. */
  public OperatorDesk operator() {
    return operator;
  }

  /** The cycle of the policy in force. */
  public WlmCycle cycle() {
    return desk.cycle();
  }

  /** Closes the kernel files that are held open. */
  @Override
  public void close() {
    LinuxMachine current = machine;
    if (current != null) {
      current.close();
    }
  }
}
