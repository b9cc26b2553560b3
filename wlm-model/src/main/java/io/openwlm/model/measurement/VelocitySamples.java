package io.openwlm.model.measurement;

import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;

/**
 * Which delays count in execution velocity, as on z/OS: waiting for a CPU, for memory and in queues
 * always; the others by what the definition says. Linux does not tell for how long a device worked
 * for a class, so all waiting for a device is delay, and only CPU is using.
 *
 * @param io waiting for block I/O: with I/O priority management
 * @param cap held back by the class's own CPU limit: in a resource group, which is part of the
 *     goals; a limit that somebody else set is not
 */
public record VelocitySamples(boolean io, boolean cap) {
  /** What counts for a class of a definition. */
  public static VelocitySamples of(ServiceDefinition definition, ServiceClass serviceClass) {
    return new VelocitySamples(
        definition.parameters().options().ioPriorityManagement(),
        serviceClass.attributes().resourceGroup() != null);
  }

  /** The same without what does not count. */
  public UsingDelay counted(UsingDelay all) {
    return new UsingDelay(
        all.usingNanos(),
        all.cpuDelayNanos(),
        cap ? all.capDelayNanos() : 0,
        io ? all.ioDelayNanos() : 0,
        all.memoryDelayNanos(),
        all.queueDelayNanos());
  }
}
