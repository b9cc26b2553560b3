package io.openwlm.core.port;

import io.openwlm.core.port.PolicyControl.Revision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A revision as a couple data set keeps it. Its hash covers the hash of the revision before, so
 * that no revision can be changed, left out or put in without all later hashes changing.
 *
 * @param previousHash hash of the revision before, {@link #NONE} for the first
 * @param textHash SHA-256 of the definition's text, in hex
 */
public record StoredRevision(Revision revision, String previousHash, String textHash) {
  /** What stands for the hash of the revision before the first. */
  public static final String NONE = "0".repeat(64);

  /**
   * Makes a revision and its hash: SHA-256 of previous hash, number, time, user, system, source,
   * definition's name and text, each in UTF-8 behind its length in bytes and a colon.
   *
   * @param facts the hash in it is not looked at
   * @param text the definition's text
   */
  public static StoredRevision of(Revision facts, String previousHash, String text) {
    MessageDigest digest = sha256();
    put(digest, previousHash);
    put(digest, Long.toString(facts.number()));
    put(digest, Long.toString(facts.atEpochMillis()));
    put(digest, facts.byUser());
    put(digest, facts.bySystem());
    put(digest, facts.source());
    put(digest, facts.definition());
    put(digest, text);
    String hash = HexFormat.of().formatHex(digest.digest());
    Revision revision =
        new Revision(
            facts.number(),
            hash,
            facts.definition(),
            facts.atEpochMillis(),
            facts.byUser(),
            facts.bySystem(),
            facts.source());
    return new StoredRevision(revision, previousHash, textHash(text));
  }

  /** True if this is what {@link #of} makes of the text. */
  public boolean holds(String text) {
    return equals(of(revision, previousHash, text));
  }

  public long number() {
    return revision.number();
  }

  public String hash() {
    return revision.hash();
  }

  /** SHA-256 of a definition's text, in hex. */
  public static String textHash(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void put(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
