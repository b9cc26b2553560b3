package io.openwlm.model.message;

/**
 * A message of the programs, explained.
 *
 * @param id {@code WLM}, three or four digits, and a letter: I information, W warning, E error
 * @param text how it reads; words in capitals or braces stand for values
 * @param explanation what it means
 * @param systemAction what the program did or does
 * @param response what an operator can do
 */
public record Message(
    String id, String text, String explanation, String systemAction, String response) {

  /** The id without its letter. */
  public String number() {
    return id.substring(0, id.length() - 1);
  }
}
