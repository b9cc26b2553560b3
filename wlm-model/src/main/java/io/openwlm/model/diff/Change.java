package io.openwlm.model.diff;

/**
 * One difference between two definitions. Texts are as the definitions hold them: whoever prints
 * them makes them safe.
 *
 * @param path what is different, by names: {@code service class ONLINE period 2 importance}
 * @param before what it was; empty for something added, and for something removed without a value
 * @param after what it is; empty for something removed, and for something added without a value
 */
public record Change(Kind kind, String path, String before, String after) {

  /** What happened. */
  public enum Kind {
    ADDED("+"),
    REMOVED("-"),
    CHANGED("~"),
    /** At another place in a list whose order matters. */
    MOVED(">");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    /** One character. */
    public String sign() {
      return sign;
    }
  }

  static Change added(String path, String after) {
    return new Change(Kind.ADDED, path, "", after);
  }

  static Change removed(String path, String before) {
    return new Change(Kind.REMOVED, path, before, "");
  }

  static Change changed(String path, String before, String after) {
    return new Change(Kind.CHANGED, path, before, after);
  }

  static Change moved(String path, int before, int after) {
    return new Change(Kind.MOVED, path, "place " + before, "place " + after);
  }

  /** {@code ~ service class ONLINE period 2 importance 2 -> 3}. */
  @Override
  public String toString() {
    String values =
        switch (kind) {
          case ADDED -> after.isEmpty() ? "" : " " + after;
          case REMOVED -> before.isEmpty() ? "" : " " + before;
          case CHANGED, MOVED -> " " + before + " -> " + after;
        };
    return kind.sign() + " " + path + values;
  }
}
