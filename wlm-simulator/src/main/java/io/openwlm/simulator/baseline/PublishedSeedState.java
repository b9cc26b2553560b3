package io.openwlm.simulator.baseline;

import io.openwlm.core.adjust.ControlState;
import java.util.Collections;
import java.util.List;

/**
 * What the published controller carries on; immutable. One entry per service class.
 *
 * @param averages pressure in percent as {@code avg10} shows it
 * @param integrals sums of the error
 * @param sinceActNanos time since it last acted
 */
record PublishedSeedState(List<Double> averages, List<Double> integrals, long sinceActNanos)
    implements ControlState {
  PublishedSeedState {
    averages = List.copyOf(averages);
    integrals = List.copyOf(integrals);
  }

  static PublishedSeedState initial(int classes) {
    List<Double> zeros = Collections.nCopies(classes, 0.0);
    return new PublishedSeedState(zeros, zeros, 0);
  }

  /** It takes the weights as it finds them. */
  @Override
  public boolean started() {
    return true;
  }
}
