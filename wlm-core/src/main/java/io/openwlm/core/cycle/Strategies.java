package io.openwlm.core.cycle;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.PiControllerStrategy;
import io.openwlm.core.adjust.StaticStrategy;
import io.openwlm.model.definition.Strategy;

/** The strategies by their name in the definition. */
public final class Strategies {
  private Strategies() {}

  public static ControlStrategy<?> of(Strategy strategy) {
    return switch (strategy) {
      case ADAPTIVE -> new AdaptiveStrategy();
      case PI_CONTROLLER -> new PiControllerStrategy();
      case STATIC -> new StaticStrategy();
    };
  }
}
