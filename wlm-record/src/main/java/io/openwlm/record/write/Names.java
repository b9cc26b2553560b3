package io.openwlm.record.write;

import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;

/** Names in fields of 8 characters, and where the rest of a longer name goes. */
final class Names {
  private static final int SHORT = 8;

  private Names() {}

  /**
   * What a description field holds: the whole name if the name's own field is too short for it. A
   * description that could be taken for one gets a blank in front.
   */
  static String described(String name, String description) {
    if (name.length() > SHORT) {
      return name;
    }
    return name.length() == SHORT && description.startsWith(name) ? " " + description : description;
  }

  /** For each class of a definition in force the name of the class that it is a period of. */
  static List<String> bases(ServiceDefinition definition) {
    List<String> bases = new ArrayList<>();
    for (ServiceClass each : definition.serviceClasses()) {
      bases.add(each.period() == 1 ? each.name() : bases.getLast());
    }
    return bases;
  }
}
