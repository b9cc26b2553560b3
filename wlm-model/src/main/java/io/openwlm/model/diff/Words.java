package io.openwlm.model.diff;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.ForeignElement;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.SchedulingEnvironment;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.model.token.TokenWeights.ModelWeight;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a difference names things: objects by their names, the rest by the keys of a definition. */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** Parts that only group other parts, and go unnamed. */
  private static final Set<String> UNNAMED =
      Set.of(
          "classes",
          "classification",
          "parameters",
          "environments",
          "host",
          "attributes",
          "history",
          "limits",
          "assignment",
          "tokens",
          "agent");

  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("header", "definition"),
          Map.entry("createdAt", "created at"),
          Map.entry("createdBy", "created by"),
          Map.entry("modifiedAt", "modified at"),
          Map.entry("modifiedBy", "modified by"),
          Map.entry("samplingNanos", "sampling-interval"),
          Map.entry("adjustmentNanos", "adjustment-interval"),
          Map.entry("memoryLimitGigabytes", "memory-limit"),
          Map.entry("regionGoal", "manage-region-by"),
          Map.entry("weights", "weight"),
          Map.entry("proxy", "llm-proxy"),
          Map.entry("baseUrl", "url"),
          Map.entry("maxBodyBytes", "max-body"),
          Map.entry("waitMillis", "wait"),
          Map.entry("coefficients", "service-coefficients"),
          Map.entry("options", "service-options"));

  private Words() {}

  /** The path of a part of a record. */
  static String path(String around, RecordComponent part) {
    String name = part.getName();
    return UNNAMED.contains(name) ? around : join(around, KEYS.getOrDefault(name, kebab(name)));
  }

  static String join(String around, String word) {
    return around.isEmpty() ? word : around + " " + word;
  }

  /** What kind of object an element of a list is, {@code service class}. */
  static String kind(Object element) {
    return switch (element) {
      case Classification _ -> "";
      case ClassificationRule _ -> "rule";
      case ServiceClassPeriod _ -> "period";
      case ServicePolicy _ -> "policy";
      case ServicePolicy.ClassOverride _ -> "override of service class";
      case ServicePolicy.GroupOverride _ -> "override of";
      case SchedulingEnvironment.Requirement _ -> "requires";
      case ForeignElement _ -> "foreign element";
      case ModelWeight _ -> "of model";
      case BudgetLimit l when l.window() instanceof BudgetWindow.Session -> "session limit";
      case BudgetLimit _ -> "limit";
      default -> kebab(element.getClass().getSimpleName()).replace('-', ' ');
    };
  }

  /**
   * What tells an element of a list from the others.
   *
   * @param linux whether conditions are shown with the words for Linux processes
   */
  static String key(Object element, boolean linux) {
    return switch (element) {
      case String s -> s;
      case Classification c -> c.subsystem().name();
      case ClassificationRule r -> when(r.when(), linux);
      case ServicePolicy.ClassOverride o -> o.serviceClass();
      case ServicePolicy.GroupOverride o -> o.group();
      case SchedulingEnvironment.Requirement r -> r.resource();
      case ClassificationGroup.Member m -> m.value() + at(m.start());
      case ForeignElement f -> f.in();
      case ModelWeight m -> m.mask();
      case BudgetLimit l -> l.unit().key() + " per " + l.window().describe();
      case AgentIdentity.InCgroup c -> c.path();
      case AgentIdentity.AsUser u -> u.user();
      case AgentIdentity.WithKey k -> k.keyFile();
      case Record r -> String.valueOf(named(r));
      default -> element.toString();
    };
  }

  private static String at(@Nullable Integer start) {
    return start == null ? "" : "@" + start;
  }

  private static @Nullable Object named(Record record) {
    for (RecordComponent part : record.getClass().getRecordComponents()) {
      if (part.getName().equals("name")) {
        return Parts.value(part, record);
      }
    }
    throw new IllegalStateException("no name: " + record.getClass());
  }

  private static String when(List<Condition> when, boolean linux) {
    return when.stream().map(c -> c.describe(linux)).collect(Collectors.joining(" "));
  }

  /** What an added or removed element is, beside its name; may be empty. */
  static String summary(Object element) {
    return switch (element) {
      case ClassificationRule r -> {
        String service = r.assignment().serviceClass();
        String report = r.assignment().reportClass();
        yield "-> "
            + (service == null ? "(as above)" : service)
            + (report == null ? "" : " report " + report)
            + (r.rules().isEmpty() ? "" : ", with " + r.rules().size() + " inside");
      }
      case ServiceClassPeriod p -> period(p);
      case ServiceClass c ->
          c.periods().stream().map(Words::period).collect(Collectors.joining("; "));
      case SchedulingEnvironment.Requirement r -> r.on() ? "on" : "off";
      case ForeignElement f -> f.xml();
      case ModelWeight m -> milli(m.milli());
      case BudgetLimit l -> l.plainAmount();
      default -> "";
    };
  }

  private static String period(ServiceClassPeriod p) {
    return (p.importance().isDiscretionary() ? "" : "importance " + p.importance() + ", ")
        + p.goal().describe()
        + (p.duration() == null ? "" : ", " + p.duration() + " service units");
  }

  /** A single value. */
  static String value(@Nullable Object value, RecordComponent part) {
    return switch (value) {
      case null -> "none";
      case Goal g -> g.describe();
      case BudgetLimit l -> l.plainAmount();
      case ModelWeight m -> milli(m.milli());
      case Integer n when part.getName().equals("milliByKind") -> milli(n);
      case LlmProxySettings p -> p.upstreams().size() + " upstreams";
      case Enum<?> e -> word(e);
      case LocalDateTime t -> TIME.format(t);
      case Long n when part.getName().endsWith("Nanos") -> Durations.text(n);
      case String s when s.isEmpty() -> "none";
      case String s when part.getName().equals("description") -> '"' + s + '"';
      case List<?> list -> list.size() + (list.size() == 1 ? " period" : " periods");
      default -> value.toString();
    };
  }

  private static String milli(int milli) {
    return BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
  }

  /** The word that a definition has for a constant. */
  private static String word(Enum<?> constant) {
    Object key = Parts.value(constant, "key");
    return key == null
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : key.toString();
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
