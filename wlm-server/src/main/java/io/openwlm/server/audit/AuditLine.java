package io.openwlm.server.audit;

import io.openwlm.server.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The form of a line: the entry as one JSON object whose last field is the hash of the hash before
 * it and of all that stands in front of that field.
 */
final class AuditLine {
  /** What the first line follows. */
  static final String NOTHING = "0".repeat(64);

  static final String SEAL = ",\"hash\":\"";

  private AuditLine() {}

  static String of(AuditEntry e, String hashBefore) {
    String body = body(e);
    return body + SEAL + hash(hashBefore, body) + "\"}";
  }

  static String hash(String before, String body) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(before.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(sha.digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String body(AuditEntry e) {
    StringBuilder out = new StringBuilder(300);
    out.append("{\"number\":").append(e.number());
    text(out, "at", e.at());
    text(out, "user", e.user());
    out.append(",\"uid\":").append(e.uid());
    text(out, "role", e.role());
    text(out, "from", e.from());
    text(out, "what", e.what());
    text(out, "before", e.before());
    text(out, "after", e.after());
    out.append(",\"status\":").append(e.status());
    text(out, "result", e.result());
    return out.append(",\"leftOut\":").append(e.leftOut()).toString();
  }

  private static void text(StringBuilder out, String name, String value) {
    out.append(",\"").append(name).append("\":");
    JsonText.quote(out, value);
  }
}
