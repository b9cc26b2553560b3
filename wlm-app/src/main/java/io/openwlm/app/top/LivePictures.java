package io.openwlm.app.top;

import io.openwlm.model.status.ManagerStatus;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a daemon; from its records as soon as somebody steps back. Going to {@code now} is
 * going back to the daemon. For one thread.
 */
public final class LivePictures implements Pictures {
  private final Supplier<ManagerStatus> daemon;
  private final Function<Long, Replay> records;
  private @Nullable Replay replay;

  /**
   * @param records opens the records at a time; fails with a text if there are none
   */
  public LivePictures(Supplier<ManagerStatus> daemon, Function<Long, Replay> records) {
    this.daemon = daemon;
    this.records = records;
  }

  @Override
  public ManagerStatus next() {
    Replay open = replay;
    return open == null ? daemon.get() : open.next();
  }

  @Override
  public BoardMode mode() {
    return replay == null ? BoardMode.LIVE : BoardMode.REPLAY;
  }

  @Override
  public ManagerStatus step(int intervals) {
    Replay open = replay;
    if (open == null && intervals > 0) {
      return daemon.get();
    }
    if (open == null) {
      open = records.apply(daemon.get().atEpochMillis());
      replay = open;
    }
    return open.step(intervals);
  }

  @Override
  public ManagerStatus goTo(String time) {
    if (time.strip().equals("now")) {
      replay = null;
      return daemon.get();
    }
    Replay open = replay == null ? records.apply(daemon.get().atEpochMillis()) : replay;
    ManagerStatus there = open.goTo(time);
    replay = open;
    return there;
  }
}
