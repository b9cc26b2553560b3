package io.openwlm.server;

/** What a client can ask for; the key is the name in the protocol. */
enum Op {
  PING("ping", false),
  STATUS("status", false),
  CLASSIFY("classify", false),
  REPORT("report", false),
  ENFORCE("enforce", true),
  RESTORE("restore", true),
  RULES("rules", false),
  INSTALL("install", true),
  ACTIVATE("activate", true),
  CONFIRM("confirm", true),
  ROLLBACK("rollback", true),
  DEACTIVATE("deactivate", true),
  HISTORY("history", false),
  /** Changes nothing, but its answer is long, and may say more than everybody should know. */
  DEFINITION("definition", true),
  METRICS("metrics", false),
  INTAKE("intake", false),
  ENVIRONMENTS("environments", false),
  /** An operator command; which of them change something, only the command itself says. */
  OPER("oper", false),
  BUDGETS("budgets", false),
  INCREASE("budget-increase", true),
  STOP("budget-stop", true),
  GO("budget-go", true);

  private final String key;
  private final boolean privileged;

  Op(String key, boolean privileged) {
    this.key = key;
    this.privileged = privileged;
  }

  String key() {
    return key;
  }

  /** True if only root and the daemon's own user may ask for it. */
  boolean privileged() {
    return privileged;
  }

  static Op of(String key) throws BadRequest {
    for (Op op : values()) {
      if (op.key.equals(key)) {
        return op;
      }
    }
    throw new BadRequest("unknown op \"" + Printable.line(key, 64) + "\"");
  }
}
