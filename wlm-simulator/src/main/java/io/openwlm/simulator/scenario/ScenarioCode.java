package io.openwlm.simulator.scenario;

/** The catalogue of what can be wrong with a scenario. A code never changes its meaning. */
enum ScenarioCode {
  UNKNOWN_KEY("WLM0504E", "unknown key {0}"),
  MISSING_KEY("WLM0506E", "{0} is missing"),
  WRONG_VALUE("WLM0507E", "{0} must be {1}, found {2}"),
  NOT_ONE_KIND("WLM0508E", "{0} needs exactly one of {1}"),
  NAME_USED("WLM0509E", "{0} {1} is already there"),
  UNKNOWN_NAME("WLM0510E", "there is no {0} {1}"),
  AFTER_END("WLM0511E", "{0} is not before the end of the run at {1}"),
  ORDER("WLM0512E", "phases must begin at 0s and each must begin after the one before"),
  NO_REQUESTS("WLM0513E", "workload {0} has no requests: its rate cannot be set"),
  NO_ROOM("WLM0514E", "{0} has workloads and groups below it; Linux permits one or the other"),
  NO_DEFINITION("WLM0515E", "the definition has errors"),
  NOT_TOGETHER("WLM0516E", "key {0} does not go with {1}"),
  NO_DEVICE("WLM0517E", "workload {0} has I/O, but the machine has no device");

  private final String code;
  private final String template;

  ScenarioCode(String code, String template) {
    this.code = code;
    this.template = template;
  }

  String code() {
    return code;
  }

  String message(Object... values) {
    String text = template;
    for (int i = values.length - 1; i >= 0; i--) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }
}
