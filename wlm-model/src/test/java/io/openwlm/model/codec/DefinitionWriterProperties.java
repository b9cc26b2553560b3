package io.openwlm.model.codec;

import io.openwlm.model.definition.ServiceDefinition;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written reads back as it was, for generated definitions. */
class DefinitionWriterProperties {
  private static final int CASES = Integer.getInteger("wlm.cases", 400);

  @ParameterizedTest
  @EnumSource(DefinitionForm.class)
  void readsBackWhatItWrote(DefinitionForm form) {
    long first = (long) form.ordinal() * CASES;
    for (long seed = first; seed < first + CASES; seed++) {
      if (problem(seed, size(seed), form) != null) {
        throw new AssertionError(smallest(seed, form));
      }
    }
  }

  /** The same seed with smaller sizes: the first that fails is shown. */
  private static String smallest(long seed, DefinitionForm form) {
    for (int size = 1; size < size(seed); size++) {
      String problem = problem(seed, size, form);
      if (problem != null) {
        return "seed " + seed + " size " + size + ": " + problem;
      }
    }
    return "seed " + seed + ": " + problem(seed, size(seed), form);
  }

  /** Mostly small ones: they are quick, and easy to read when one fails. */
  private static int size(long seed) {
    return seed % 8 == 0 ? DefinitionGenerator.USUAL_SIZE : 1;
  }

  private static String problem(long seed, int size, DefinitionForm form) {
    boolean zosOnly = form == DefinitionForm.XML || seed % 3 == 0;
    ServiceDefinition definition =
        DefinitionGenerator.generate(new SplittableRandom(seed), zosOnly, size);
    Written written = DefinitionWriter.write(definition, form);
    // What z/OS would refuse is written as it is, so it reads back.
    if (written.losses().stream().anyMatch(p -> !p.code().equals("WLM0181W"))) {
      return "losses: " + written.losses() + "\n" + written.text();
    }
    DefinitionResult read = DefinitionReader.read("generated", written.text());
    if (read.definition().isEmpty()) {
      return "refused: "
          + read.problems().stream().filter(p -> p.severity() == Severity.ERROR).toList()
          + "\n"
          + written.text();
    }
    ServiceDefinition again = read.definition().get();
    String text = DefinitionWriter.write(again, form).text();
    if (!again.equals(definition)) {
      return "differs in " + difference(definition, again) + "\n" + written.text();
    }
    return text.equals(written.text()) ? null : "not the same text again\n" + written.text();
  }

  /** The first part of a definition that is not the same, down to a single value. */
  private static String difference(Object one, Object other) {
    if (one instanceof Record && other != null && one.getClass().equals(other.getClass())) {
      for (RecordComponent part : one.getClass().getRecordComponents()) {
        Object mine = value(part, one);
        Object theirs = value(part, other);
        if (!Objects.equals(mine, theirs)) {
          return part.getName() + " " + difference(mine, theirs);
        }
      }
    }
    if (one instanceof List<?> a && other instanceof List<?> b && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        if (!a.get(i).equals(b.get(i))) {
          return i + " " + difference(a.get(i), b.get(i));
        }
      }
    }
    return one + "\nfound " + other;
  }

  private static Object value(RecordComponent part, Object of) {
    try {
      return part.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
