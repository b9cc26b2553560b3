package io.openwlm.model.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One service class as a reader sees it.
 *
 * @param importance 1 to 5, 6 for discretionary
 * @param goal in words: {@code 90% < 500ms}
 * @param achieved in the words of the goal; {@code -} if nothing
 * @param performanceIndex null if there is no data
 * @param history performance index of the last intervals, oldest first, at most 60, null = no data
 * @param evidence {@code transactions}, {@code using/delay}, {@code pressure}, {@code fixed},
 *     {@code none}
 * @param confidence {@code HIGH}, {@code MEDIUM}, {@code LOW}, {@code NONE}
 * @param detail why there is no data, or what the evidence is worth; may be empty
 * @param weight share weight now, 1 to 10000; 0 if unknown
 * @param previousWeight share weight before the last change
 * @param cpuPercent percent of one CPU used in the last interval
 * @param usingPercent share of non-idle time spent running, 0 to 100; negative if unknown
 * @param cpuDelayPercent share spent waiting for a CPU; negative if unknown
 * @param capDelayPercent share held back by the class's own limit; negative if unknown
 * @param pressurePercent PSI cpu some, 0 to 100; negative if unknown
 * @param completionsPerSecond transactions ended a second in the last interval
 * @param inFlight transactions running
 * @param dropped transactions that reporters lost, since start
 * @param processes processes of the class
 * @param state {@code steady}, {@code receiver}, {@code donor}, {@code giving back}, {@code at
 *     floor}, {@code at ceiling}, {@code no data}, {@code exempt}, {@code n/a(REASON)}
 * @param lastAction the last change and its reason; empty if none
 * @param resources what else it waited for and used
 * @param cgroups control groups that carry the class's weight
 * @param responseTimes what was attained over the last interval, minute and five minutes, shortest
 *     first; empty if the goal is none on response time
 */
public record ClassStatus(
    String name,
    int importance,
    String goal,
    String achieved,
    @Nullable Double performanceIndex,
    List<@Nullable Double> history,
    String evidence,
    String confidence,
    String detail,
    int weight,
    int previousWeight,
    double cpuPercent,
    double usingPercent,
    double cpuDelayPercent,
    double capDelayPercent,
    double pressurePercent,
    double completionsPerSecond,
    long inFlight,
    long dropped,
    int processes,
    String state,
    String lastAction,
    ClassResources resources,
    List<String> cgroups,
    List<ResponseTimeSpan> responseTimes) {
  public ClassStatus {
    // A daemon of an older version says nothing about these.
    resources = resources == null ? ClassResources.UNKNOWN : resources;
    responseTimes = responseTimes == null ? List.of() : List.copyOf(responseTimes);
  }

  /** The same with other performance indexes of the last intervals. */
  public ClassStatus withHistory(List<@Nullable Double> other) {
    return new ClassStatus(
        name,
        importance,
        goal,
        achieved,
        performanceIndex,
        other,
        evidence,
        confidence,
        detail,
        weight,
        previousWeight,
        cpuPercent,
        usingPercent,
        cpuDelayPercent,
        capDelayPercent,
        pressurePercent,
        completionsPerSecond,
        inFlight,
        dropped,
        processes,
        state,
        lastAction,
        resources,
        cgroups,
        responseTimes);
  }
}
