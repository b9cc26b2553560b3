package io.openwlm.app.cli;

/** What is running. The launcher passes the version and the id of the build. */
final class Version {
  private Version() {}

  static String number() {
    return System.getProperty("wlm.version", "development");
  }

  static String text(String program) {
    return program
        + " "
        + number()
        + " (build "
        + System.getProperty("wlm.build", "none")
        + ", Java "
        + Runtime.version().feature()
        + ": "
        + System.getProperty("java.version", "?")
        + ")";
  }
}
