package io.openwlm.linux.probe;

/**
 * One thing found out about this machine.
 *
 * @param subject what was looked at
 * @param fact what is so
 * @param effect what that means for OpenWLM; empty if all is well
 * @param remedy what to do, if anything can be done; else empty
 */
public record Finding(Level level, String subject, String fact, String effect, String remedy) {
  /** How bad it is. */
  public enum Level {
    OK,
    /** Works, with something missing. */
    WARN,
    /** Enforcing is impossible. */
    FAIL
  }

  static Finding ok(String subject, String fact) {
    return new Finding(Level.OK, subject, fact, "", "");
  }

  static Finding warn(String subject, String fact, String effect, String remedy) {
    return new Finding(Level.WARN, subject, fact, effect, remedy);
  }

  static Finding fail(String subject, String fact, String effect, String remedy) {
    return new Finding(Level.FAIL, subject, fact, effect, remedy);
  }
}
