package io.openwlm.model.fuzz;

import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.Problem;
import java.nio.charset.StandardCharsets;

/**
 * Reads any text as a definition, in whatever form it looks like. There is always an answer; it is
 * either problems or a definition, and its messages can be printed.
 */
public final class DefinitionFuzz {
  private static final int MOST_PROBLEMS = 101;

  private DefinitionFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    DefinitionResult result = DefinitionReader.read("fuzz.yaml", text);
    Broken.unless(
        result.definition().isPresent() == result.errors().isEmpty(), "a definition, or errors");
    Broken.unless(result.problems().size() <= MOST_PROBLEMS, "a bounded number of problems");
    long lines = text.chars().filter(c -> c == '\n' || c == '\r').count() + 1;
    for (Problem p : result.problems()) {
      Broken.unless(p.line() >= 0 && p.line() <= lines, "a line of the text: " + p);
      Broken.unless(
          p.toString().chars().noneMatch(Character::isISOControl), "a printable message: " + p);
    }
  }
}
