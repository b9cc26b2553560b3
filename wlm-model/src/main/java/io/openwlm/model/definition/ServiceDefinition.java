package io.openwlm.model.definition;

import java.util.List;
import java.util.Optional;

/**
 * A checked service definition. Names are unique, references exist, control groups lie below the
 * root and are not nested in one another.
 *
 * @param name name of the definition
 * @param cgroupRoot nothing outside this control group is ever written
 * @param serviceClasses at least one, in the order of the file
 * @param rules first match wins
 * @param defaultServiceClass class of work that no rule and no bound control group claims: a
 *     defined class, or {@link #UNMANAGED}
 */
public record ServiceDefinition(
    String name,
    String description,
    ControlSettings control,
    CgroupPath cgroupRoot,
    List<ServiceClass> serviceClasses,
    List<ClassificationRule> rules,
    String defaultServiceClass) {
  /** Work of this class is seen and left alone. */
  public static final String UNMANAGED = "UNMANAGED";

  public ServiceDefinition {
    serviceClasses = List.copyOf(serviceClasses);
    rules = List.copyOf(rules);
  }

  public Optional<ServiceClass> serviceClass(String className) {
    return serviceClasses.stream().filter(c -> c.name().equals(className)).findFirst();
  }
}
