package io.openwlm.core.adjust;

import io.openwlm.model.definition.Strategy;

/** The strategies by their name in the definition. */
public final class Strategies {
  private Strategies() {}

  public static ControlStrategy<?> of(Strategy strategy) {
    return switch (strategy) {
      case ADAPTIVE, PI_CONTROLLER -> new PiControllerStrategy();
      case STATIC -> new StaticStrategy();
    };
  }
}
