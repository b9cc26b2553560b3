package io.openwlm.server.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which service class a request belongs to: the first rule whose conditions all hold. A request
 * that no rule takes is not counted.
 */
record Selector(List<Rule> rules) {
  Selector {
    rules = List.copyOf(rules);
  }

  /**
   * A condition that is null, or empty, always holds.
   *
   * @param status a pattern of three characters, digits or x
   */
  record Rule(
      String serviceClass,
      @Nullable Glob path,
      @Nullable Glob host,
      @Nullable String status,
      Map<String, Glob> labels) {
    Rule {
      labels = Map.copyOf(labels);
    }

    private boolean takes(Request r) {
      return (path == null || path.matches(r.path()))
          && (host == null || host.matches(r.host()))
          && (status == null || isStatus(status, r.status()))
          && labels.entrySet().stream()
              .allMatch(e -> e.getValue().matches(r.labels().getOrDefault(e.getKey(), "")));
    }

    private static boolean isStatus(String pattern, String status) {
      if (status.length() != 3) {
        return false;
      }
      for (int i = 0; i < 3; i++) {
        if (pattern.charAt(i) != 'x' && pattern.charAt(i) != status.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** The class of a request. */
  Optional<String> serviceClass(Request request) {
    for (Rule rule : rules) {
      if (rule.takes(request)) {
        return Optional.of(rule.serviceClass());
      }
    }
    return Optional.empty();
  }

  /** All classes, joined by commas. */
  String classes() {
    return String.join(",", rules.stream().map(Rule::serviceClass).distinct().toList());
  }
}
