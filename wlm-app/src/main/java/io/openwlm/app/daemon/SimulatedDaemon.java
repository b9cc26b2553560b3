package io.openwlm.app.daemon;

import java.nio.file.Path;
import java.util.function.Consumer;

/** The daemon on a simulated machine. */
@SuppressWarnings("DoNotCallSuggester")
final class SimulatedDaemon {
  private SimulatedDaemon() {}

  static int run(Wlmd options, Path scenario, Consumer<String> log) {
    throw new IllegalStateException("not yet");

  }
}
