package io.openwlm.core.environment;

import java.util.Locale;
import java.util.Optional;

/** States of an application environment, as z/OS names them. */
public enum ApplicationState {
  AVAILABLE,
  QUIESCING,
  QUIESCED,
  RESUMING,
  REFRESHING,
  STOPPING,
  STOPPED,
  DELETING;

  /** The state that this one ends in. DELETING ends in nothing: the environment goes. */
  ApplicationState settled() {
    return switch (this) {
      case AVAILABLE, RESUMING, REFRESHING -> AVAILABLE;
      case QUIESCING, QUIESCED -> QUIESCED;
      case STOPPING, STOPPED -> STOPPED;
      case DELETING -> DELETING;
    };
  }

  /** The state of a name. */
  static Optional<ApplicationState> of(String name) {
    for (ApplicationState state : values()) {
      if (state.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
