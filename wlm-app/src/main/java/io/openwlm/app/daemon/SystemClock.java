package io.openwlm.app.daemon;

import io.openwlm.core.port.Clock;

/** The JDK's clocks; the only class that asks them for the manager. */
final class SystemClock implements Clock {
  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long epochMillis() {
    return System.currentTimeMillis();
  }
}
