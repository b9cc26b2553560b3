package io.openwlm.model.codec;

import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.codec.NamedReader.Named;
import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.definition.ApplicationEnvironment;
import io.openwlm.model.definition.ApplicationEnvironment.ServerLimit;
import io.openwlm.model.definition.SchedulingEnvironment;
import io.openwlm.model.definition.SchedulingEnvironment.Requirement;
import io.openwlm.model.definition.SchedulingResource;
import io.openwlm.model.definition.ServiceParameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads environments, resources, and what holds for all policies: coefficients and options. */
final class EnvironmentReader {
  private static final int APPLICATION_NAME = 32;
  private static final int SCHEDULING_NAME = 16;
  private static final int PROCEDURE = 128;
  private static final int START_PARAMETER = 115;

  private final NamedReader names;
  private final Problems problems;

  EnvironmentReader(NamedReader names) {
    this.names = names;
    this.problems = names.problems();
  }

  @Nullable ApplicationEnvironment applicationEnvironment(Fields fields) {
    Named n = names.named(fields, Kind.APPLICATION_ENVIRONMENT, APPLICATION_NAME);
    Node typeAt =
        fields.required("subsystem", "subsystem", "the subsystem type that the servers work for");
    SubsystemType type = typeAt == null ? null : subsystem(problems, typeAt);
    ServerLimit limit =
        Values.oneOf(
            problems, fields.get("limit"), "limit", ServerLimit.values(), ServerLimit::key);
    String procedure = names.text(fields, "procedure", PROCEDURE);
    String parameter = names.text(fields, "start-parameter", START_PARAMETER);
    return type == null
        ? null
        : new ApplicationEnvironment(
            n.name(),
            n.description(),
            n.history(),
            type,
            limit == null ? ServerLimit.NONE : limit,
            procedure,
            parameter);
  }

  /** A subsystem type, in any case. */
  static @Nullable SubsystemType subsystem(Problems problems, Node node) {
    String text = Values.text(problems, node, "subsystem type");
    if (text == null) {
      return null;
    }
    String upper = text.toUpperCase(java.util.Locale.ROOT);
    if (!SubsystemType.isName(upper)) {
      problems.addWithHint(
          ProblemCode.SUBSYSTEM_NAME,
          node,
          NearestName.hint(upper, SubsystemType.knownNames(), "for example JES, STC or OMVS"),
          Values.found(node));
      return null;
    }
    return new SubsystemType(upper);
  }

  SchedulingResource resource(Fields fields) {
    Named n = names.named(fields, Kind.RESOURCE, SCHEDULING_NAME);
    return new SchedulingResource(n.name(), n.description(), n.history());
  }

  SchedulingEnvironment schedulingEnvironment(Fields fields) {
    Named n = names.named(fields, Kind.SCHEDULING_ENVIRONMENT, SCHEDULING_NAME);
    List<Requirement> requirements = new ArrayList<>();
    Node node = fields.get("requires");
    if (node instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        String state =
            Values.choice(problems, entry.value(), "required state", List.of("on", "off"));
        names.symbols().refer(Kind.RESOURCE, entry.key().value(), entry.key());
        if (state != null) {
          requirements.add(new Requirement(entry.key().value(), state.equals("on")));
        }
      }
    } else if (node != null) {
      Values.wrongType(problems, node, "requires", "a mapping (RESOURCE: on or off)");
    }
    return new SchedulingEnvironment(n.name(), n.description(), n.history(), requirements);
  }

  ServiceParameters parameters(Fields owner) {
    Node coefficientsAt = owner.get("service-coefficients");
    Fields c =
        coefficientsAt == null
            ? null
            : Fields.of(coefficientsAt, "service-coefficients", problems, ProjectKeys.COEFFICIENTS);
    Node optionsAt = owner.get("service-options");
    Fields o =
        optionsAt == null
            ? null
            : Fields.of(optionsAt, "service-options", problems, ProjectKeys.OPTIONS);
    ServiceParameters.Coefficients defaults = ServiceParameters.Coefficients.DEFAULT;
    return new ServiceParameters(
        c == null
            ? defaults
            : new ServiceParameters.Coefficients(
                coefficient(c, "cpu", "0.1", "99.9", defaults.cpu()),
                coefficient(c, "ioc", "0.0", "99.9", defaults.ioc()),
                coefficient(c, "mso", "0.0000", "99.9999", defaults.mso()),
                coefficient(c, "srb", "0.0", "99.9", defaults.srb())),
        o == null
            ? ServiceParameters.Options.DEFAULT
            : new ServiceParameters.Options(
                names.flag(o, "io-priority-management"),
                names.flag(o, "io-priority-groups"),
                names.flag(o, "dynamic-alias-management"),
                names.flag(o, "deactivate-discretionary-goal-management")));
  }

  private BigDecimal coefficient(
      Fields fields, String key, String low, String high, BigDecimal otherwise) {
    Node node = fields.get(key);
    if (node == null || node instanceof Node.Refused) {
      return otherwise;
    }
    int decimals = low.length() - low.indexOf('.') - 1;
    boolean number =
        node instanceof Node.Scalar s
            && s.plain()
            && s.value().matches("[0-9]{1,2}(\\.[0-9]{1," + decimals + "})?");
    BigDecimal value = number ? new BigDecimal(((Node.Scalar) node).value()) : BigDecimal.ZERO;
    if (!number || value.compareTo(new BigDecimal(low)) < 0) {
      problems.add(ProblemCode.NUMBER_RANGE, node, key, low + " to " + high, Values.found(node));
      return otherwise;
    }
    return value;
  }
}
