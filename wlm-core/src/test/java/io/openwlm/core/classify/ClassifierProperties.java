package io.openwlm.core.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.openwlm.model.classification.Mask;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.RuleHits;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The classifier against {@link NaiveClassifier}: 1,000,000 pieces of work for 500 rule sets. */
class ClassifierProperties {
  private static final int SETS_PER_SEED = 25;
  private static final int WORK_PER_SET = 2_000;

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answersAsTheDescriptionSays(long seed) {
    for (long set = seed * SETS_PER_SEED; set < (seed + 1) * SETS_PER_SEED; set++) {
      RuleSets generator = new RuleSets(set);
      ServiceDefinition definition = generator.definition();
      Classifier classifier = new Classifier(definition);
      NaiveClassifier naive = new NaiveClassifier(definition);
      for (int i = 0; i < WORK_PER_SET; i++) {
        WorkAttributes work = generator.work();
        if (!classifier.classify(work).equals(naive.classify(work))) {
          fail("rule set " + set + ", shrunk:\n" + shrunk(definition, work));
        }
      }
      assertThat(classifier.hits().stream().filter(h -> h.level() == 1).mapToLong(RuleHits::hits))
          .as("hits of rule set %d", set)
          .satisfies(
              hits -> assertThat(hits.stream().mapToLong(h -> h).sum()).isEqualTo(WORK_PER_SET));
    }
  }

  private static String shrunk(ServiceDefinition definition, WorkAttributes work) {
    Counterexample smallest =
        new Counterexample(definition, work).shrink(ClassifierProperties::answersDiffer);
    return smallest
        + "is:        "
        + new Classifier(smallest.definition()).classify(smallest.work())
        + "\nshould be: "
        + new NaiveClassifier(smallest.definition()).classify(smallest.work());
  }

  private static boolean answersDiffer(Counterexample c) {
    return !new Classifier(c.definition())
        .classify(c.work())
        .equals(new NaiveClassifier(c.definition()).classify(c.work()));
  }

  @Test
  void theTraceEndsWithTheSameAnswer() {
    for (long set = 1000; set < 1200; set++) {
      RuleSets generator = new RuleSets(set);
      Classifier classifier = new Classifier(generator.definition());
      for (int i = 0; i < 20; i++) {
        WorkAttributes work = generator.work();
        WorkClassification answer = classifier.classify(work);
        String trace = classifier.explain(work);
        String result = "\nresult: " + answer.serviceClass() + " (";
        boolean byRule = answer.rule().startsWith(work.subsystem() + " ");
        assertThat(trace)
            .as("rule set %d", set)
            .contains(result + (byRule ? "rule " + answer.rule() + ")" : "no rule"));
      }
    }
  }

  @Test
  void theGeneratedWorkTakesEveryWay() {
    Set<String> origins = new HashSet<>();
    for (long set = 0; set < 300; set++) {
      RuleSets generator = new RuleSets(set);
      NaiveClassifier naive = new NaiveClassifier(generator.definition());
      for (int i = 0; i < 50; i++) {
        origins.add(naive.classify(generator.work()).rule().replaceAll("[0-9]+", "1"));
      }
    }
    assertThat(origins)
        .contains("OMVS 1.1", "STC 1.1", "JES 1.1", "MINE 1.1", "MQ 1.1.1", "CB 1.1.1")
        .contains("default of DDF", "default", "system class", "cgroup /A", "cgroup /B");
  }

  @Test
  void aWrongAnswerIsShrunkToALine() {
    Predicate<Counterexample> wrong =
        c -> {
          String rule = new NaiveClassifier(c.definition()).classify(c.work()).rule();
          return rule.contains(" ") && rule.contains(".");
        };
    for (long set = 0; ; set++) {
      RuleSets generator = new RuleSets(set);
      Counterexample found = new Counterexample(generator.definition(), generator.work());
      if (wrong.test(found)) {
        assertThat(found.shrink(wrong).toString().lines().filter(l -> l.contains("->"))).hasSize(2);
        return;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void compiledMasksAnswerAsMasks(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, "AB% *", 1);
      String value = text(random, "AB *", 0);
      int start = 1 + random.nextInt(3);
      boolean part = random.nextBoolean();
      assertThat(
              new CompiledMask(pattern, start, part)
                  .matches("x\n" + value + "\nAB", 2, 2 + value.length()))
          .as("seed %d: '%s' at %d, part %s, on '%s'", seed, pattern, start, part, value)
          .isEqualTo(new Mask(pattern).matches(value, start, part));
    }
  }

  private static String text(Random random, String letters, int least) {
    StringBuilder text = new StringBuilder();
    for (int n = least + random.nextInt(5); n > 0; n--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
