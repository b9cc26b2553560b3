package io.openwlm.app.wiring;

import io.openwlm.core.adjust.PiControllerStrategy;
import io.openwlm.core.classify.Classifier;
import io.openwlm.core.cycle.ControlDesk;
import io.openwlm.core.cycle.ManagerIdentity;
import io.openwlm.core.cycle.WlmCycle;
import io.openwlm.core.port.Clock;
import io.openwlm.linux.LinuxMachine;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import java.util.Set;

/** A manager put together by plain constructors; the same on a real and on a simulated kernel. */
public record Assembly(WlmCycle cycle, ControlDesk desk) {

  /** Wires the core to a machine; looks at the work and takes the first sample. */
  public static Assembly of(
      KernelFs fs,
      LinuxMachine machine,
      ServiceDefinition definition,
      Clock clock,
      ManagerIdentity identity) {
    Classifier classifier = new Classifier(definition);
    ProcessTable processes = new ProcessTable(fs, machine.containers());
    ControlDesk desk =
        new ControlDesk(
            definition,
            Set.copyOf(List.of("root", System.getProperty("user.name", "root"))),
            classifier::explain,
            pid -> processes.process(pid).map(p -> p.work()),
            clock::nanoTime);
    WlmCycle cycle =
        new WlmCycle(
            definition,
            new WlmCycle.Machine(machine.sampler(), machine.discovery(), machine.actuator()),
            classifier,
            new PiControllerStrategy(),
            desk.intakes(),
            identity,
            new WlmCycle.StartTime(clock.nanoTime(), clock.epochMillis()));
    desk.open(cycle);
    return new Assembly(cycle, desk);
  }
}
