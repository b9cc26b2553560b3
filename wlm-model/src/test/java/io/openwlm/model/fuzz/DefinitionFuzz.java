package io.openwlm.model.fuzz;

import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.DefinitionWriter;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.codec.Written;
import io.openwlm.model.definition.ServiceDefinition;
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
    result.definition().ifPresent(DefinitionFuzz::comesBack);
  }

  /** What was read once can be written and read again, in every form that loses nothing. */
  private static void comesBack(ServiceDefinition definition) {
    for (DefinitionForm form : DefinitionForm.values()) {
      Written written = DefinitionWriter.write(definition, form);
      // The XML form always has a level; a definition without one gets it there.
      boolean sameLevel = form != DefinitionForm.XML || !definition.header().level().isEmpty();
      if (written.losses().isEmpty() && sameLevel) {
        DefinitionResult again = DefinitionReader.read("again", written.text());
        Broken.unless(
            again.definition().isPresent(),
            "what was written as " + form + " can be read: " + again.errors());
        Broken.unless(
            definition.equals(again.definition().orElseThrow()),
            "what was written as " + form + " is the same:\n" + written.text());
      }
    }
  }
}
