package io.openwlm.model.definition;

import io.openwlm.model.classification.ClassificationRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checked service definition: what z/OS keeps in one, and OpenWLM's additions in {@code host}.
 * Names are unique, references exist, control groups lie below the root and are not nested in one
 * another. One definition is installed; one of its policies is active.
 *
 * @param policies at least one
 * @param foreign what this version does not know, kept for the way back
 */
public record ServiceDefinition(
    DefinitionHeader header,
    List<ServicePolicy> policies,
    ServiceClasses classes,
    ClassificationRules classification,
    ServiceParameters parameters,
    Environments environments,
    HostSettings host,
    List<ForeignElement> foreign) {

  public ServiceDefinition {
    policies = List.copyOf(policies);
    foreign = List.copyOf(foreign);
  }

  /** Service classes and rules for Linux processes, and nothing else. */
  public static ServiceDefinition ofHost(
      DefinitionHeader header,
      HostSettings host,
      List<ServiceClass> serviceClasses,
      List<ClassificationRule> rules,
      @Nullable String defaultServiceClass) {
    return new ServiceDefinition(
        header,
        List.of(ServicePolicy.DEFAULT),
        ServiceClasses.of(serviceClasses),
        ClassificationRules.forProcesses(rules, defaultServiceClass),
        ServiceParameters.DEFAULT,
        Environments.NONE,
        host,
        List.of());
  }

  public String name() {
    return header.name();
  }

  public String description() {
    return header.description();
  }

  public List<ServiceClass> serviceClasses() {
    return classes.serviceClasses();
  }

  public ControlSettings control() {
    return host.control();
  }

  public CgroupPath cgroupRoot() {
    return host.cgroupRoot();
  }

  public Optional<ServiceClass> serviceClass(String className) {
    return serviceClasses().stream().filter(c -> c.name().equals(className)).findFirst();
  }

  public Optional<ServicePolicy> policy(String policyName) {
    return policies.stream().filter(p -> p.name().equals(policyName)).findFirst();
  }

  /** The same definition with other settings of the host. */
  public ServiceDefinition with(HostSettings changed) {
    return new ServiceDefinition(
        header, policies, classes, classification, parameters, environments, changed, foreign);
  }

  ServiceDefinition with(ServiceClasses changed) {
    return new ServiceDefinition(
        header, policies, changed, classification, parameters, environments, host, foreign);
  }
}
