package io.openwlm.server.metrics;

import static io.openwlm.server.metrics.Metric.Type.COUNTER;
import static io.openwlm.server.metrics.Metric.Type.GAUGE;
import static io.openwlm.server.metrics.Metric.Type.HISTOGRAM;
import static io.openwlm.server.metrics.Metric.Type.INFO;

import java.util.List;

/**
 * The catalogue of all metrics; docs/metrics.md is its copy for people. A name never changes its
 * meaning. Values of labels come from closed sets, from the active policy (names of classes) or
 * from the intake file (names of sources): there are never more series than somebody wrote down.
 */
public enum Metric {
  BUILD("wlm_build_info", INFO, "Version of the daemon and of Java; always 1.", "version", "jdk"),
  POLICY("wlm_policy_info", INFO, "The active service policy; always 1.", "definition", "policy"),
  CLASS_GOAL(
      "wlm_class_goal_info",
      INFO,
      "Goal and importance of a class in the active policy; always 1.",
      "class",
      "period",
      "goal_type",
      "goal",
      "importance"),
  ENFORCING("wlm_enforcing", GAUGE, "1 if settings are written, 0 if the daemon only observes."),
  LAST_RELOAD(
      "wlm_policy_last_reload_successful",
      GAUGE,
      "0 if the last request to activate a policy failed, else 1."),
  LAST_ACTIVATION(
      "wlm_policy_last_activation_timestamp_seconds",
      GAUGE,
      "When the active policy came into force, on the manager's clock, since 1970."),
  LAST_CYCLE(
      "wlm_control_last_cycle_timestamp_seconds",
      GAUGE,
      "When the control loop last completed a turn, on this machine's clock, since 1970."),
  INTERVALS("wlm_control_intervals_total", COUNTER, "Adjustment intervals that were judged."),
  CYCLE_DURATION(
      "wlm_control_cycle_duration_seconds",
      HISTOGRAM,
      "How long the control loop took for each turn in which something was due."),
  CYCLE_OVERRUNS(
      "wlm_control_cycle_overruns_total",
      COUNTER,
      "Turns that took so long that the next one was late."),
  WARNINGS("wlm_warnings", GAUGE, "Warnings that wlm status shows now."),
  CPUS("wlm_cpus", GAUGE, "CPUs of the managed work."),
  SYSTEM_CPU("wlm_system_cpu_ratio", GAUGE, "Share of all CPUs used by managed work, 0 to 1."),
  SYSTEM_PRESSURE(
      "wlm_system_cpu_pressure_ratio",
      GAUGE,
      "Share of the last interval in which some task of the system waited for a CPU, 0 to 1."),
  PERFORMANCE_INDEX(
      "wlm_class_performance_index",
      GAUGE,
      "Performance index of the last interval: 1 = goal met exactly, above 1 = missed.",
      "class",
      "period",
      "scope"),
  VELOCITY(
      "wlm_class_execution_velocity_ratio",
      GAUGE,
      "Using / (using + the delays that count in velocity) in the last interval, 0 to 1.",
      "class",
      "period"),
  SAMPLES(
      "wlm_class_samples_total",
      COUNTER,
      "State samples: time of the class's threads in each state, in sampling intervals.",
      "class",
      "period",
      "state",
      "resource"),
  CPU("wlm_class_cpu_seconds_total", COUNTER, "CPU time used.", "class", "period"),
  SERVICE("wlm_class_service_units_total", COUNTER, "Service units consumed.", "class", "period"),
  IO("wlm_class_io_operations_total", COUNTER, "Block device operations.", "class", "period"),
  MEMORY("wlm_class_memory_bytes", GAUGE, "Memory charged to the class.", "class", "period"),
  PRESSURE(
      "wlm_class_pressure_ratio",
      GAUGE,
      "Share of the last interval in which some task of the class waited (PSI), 0 to 1.",
      "class",
      "period",
      "resource"),
  PROCESSES("wlm_class_processes", GAUGE, "Processes of the class.", "class", "period"),
  RESPONSE_TIME(
      "wlm_class_response_time_seconds",
      HISTOGRAM,
      "Response times of ended transactions; the buckets are 50 to 400 percent of the goal.",
      "class",
      "period"),
  TRANSACTIONS(
      "wlm_class_transactions_total",
      COUNTER,
      "Transactions reported as ended.",
      "class",
      "period"),
  RUNNING(
      "wlm_class_transactions_running",
      GAUGE,
      "Transactions reported as running.",
      "class",
      "period"),
  LOST(
      "wlm_class_transactions_lost_total",
      COUNTER,
      "Transactions that reporters lost before they reached the daemon.",
      "class",
      "period"),
  CPU_WEIGHT(
      "wlm_class_cpu_weight",
      GAUGE,
      "CPU weight as the kernel has it, 1 to 10000.",
      "class",
      "period"),
  IO_WEIGHT(
      "wlm_class_io_weight",
      GAUGE,
      "I/O weight as the kernel has it, 1 to 10000.",
      "class",
      "period"),
  MEMORY_LOW(
      "wlm_class_memory_low_bytes",
      GAUGE,
      "Protected memory as the kernel has it.",
      "class",
      "period"),
  CPU_LIMIT(
      "wlm_class_cpu_limit_cpus",
      GAUGE,
      "CPU limit as the kernel has it, in CPUs; absent without one.",
      "class",
      "period"),
  GROUP_USED(
      "wlm_resource_group_used_cpus",
      GAUGE,
      "CPUs that a resource group used at the last look, over about two seconds.",
      "group"),
  GROUP_MINUTE(
      "wlm_resource_group_used_minute_cpus",
      GAUGE,
      "CPUs that a resource group used in the last minute.",
      "group"),
  GROUP_MINIMUM(
      "wlm_resource_group_minimum_cpus",
      GAUGE,
      "Minimum of a resource group; absent without one.",
      "group"),
  GROUP_MAXIMUM(
      "wlm_resource_group_maximum_cpus",
      GAUGE,
      "Maximum of a resource group; absent without one.",
      "group"),
  GROUP_LIMIT(
      "wlm_resource_group_limit_cpus",
      GAUGE,
      "CPU limits of the classes of a resource group together; absent while it needs none.",
      "group"),
  DECISIONS(
      "wlm_decisions_total",
      COUNTER,
      "Decisions and acts of people; observing included.",
      "action",
      "reason"),
  SKIPS(
      "wlm_decision_skips_total",
      COUNTER,
      "Classes that missed their goal and were not helped, counted when the reason is news.",
      "reason"),
  PI_ERROR(
      "wlm_decision_pi_error",
      HISTOGRAM,
      "Predicted minus actual performance index two intervals after a decision."),
  FOREIGN_WRITES(
      "wlm_foreign_writes_total", COUNTER, "Values found changed by another program.", "attribute"),
  APPLY_ERRORS(
      "wlm_apply_errors_total", COUNTER, "Writes that the kernel refused.", "attribute", "errno"),
  RECORDS_DROPPED(
      "wlm_metrics_records_dropped_total",
      COUNTER,
      "Interval records that did not get into these metrics, because they came too fast."),
  OTLP_EXPORTS("wlm_otlp_exports_total", COUNTER, "Times the metrics were sent to a collector."),
  OTLP_EXPORT_FAILURES(
      "wlm_otlp_export_failures_total", COUNTER, "Those of them that the collector did not take."),
  INTAKE_UP(
      "wlm_intake_up", GAUGE, "1 if the last look at the source succeeded, else 0.", "source"),
  INTAKE_TRANSACTIONS(
      "wlm_intake_transactions_total",
      COUNTER,
      "Response times taken in; of a source otlp-tokens: calls to models that were charged.",
      "source"),
  INTAKE_BAD(
      "wlm_intake_bad_total",
      COUNTER,
      "Lines, series, points or spans of the source that could not be used.",
      "source"),
  INTAKE_LAST(
      "wlm_intake_last_transaction_timestamp_seconds",
      GAUGE,
      "When a response time or a call to a model last came from the source, since 1970; 0 = never.",
      "source"),
  LLM_REQUESTS("wlm_llm_requests_total", COUNTER, "Requests to the LLM proxy.", "api"),
  LLM_REFUSALS("wlm_llm_refusals_total", COUNTER, "Requests that the LLM proxy refused.", "reason"),
  LLM_UPSTREAM_ERRORS(
      "wlm_llm_upstream_errors_total",
      COUNTER,
      "Calls that failed at a provider.",
      "upstream",
      "kind"),
  LLM_CALLS(
      "wlm_llm_calls_total",
      COUNTER,
      "Calls that were let through and have ended: settled by what the provider said, estimated, or"
          + " released because nothing was used.",
      "ending"),
  LLM_ADDED(
      "wlm_llm_added_seconds",
      HISTOGRAM,
      "Time that calls spent in the proxy without waiting for a provider or a budget."),
  TOKENS(
      "wlm_token_usage_total",
      COUNTER,
      "Tokens used, not weighted; type is input, cached-input, cache-write, output or reasoning.",
      "budget",
      "level",
      "type"),
  TOKENS_ESTIMATED(
      "wlm_token_usage_estimated_total",
      COUNTER,
      "Those of them that were estimated, because the provider did not say.",
      "budget",
      "level"),
  TOKEN_REQUESTS("wlm_token_requests_total", COUNTER, "Calls let through.", "budget", "level"),
  TOKEN_REFUSALS(
      "wlm_token_refusals_total", COUNTER, "Calls refused.", "budget", "level", "reason"),
  TOKEN_COUNTER_UP(
      "wlm_token_counter_up",
      GAUGE,
      "1 if the agent's counter file can be read or is not there yet, else 0.",
      "budget"),
  TOKEN_COUNTER_EVENTS(
      "wlm_token_counter_events_total",
      COUNTER,
      "What was found in the agent's counter file; event is counted, duplicate, out-of-time,"
          + " bad-line, foreign, missing, truncated, replaced, rotated, lost or unreadable.",
      "budget",
      "event"),
  TOKEN_LIMIT(
      "wlm_token_budget_limit",
      GAUGE,
      "Each limit in its unit: weighted tokens, the currency, requests.",
      "budget",
      "level",
      "unit",
      "window"),
  TOKEN_SPENT(
      "wlm_token_budget_spent",
      GAUGE,
      "What is spent of a limit in its window now.",
      "budget",
      "level",
      "unit",
      "window"),
  TOKEN_HELD(
      "wlm_token_budget_held",
      GAUGE,
      "What calls under way have reserved of a limit.",
      "budget",
      "level",
      "unit",
      "window"),
  TOKEN_GRANT(
      "wlm_token_budget_grant",
      GAUGE,
      "Weighted tokens granted in the window that the organisation shares out.",
      "budget",
      "level"),
  TOKEN_REMAINING(
      "wlm_token_budget_remaining",
      GAUGE,
      "Weighted tokens of the grant that are neither spent nor held.",
      "budget",
      "level"),
  TOKEN_SIGNAL(
      "wlm_token_budget_signal",
      GAUGE,
      "What the agent is told: 0 green, 1 yellow, 2 red, 3 black.",
      "budget",
      "level"),
  TOKEN_BURN(
      "wlm_token_budget_burn_rate",
      GAUGE,
      "Rate of use / the rate that lasts to the end of the window; span is fast or slow.",
      "budget",
      "level",
      "span"),
  TOKEN_EXHAUSTION(
      "wlm_token_budget_exhaustion_timestamp_seconds",
      GAUGE,
      "When the grant is used up if it goes on so, since 1970; not there if it lasts. quantile is"
          + " 0.5 or 0.9.",
      "budget",
      "level",
      "quantile"),
  TOKEN_PI(
      "wlm_token_budget_performance_index",
      GAUGE,
      "What an agent will need in the window / what it is granted; above 1 it is short.",
      "budget",
      "level");

  /** What kind of values a metric has. */
  public enum Type {
    /** Labels say it all; the value is 1. */
    INFO,
    GAUGE,
    COUNTER,
    HISTOGRAM
  }

  private final String fullName;
  private final Type type;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> labels;

  Metric(String fullName, Type type, String help, String... labels) {
    this.fullName = fullName;
    this.type = type;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name as it is scraped, {@code _total} and {@code _info} included. */
  public String fullName() {
    return fullName;
  }

  public Type type() {
    return type;
  }

  public String help() {
    return help;
  }

  public List<String> labels() {
    return labels;
  }

  /** The name without the suffix that the format adds by itself. */
  String baseName() {
    return switch (type) {
      case INFO -> fullName.substring(0, fullName.length() - "_info".length());
      case COUNTER -> fullName.substring(0, fullName.length() - "_total".length());
      case GAUGE, HISTOGRAM -> fullName;
    };
  }
}
