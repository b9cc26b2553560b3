package io.openwlm.model.fuzz;

/** A promise that an input broke. */
final class Broken extends AssertionError {
  private static final long serialVersionUID = 1L;

  private Broken(String promise) {
    super("not kept: " + promise);
  }

  static void unless(boolean kept, String promise) {
    if (!kept) {
      throw new Broken(promise);
    }
  }
}
