package io.openwlm.app.text;

/** ANSI styles. Colour never carries a meaning alone: a word or a sign says the same. */
public enum Style {
  BOLD("1"),
  DIM("2"),
  REVERSE("7"),
  RED("31"),
  GREEN("32"),
  YELLOW("33");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text in this style, or as it is. */
  public String on(String text, boolean styled) {
    return styled && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
