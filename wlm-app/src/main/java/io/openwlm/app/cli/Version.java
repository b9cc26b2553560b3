package io.openwlm.app.cli;

/** What is running. The launcher passes the version and the id of the build. */
public final class Version {
  private Version() {}

  /** The version, as the build names it. */
  public static String number() {
    return System.getProperty("wlm.version", "development");
  }

  /** Program, version, build and Java in one line. */
  public static String text(String program) {
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
