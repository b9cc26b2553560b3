package io.openwlm.server.llm.peer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A key. It never shows itself, and is compared in a time that does not depend on what it is. */
public final class Secret {
  private final String value;
  private final byte[] digest;

  public Secret(String value) {
    this.value = value;
    digest = digest(value);
  }

  /** The key itself: for the header of the provider that it belongs to, and nothing else. */
  public String reveal() {
    return value;
  }

  /** Whether this is the key that somebody shows. */
  public boolean is(byte[] shownDigest) {
    return MessageDigest.isEqual(digest, shownDigest);
  }

  /** What keys are compared by. */
  public static byte[] digest(String shown) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(shown.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
