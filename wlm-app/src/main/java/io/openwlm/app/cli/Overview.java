package io.openwlm.app.cli;

import java.util.List;

/** The help of {@code wlm} itself: examples first, then all commands. */
final class Overview {
  static final List<String> NAMES =
      List.of(
          "demo",
          "simulate",
          "status",
          "top",
          "why",
          "check",
          "policy",
          "classify",
          "report",
          "run",
          "record",
          "get",
          "metrics",
          "install",
          "apply",
          "activate",
          "confirm",
          "rollback",
          "deactivate",
          "history",
          "couple",
          "budget",
          "enforce",
          "restore",
          "doctor",
          "audit",
          "oper",
          "msg",
          "set",
          "quiesce",
          "resume",
          "refresh",
          "reset",
          "help");

  static final String TEXT =
      """
      Examples:
        wlm demo                          a minute of OpenWLM on this machine, cleaned up after
        wlm doctor                        what this machine offers, what is missing, what it costs
        wlm check my.yaml                 all problems of a service definition
        wlm status                        goals, performance index, last decisions
        wlm top                           the same, live
        wlm why INTERACT                  why it was helped, or not
        wlm report WEB --time 12ms        tell the daemon about one finished transaction

      Usage: wlm COMMAND [OPTIONS] [ARGUMENTS]

      See:
        status     one screen: mode, goals met and missed, last decisions
        top        live board of the service classes
        why        explain the last decision about a class, or one decision by its number
        record     show, dump and report what wlmd recorded
        get        get rules: classification rules and how often each matched;
                   get intake: sources of response times and how each does;
                   get definition: what is installed;
                   get budget: token budgets of agents and how they stand;
                   get applenv, schenv, resource, system, reset: states
        metrics    what Prometheus gets
        history    what was installed and activated, by whom and when
        doctor     examine this machine
        audit      show or verify who changed what through the Health API
        msg        explain a message by its id
      Change:
        install    hand a service definition to the daemon
        apply      the same: apply -f FILE
        activate   put one of its policies in force, if wanted until confirmed
        confirm    keep a policy that waits to be confirmed
        rollback   undo it now
        deactivate original values back, until the next activate
        couple     export, import, format and snapshot of the couple data set
        enforce    on: set weights; off: observe only
        restore    bring all original values back
        reset      a running process into another class, until it ends
        budget     token budgets: increase, stop, go; check: an agent's signal
        set        set resource NAME on|off|reset
        quiesce    quiesce applenv NAME: servers finish, no new ones start
        resume     resume applenv NAME: back to work
        refresh    refresh applenv NAME: new servers for the old ones
        oper       operator commands in z/OS syntax: D WLM, V WLM, F WLM, E
        run        start a command in a service class
        report     report finished transactions
      Definitions:
        check      examine service definitions; the same as: policy check
        policy     fmt, convert, diff and test service definitions
        explain    what a key of a definition means
        classify   which class work gets, and by which rule
      Try:
        demo       a flood of batch work, and the recovery
        simulate   run scenarios on a simulated machine; compare: all strategies side by side

      Options of every command: -o table|json, --socket PATH, --help
        --version    version of wlm and of Java
      Exit codes: 0 done, 1 failed, 2 usage, 3 daemon not reachable, 4 no such object,
        5 not permitted, 6 conflict, 7 definition not valid, 9 goals missed (status --check), 130 interrupted
      """;

  private Overview() {}
}
