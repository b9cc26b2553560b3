package io.openwlm.model.codec;

/**
 * The catalogue of everything the reader can say. A code never changes its meaning; in a message
 * {@code {0}}, {@code {1}} ... stand for values.
 */
public enum ProblemCode {
  FILE_UNREADABLE("WLM0101E", "cannot read the file: {0}", ""),
  FILE_TOO_LARGE("WLM0102E", "the file is larger than {0} MiB", "a definition is a few kilobytes"),
  NOT_UTF8("WLM0103E", "the file is not UTF-8 text", "save it as UTF-8"),
  CONTROL_CHARACTER("WLM0104E", "character {0} is not allowed in a definition", "remove it"),
  EMPTY("WLM0105E", "the file holds no definition", "start it with service-definition: and a name"),
  SYNTAX("WLM0106E", "this is not YAML: {0}", ""),
  IMPORTANCE_RANGE("WLM0107E", "importance must be 1 to 5, found {0}", "1 is the highest"),
  TAB_INDENT("WLM0108E", "a line is indented with a tab", "YAML allows spaces only"),
  TOO_DEEP("WLM0109E", "values are nested deeper than {0} levels", ""),
  ALIAS(
      "WLM0110E",
      "anchors (&) and aliases (*) are not allowed",
      "write the value out, or quote it"),
  TAG("WLM0111E", "the tag {0} is not allowed", "remove it: types follow from the keys"),
  SECOND_DOCUMENT("WLM0112E", "a second YAML document starts here", "one file, one definition"),
  DUPLICATE_KEY("WLM0113E", "key {0} is already set at line {1}, column {2}", "keep one of them"),
  KEY_NOT_TEXT("WLM0114E", "a key must be a single word", ""),
  UNKNOWN_KEY("WLM0115E", "unknown key {0}", ""),
  MISSING_KEY("WLM0116E", "{0} is missing", ""),
  WRONG_TYPE("WLM0117E", "{0} must be {1}, found {2}", ""),
  NO_FORM(
      "WLM0118E",
      "neither service-definition nor service_classes is set",
      "start the file with service-definition:"),
  TOO_MANY("WLM0119E", "more than {0} problems were found, the rest is not shown", ""),
  NAME(
      "WLM0120E",
      "{0} {1} is not a valid name",
      "1 to 32 letters, digits or _ - . $ # @ and what z/OS takes, without blanks"),
  RESERVED_NAME("WLM0121E", "service class name {0} is reserved", "choose another name"),
  DUPLICATE_CLASS("WLM0122E", "service class {0} is already defined at line {1}", ""),
  NO_CLASSES("WLM0123E", "there is no service class", "define at least one"),
  NOT_ONE_LINE("WLM0124E", "{0} must be one line of printable text, at most {1} characters", ""),
  DISCRETIONARY_IMPORTANCE(
      "WLM0125E",
      "a discretionary class has no importance",
      "remove it: discretionary work comes after importance 5"),
  NO_GOAL(
      "WLM0126E",
      "the goal says nothing",
      "one of response-time, velocity, throughput, tokens; or goal: discretionary"),
  TWO_GOALS("WLM0127E", "a class has one goal, found {0}", "split the class"),
  DURATION(
      "WLM0128E", "{0} must be a duration, found {1}", "a number with us, ms, s, min or h: 500ms"),
  RESPONSE_TIME_RANGE("WLM0129E", "{0} must be 1ms to 24h, found {1}", ""),
  PERCENTILE_RANGE(
      "WLM0130E", "percentile must be 1 to 99, found {0}", "leave it out for an average goal"),
  ONLY_WITH_RESPONSE_TIME("WLM0131E", "{0} goes only with response-time", "remove it"),
  VELOCITY_RANGE(
      "WLM0132E", "{0} must be 1 to 99, found {1}", "30 suits batch, 60 interactive work"),
  RATE("WLM0133E", "{0} must be a number per time, found {1}", "for example {2}"),
  RATE_RANGE("WLM0134E", "{0} must be above 0 and at most 1000000000/s, found {1}", ""),
  GOAL_TYPE("WLM0135E", "unknown goal type {0}", ""),
  WEIGHT_RANGE("WLM0136E", "{0} must be 1 to 10000, found {1}", "100 is what Linux starts with"),
  MIN_ABOVE_MAX("WLM0137E", "minimum weight {0} is above maximum weight {1}", ""),
  CGROUP_PATH("WLM0138E", "{0} {1} {2}", "for example /wlm/batch"),
  HOST_PATH("WLM0139E", "{0} {1} is a path of the host", "name it from the cgroup root: {2}"),
  OUTSIDE_ROOT(
      "WLM0140E",
      "cgroup {0} lies outside the cgroup root {1}",
      "put it below {1}, or name another cgroup-root"),
  IS_ROOT(
      "WLM0141E", "cgroup {0} is the cgroup root itself", "a class needs a group below the root"),
  SAME_CGROUP("WLM0142E", "cgroup {0} already belongs to service class {1} (line {2})", ""),
  NESTED_CGROUP(
      "WLM0143E",
      "cgroup {0} and cgroup {1} of service class {2} (line {3}) lie in one another",
      "weights of nested groups do not compare: put them side by side"),
  MOVE_NEEDS_CGROUP(
      "WLM0144E", "placement move needs a cgroup to move work into", "add cgroup: /wlm/name"),
  CHOICE("WLM0145E", "{0} must be {1}, found {2}", ""),
  INTERVAL_RANGE("WLM0146E", "{0} must be {1}, found {2}", ""),
  SAMPLING_TOO_SLOW(
      "WLM0147E",
      "sampling-interval {0} is more than half of adjustment-interval {1}",
      "an adjustment needs at least two samples"),
  TOO_MANY_VALUES("WLM0148E", "the file holds more than {0} values", ""),
  TOO_MANY_ITEMS("WLM0149E", "{0} has {1} entries, at most {2} are allowed", ""),
  NO_MASKS("WLM0150E", "the rule asks for nothing", "name at least one of {0}"),
  INNER_STAR(
      "WLM0151W",
      "{0} mask {1} has a * before its end: it stands for itself there",
      "% stands for one character"),
  MASK("WLM0152E", "{0} mask {1}", ""),
  UNKNOWN_CLASS("WLM0153E", "service class {0} is not defined", ""),
  HIDDEN_RULE(
      "WLM0154W", "the rule is never used: the rule at line {0} takes all its work", "move it up"),
  NO_WORK(
      "WLM0155W",
      "no work can reach service class {0}",
      "give it a cgroup or a rule, or make it the default"),
  COMMAND_LENGTH(
      "WLM0156W",
      "command {0} never matches: Linux keeps 15 characters of a command name",
      "use {1}"),
  VELOCITY_ASSUMED("WLM0160I", "velocity without a target: 10 is used", "set target to 1 to 99"),
  XML_SYNTAX("WLM0170E", "this is not well-formed XML: {0}", ""),
  XML_DOCTYPE(
      "WLM0171E",
      "a document type (<!DOCTYPE) is not allowed",
      "remove it: entities and other files are never read"),
  XML_ROOT(
      "WLM0172E",
      "the root element is {0}, not a z/OS service definition",
      "ServiceDefinition in a namespace http://www.ibm.com/xmlns/prod/zwlm/yyyy/mm/..."),
  XML_TOO_DEEP("WLM0173E", "XML elements are nested deeper than {0} levels", ""),
  XML_TOO_BIG(
      "WLM0174E",
      "the XML holds more than {0} elements and attributes, or one part is far too big",
      ""),
  XML_NO_NAMESPACE(
      "WLM0175I", "ServiceDefinition has no namespace: it is read as the level of 2022", ""),
  XML_UNKNOWN("WLM0176I", "{0} of {1} is not known here: kept, not used{2}", ""),
  XML_UNKNOWN_VALUE("WLM0177I", "{0} {1} of {2} is not known here: kept, not used{3}", ""),
  XML_UNKNOWN_QUALIFIER(
      "WLM0178W", "qualifier type {0} is not known here: {1} is kept, not used{2}", ""),
  XML_NO_MEANING("WLM0179I", "{0} has no meaning on Linux: kept, not used{1}", ""),
  XML_COMMENTS("WLM0180I", "comments and processing instructions are not kept: there are {0}", ""),
  XML_EBCDIC("WLM0189E", "the file is EBCDIC text", "convert it: iconv -f IBM-1047 -t UTF-8 FILE"),
  TOO_MANY_NOTES("WLM0188I", "{0} warnings and notes are not shown", ""),
  LOSS_REFUSED("WLM0181W", "z/OS refuses {0}: it is written as it is", "{1}"),
  LOSS_GOAL("WLM0182W", "goal {0} of service class {1} becomes {2}: z/OS has none like it", ""),
  LOSS_VELOCITY(
      "WLM0183W", "velocity-without-transactions {0} of service class {1} is left out", ""),
  LOSS_HOST("WLM0184W", "{0} is left out: z/OS has no such thing", ""),
  LOSS_RULE("WLM0185W", "{0} rule {1} is left out: {2}", ""),
  LOSS_PART("WLM0186W", "{0} is left out: {1}", ""),
  LOSS_FOREIGN("WLM0187W", "the foreign element of {0} is left out: {1}", ""),
  DUPLICATE_NAME("WLM0400E", "{0} {1} is already defined at line {2}", ""),
  DIFFERS_IN_CASE(
      "WLM0401E", "{0} {1} differs only in case from {2} (line {3})", "choose another name"),
  UNKNOWN_NAME("WLM0402E", "{0} {1} is not defined", ""),
  NAME_TOO_LONG(
      "WLM0403E",
      "{0} name {1} is longer than {2} characters",
      "in a definition with a level the limits of z/OS hold"),
  SYS_NAME("WLM0404E", "{0} name {1}: names that begin with {2} are reserved", ""),
  UNDERSCORE("WLM0405E", "{0} name {1} begins or ends with an underscore", ""),
  ZOS_COUNT("WLM0406E", "{0} objects of kind {1}: z/OS keeps at most {2}", ""),
  LONG_DESCRIPTION("WLM0407W", "z/OS keeps {0} characters of a description", "shorten it"),
  PERIODS_AND_GOAL(
      "WLM0408E", "{0} stands beside periods", "put it into the periods, or leave periods out"),
  LAST_DURATION("WLM0409E", "the last period has a duration", "remove it: the last period is open"),
  NUMBER_RANGE("WLM0410E", "{0} must be {1}, found {2}", ""),
  DISCRETIONARY_NOT_LAST(
      "WLM0411E", "only the last period may be discretionary", "put it at the end"),
  SINGLE_PERIOD_GOAL(
      "WLM0412E", "the goal {0} goes only with a single period", "leave the other periods out"),
  RESPONSE_AFTER_VELOCITY(
      "WLM0413E",
      "a response time goal follows a velocity goal",
      "from a velocity goal on, all periods have velocity goals or are discretionary"),
  IMPORTANCE_RISES(
      "WLM0414E",
      "importance {0} is higher than {1} of the period before",
      "later periods are less important, or equally"),
  CPU_CRITICAL(
      "WLM0415E", "cpu-critical goes only with one period that is not discretionary", "remove it"),
  MANY_PERIODS(
      "WLM0416W",
      "there are {0} periods with goals, more than the recommended {1}",
      "one class is helped in each interval: join classes that need no goals of their own"),
  LIMIT_WITHOUT_TYPE("WLM0417E", "a limit without its unit", "add type: one of {0}"),
  GROUP_MIN_ABOVE_MAX("WLM0418E", "minimum {0} is above maximum {1}", ""),
  MINIMUMS_ABOVE_CAPACITY(
      "WLM0419E", "the minimums add up to {0} percent of the share", "at most 100"),
  DUPLICATE_OVERRIDE("WLM0420E", "the policy already overrides {0} {1} at line {2}", ""),
  SUBSYSTEM_NAME("WLM0421E", "{0} is not a subsystem type: 1 to 4 letters, digits or $ # @", ""),
  OWN_SUBSYSTEM("WLM0422I", "subsystem type {0} is one of the installation's own", ""),
  NO_DEFAULT(
      "WLM0423E",
      "subsystem type {0} has rules and no default service class",
      "add a default with a service-class"),
  NO_GROUP_TYPE("WLM0424E", "{0} has no classification groups", ""),
  CONDITION_TWICE("WLM0425E", "the rule asks twice for {0}", "put one into a rule inside"),
  UNUSUAL_QUALIFIER("WLM0426W", "{0} is not a qualifier of subsystem type {1}", ""),
  LINUX_QUALIFIER("WLM0427E", "{0} describes a Linux process: subsystem type {1} has none", ""),
  PRIORITY("WLM0428E", "{0} is no priority", "a number, if you like after < <= > >= <> or ="),
  NESTED_IN_ITSELF(
      "WLM0429E", "{0} stands inside a rule on {0}", "only longer qualifiers and groups may"),
  OTHER_GROUP_TYPE("WLM0430E", "classification group {0} holds {1}, not {2}", ""),
  DUPLICATE_RULE(
      "WLM0431W", "the rule is never used: the rule at line {0} asks for the same", "remove it"),
  SYSTEM_CLASS("WLM0432E", "service class {0} can be given only by rules of {1}", ""),
  TRANSACTION_CLASS(
      "WLM0433E",
      "service class {0} is used by {1} and cannot be used here too",
      "give this work a class of its own"),
  TRANSACTION_GOAL(
      "WLM0434E",
      "service class {0} cannot be used by {1}",
      "it needs one period with a response time goal, and no resource group"),
  STORAGE_CRITICAL(
      "WLM0435E", "storage-critical, but service class {0} has several periods", "remove it"),
  REGION_GOAL(
      "WLM0436E", "manage-region-by is not for subsystem type {0}", "only JES and STC have it"),
  TENANT_AND_REPORTING(
      "WLM0437E", "tenant report class {0} and a reporting attribute in one rule", "keep one"),
  TENANT_AND_GROUP(
      "WLM0438E",
      "tenant report class {0}, but service class {1} is in resource group {2}",
      "work is capped by one of them"),
  FIRST_PERIOD_ONLY(
      "WLM0439I",
      "service class {0} has {1} periods: all its work is managed by the first",
      "with cgroup and placement: move work ages into later periods"),
  NO_MEMORY_LIMIT(
      "WLM0440I", "service class {0}: the memory limit of {1} is shown and not enforced", ""),
  SEVERAL_PARENTS(
      "WLM0441I",
      "control groups of service classes lie under {0} parents: {1}",
      "weights compare under one parent only: put side by side what is to give to one another"),
  NOT_CPU_CRITICAL(
      "WLM0442I", "service class {0}: cpu-critical is kept and shown, and not enforced", ""),
  AMOUNT("WLM0980E", "{0} must be {1}, found {2}", ""),
  TOKEN_TARGET(
      "WLM0981E",
      "{0} {1}: at most 1000000M tokens, in a window of at most 92 days",
      "a goal is no longer than a quarter"),
  WINDOW("WLM0982E", "{0} is not a window", ""),
  WINDOW_PART("WLM0983E", "{0} goes only with {1}", "remove it"),
  ZONE("WLM0984E", "{0} is not a time zone", ""),
  LIMIT_UNIT(
      "WLM0985E",
      "a limit is on one of tokens, cost and requests, found {0}",
      "write several limits: all of them hold"),
  SHARES(
      "WLM0986E",
      "floor {0}, entitlement {1} and cap {2} must not fall",
      "without an entitlement its part of the class's goal counts, without a cap the whole limit"),
  FLOORS(
      "WLM0987E",
      "the floors below {0} add up to {1} tokens, more than its limit of {2}",
      "what is promised must be there"),
  NOTHING_SHARED(
      "WLM0988E",
      "{0} has floor, entitlement or cap, but there is no limit on tokens to share",
      "give its organisation a limit on tokens, or the agent if it has none"),
  NO_TOKEN_GOAL(
      "WLM0989E",
      "service class {0} has no token goal",
      "an agent's class has one: goal: { tokens: 40K/hour }"),
  AGENT_NAME_TAKEN(
      "WLM0990E",
      "service class {0} has no agent, and the token budget of its name is another one",
      "name an agent with this service-class, or the budget otherwise"),
  IDENTITY_KIND(
      "WLM0991E", "an identity is one of cgroup, user and key-file, found {0}", "list several"),
  IDENTITY_NESTED(
      "WLM0992E",
      "cgroup {0} lies in cgroup {1} of agent {2} (line {3})",
      "it must be clear whose call it is: put them side by side"),
  TAKEN("WLM0993E", "{0} already belongs to {1} (line {2})", "each agent has its own"),
  HOST_FILE("WLM0994E", "{0} {1} {2}", "for example /run/wlm/agent.json"),
  BUDGET_NAME(
      "WLM0995E",
      "{0} {1} is not a valid name",
      "1 to 64 letters, digits or _ - . $ # @ and what z/OS takes, without blanks"),
  UPSTREAM_URL("WLM0996E", "{0} cannot be an upstream: {1}", ""),
  PROXY_DOOR(
      "WLM0997E", "llm-proxy has no door", "add unix-socket: /run/wlm/llm.sock or port: 8642"),
  NO_PRICE_TABLE(
      "WLM0998E", "a limit in cost needs a price table", "add price-table: /etc/wlm/prices.yaml"),
  MODEL_WEIGHT_TWICE(
      "WLM0999W", "model {0} has another weight at line {1}: that one counts for all classes", ""),
  FORMAT_REFUSED("WLM0190E", "cannot be formatted: {0}", "it stays as it is"),
  TEST_NO_TESTS("WLM0191E", "the file holds no tests", "tests: is a list of name, work, expect"),
  TEST_NO_FACTS("WLM0192E", "a test without work", "for example work: {subsystem: JES, TC: A}"),
  TEST_NO_EXPECTATION(
      "WLM0193E", "the test expects nothing", "name one of service-class, report-class, rule"),
  TEST_FACT_TWICE("WLM0194E", "the work has {0} twice", "keep one of them");

  private final String code;
  private final String template;
  private final String hint;

  ProblemCode(String code, String template, String hint) {
    this.code = code;
    this.template = template;
    this.hint = hint;
  }

  /** For example {@code WLM0107E}; the last letter is the severity. */
  public String code() {
    return code;
  }

  /** The message, with {@code {0}}, {@code {1}} ... for values. */
  public String template() {
    return template;
  }

  /** From the last letter of the code: E, W or I. */
  public Severity severity() {
    return switch (code.charAt(code.length() - 1)) {
      case 'E' -> Severity.ERROR;
      case 'W' -> Severity.WARNING;
      default -> Severity.NOTE;
    };
  }

  String message(Object... values) {
    return filled(template, values);
  }

  String hint(Object... values) {
    return filled(hint, values);
  }

  /** One pass, so that a value that looks like a placeholder stays as it is. */
  private static String filled(String text, Object... values) {
    StringBuilder result = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '{' && i + 2 < text.length() && text.charAt(i + 2) == '}') {
        result.append(values[text.charAt(i + 1) - '0']);
        i += 3;
      } else {
        result.append(c);
        i++;
      }
    }
    return result.toString();
  }
}
