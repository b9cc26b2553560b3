package io.openwlm.model.fuzz;

import io.openwlm.model.codec.ClassificationTestReader;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.codec.Severity;
import java.nio.charset.StandardCharsets;

/** Reads any text as policy tests. There are tests, or problems that can be printed. */
public final class PolicyTestsFuzz {
  private PolicyTestsFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    ClassificationTestReader.Result result = ClassificationTestReader.read("fuzz.yaml", text);
    boolean errors = result.problems().stream().anyMatch(p -> p.severity() == Severity.ERROR);
    Broken.unless(!errors || result.tests().isEmpty(), "tests, or errors");
    for (Problem p : result.problems()) {
      Broken.unless(
          p.toString().chars().noneMatch(Character::isISOControl), "a printable message: " + p);
    }
    result.tests().forEach(t -> Broken.unless(t.line() > 0, "a line"));
  }
}
