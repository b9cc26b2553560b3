package io.openwlm.model.status;

/**
 * How often a rule, a default or a bound control group decided.
 *
 * @param subsystem the subsystem type; empty for what serves several types
 * @param path number of the rule, {@code 3.1.2}; {@code default} or {@code cgroup} for what stands
 *     behind the rules
 * @param level 1 for rules of the first level and for defaults, 2 for rules in them, ...
 * @param description text of the rule, or its condition if it has no text; the control group's
 *     path; empty for a default
 * @param line line in the definition's file; 0 if it has none
 * @param serviceClass what it gives; for a rule the inherited class if it has none of its own
 * @param hits work that it matched since the classifier was made, with the work that rules in it
 *     matched further
 */
public record RuleHits(
    String subsystem,
    String path,
    int level,
    String description,
    int line,
    String serviceClass,
    long hits) {}
