package io.openwlm.model.codec;

/**
 * Something found in a definition. All texts are safe to print on a terminal, in one line.
 *
 * @param code from {@link ProblemCode}: {@code WLM0107E}
 * @param file name of the file as given by the caller
 * @param line 1 or more, 0 if the problem has no place in the text
 * @param column in characters, 1 or more, 0 if the problem has no place in the text
 * @param pointer JSON pointer (RFC 6901) of the value; empty for the whole file
 * @param hint what to do; may be empty
 */
public record Problem(
    Severity severity,
    String code,
    String file,
    int line,
    int column,
    String pointer,
    String message,
    String hint) {

  /** {@code demo.yaml:7:15: error WLM0107E importance must be 1 to 5, found 6 (hint: ...)}. */
  @Override
  public String toString() {
    String place = line > 0 ? file + ":" + line + ":" + column : file;
    String tail = hint.isEmpty() ? "" : " (hint: " + hint + ")";
    return place + ": " + severity.text() + " " + code + " " + message + tail;
  }
}
