package io.openwlm.app.demo;

/** The demo on a simulated machine. */
@SuppressWarnings("DoNotCallSuggester")
final class SimulatedDemo {
  private SimulatedDemo() {}

  static DemoSummary run(DemoPlan plan, DemoScreen screen) {
    throw new IllegalStateException("not yet");
  }
}
