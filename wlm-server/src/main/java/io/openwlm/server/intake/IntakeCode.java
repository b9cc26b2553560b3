package io.openwlm.server.intake;

/** What can be wrong with an intake file. A code never changes its meaning. */
enum IntakeCode {
  UNKNOWN_KEY("WLM0701E", "unknown key {0}"),
  MISSING_KEY("WLM0702E", "{0} is missing"),
  WRONG_VALUE("WLM0703E", "{0} must be {1}, found {2}"),
  NOT_ONE_KIND("WLM0704E", "{0} needs exactly one of {1}"),
  NAME_USED("WLM0705E", "source {0} is already there"),
  FORMAT("WLM0706E", "{0}: {1}"),
  NOT_TOGETHER("WLM0707E", "key {0} does not go with {1}");

  private final String code;
  private final String template;

  IntakeCode(String code, String template) {
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
