package io.openwlm.core.cycle;

import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The intakes of one policy's classes, and who may use them. A class that keeps its name and its
 * goal in the next policy keeps its intake, so that running transactions are not forgotten.
 */
final class ReportDesk {
  private final Map<String, Desk> desks = new HashMap<>();
  private final List<TransactionIntake> intakes = new ArrayList<>();

  /** One class's intake and who may use it. */
  record Desk(TransactionIntake intake, Goal goal, Set<String> reporters) {}

  /**
   * @param before the desk of the policy before; null for the first
   */
  ReportDesk(ServiceDefinition definition, @Nullable ReportDesk before) {
    for (ServiceClass serviceClass : definition.serviceClasses()) {
      Desk old = before == null ? null : before.desks.get(serviceClass.name());
      TransactionIntake intake =
          old != null && old.goal().equals(serviceClass.goal())
              ? old.intake()
              : new TransactionIntake(serviceClass.goal());
      intakes.add(intake);
      desks.put(
          serviceClass.name(),
          new Desk(intake, serviceClass.goal(), Set.copyOf(serviceClass.reporters())));
    }
  }

  @Nullable Desk of(String serviceClass) {
    return desks.get(serviceClass);
  }

  /** The intakes in the order of the definition. */
  List<TransactionIntake> intakes() {
    return List.copyOf(intakes);
  }

  void reporterGone(long reporter) {
    for (TransactionIntake intake : intakes) {
      intake.reporterGone(reporter);
    }
  }
}
