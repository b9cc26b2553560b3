package io.openwlm.app.top;

import io.openwlm.model.status.ManagerStatus;

/** Where the board gets its pictures from. A failure is a RuntimeException with a text to show. */
public interface Pictures {
  /** The picture to show now; called once per delay unless the board stands still. */
  ManagerStatus next();

  /** Live, or from records. */
  BoardMode mode();

  /**
   * Goes forward or back some intervals.
   *
   * @return the picture there; the nearest there is
   */
  ManagerStatus step(int intervals);

  /** Goes to a time as people type it. */
  ManagerStatus goTo(String time);
}
