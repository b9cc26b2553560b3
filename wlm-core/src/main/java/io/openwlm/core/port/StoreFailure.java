package io.openwlm.core.port;

/**
 * A couple data set cannot be read or written. The message says what is wrong, names the file and
 * the record, and says what to do. What was acknowledged before is not touched.
 */
@SuppressWarnings("serial")
public class StoreFailure extends RuntimeException {
  /**
   * @param message whole sentences for an operator
   */
  public StoreFailure(String message) {
    super(message);
  }

  public StoreFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message; never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
