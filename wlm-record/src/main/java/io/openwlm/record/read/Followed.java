package io.openwlm.record.read;

import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.DecisionStatus.Projected;
import io.openwlm.model.status.ManagerStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision with what followed it: records hold decisions as they were taken, before anything
 * followed. The same rule as in the manager's own log: the receiver's performance index in the two
 * intervals after it.
 */
final class Followed {
  private static final int INTERVALS = 2;

  private Followed() {}

  /**
   * @param pictures from about the time of the decision on, oldest first
   */
  static DecisionStatus of(DecisionStatus d, List<ManagerStatus> pictures) {
    if (d.changes().isEmpty()) {
      return d;
    }
    List<Double> after = new ArrayList<>();
    List<Projected> projections = d.projections();
    for (ManagerStatus picture : pictures) {
      boolean follows =
          picture.intervals() > d.interval() && picture.intervals() <= d.interval() + INTERVALS;
      Double index = index(picture, d.serviceClass());
      if (follows && index != null && after.size() < INTERVALS) {
        after.add(index);
        if (after.size() == INTERVALS) {
          projections =
              d.projections().stream()
                  .map(p ->
                      new Projected(
                          p.serviceClass(),
                          p.importance(),
                          p.before(),
                          p.projected(),
                          index(picture, p.serviceClass())))
                  .toList();
        }
      }
    }
    return d.followed(after, projections);
  }

  private static @Nullable Double index(ManagerStatus picture, String name) {
    for (ClassStatus c : picture.classes()) {
      if (c.name().equals(name)) {
        return c.performanceIndex();
      }
    }
    return null;
  }
}
