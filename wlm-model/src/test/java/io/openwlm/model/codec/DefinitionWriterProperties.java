package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.ServiceDefinition;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written reads back as it was, for generated definitions. */
class DefinitionWriterProperties {
  private static final int CASES = 300;

  @ParameterizedTest
  @EnumSource(DefinitionForm.class)
  void readsBackWhatItWrote(DefinitionForm form) {
    for (long seed = 0; seed < CASES; seed++) {
      if (problem(seed, DefinitionGenerator.USUAL_SIZE, form) != null) {
        throw new AssertionError(smallest(seed, form));
      }
    }
  }

  /** The same seed with smaller sizes: the first that fails is shown. */
  private static String smallest(long seed, DefinitionForm form) {
    for (int size = 1; size < DefinitionGenerator.USUAL_SIZE; size++) {
      String problem = problem(seed, size, form);
      if (problem != null) {
        return "seed " + seed + " size " + size + ": " + problem;
      }
    }
    return "seed " + seed + ": " + problem(seed, DefinitionGenerator.USUAL_SIZE, form);
  }

  private static String problem(long seed, int size, DefinitionForm form) {
    boolean zosOnly = seed % 4 == 0;
    ServiceDefinition definition =
        DefinitionGenerator.generate(new SplittableRandom(seed), zosOnly, size);
    Written written = DefinitionWriter.write(definition, form);
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
      return "differs\n" + written.text() + "\nagain\n" + text + "\n" + definition + "\n" + again;
    }
    return text.equals(written.text()) ? null : "not the same text again\n" + written.text();
  }

  @ParameterizedTest
  @EnumSource(DefinitionForm.class)
  void losesNothing(DefinitionForm form) {
    ServiceDefinition definition = DefinitionGenerator.generate(new SplittableRandom(1));
    assertThat(DefinitionWriter.write(definition, form).losses()).isEmpty();
  }
}
