package io.openwlm.app;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Names programs that a test starts. Where one is not installed the test is not run and says so by
 * name; with {@code CI=true} it runs, and fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPrograms.Condition.class)
public @interface NeedsPrograms {
  String[] value();

  /** Looks for them. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      List<String> missing =
          context
              .getElement()
              .map(e -> e.getAnnotation(NeedsPrograms.class))
              .map(needs -> Arrays.stream(needs.value()).filter(p -> !isInstalled(p)).toList())
              .orElse(List.of());
      if (missing.isEmpty() || "true".equals(System.getenv("CI"))) {
        return ConditionEvaluationResult.enabled("installed");
      }
      String text = "NOT RUN: not installed: " + String.join(", ", missing);
      System.out.println(context.getDisplayName() + " " + text);
      return ConditionEvaluationResult.disabled(text);
    }

    private static boolean isInstalled(String program) {
      String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
      return Stream.of(path.split(":")).anyMatch(dir -> new File(dir, program).canExecute());
    }
  }
}
