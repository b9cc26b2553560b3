package io.openwlm.model.codec;

import io.openwlm.model.codec.FormTree.Bare;
import io.openwlm.model.codec.FormTree.Entries;
import io.openwlm.model.codec.FormTree.Items;
import io.openwlm.model.definition.ApplicationEnvironment;
import io.openwlm.model.definition.ApplicationEnvironment.ServerLimit;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.ControlSettings.OnStop;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.ForeignElement;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.SchedulingEnvironment;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServiceParameters;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a definition into the tree of the project's form. */
final class ProjectTree {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private ProjectTree() {}

  static FormTree of(ServiceDefinition d) {
    TreeBuilder tree = new TreeBuilder();
    header(tree, d.header());
    host(tree, d.host());
    ClassTree.add(tree, d);
    RuleTree.add(tree, d.classification());
    TokenTree.add(tree, d);
    parameters(tree, d.parameters());
    var environments = d.environments();
    tree.items(
        "application-environments",
        each(environments.applicationEnvironments(), ProjectTree::applicationEnvironment));
    tree.items(
        "resources",
        each(environments.resources(), r -> named(r.name(), r.description(), r.history()).block()));
    tree.items(
        "scheduling-environments",
        each(environments.schedulingEnvironments(), ProjectTree::schedulingEnvironment));
    tree.items("foreign-elements", each(d.foreign(), ProjectTree::foreign));
    return new TreeBuilder().put("service-definition", tree.block()).block();
  }

  private static void header(TreeBuilder tree, DefinitionHeader header) {
    tree.text("name", header.name())
        .text("description", header.description(), "")
        .text("level", header.level(), "");
    history(tree, header.history());
    tree.text("codepage", header.codepage(), "")
        .text("replication-id", header.replicationId(), "")
        .text("product-id", header.productId(), "")
        .filled("notes", Items.lines(header.notes()));
  }

  private static void host(TreeBuilder tree, HostSettings host) {
    ControlSettings control = host.control();
    ControlSettings usual = ControlSettings.DEFAULT;
    TreeBuilder settings = new TreeBuilder().flag("enforce", control.enforce());
    if (control.samplingNanos() != usual.samplingNanos()) {
      settings.text("sampling-interval", Durations.exact(control.samplingNanos()));
    }
    if (control.adjustmentNanos() != usual.adjustmentNanos()) {
      settings.text("adjustment-interval", Durations.exact(control.adjustmentNanos()));
    }
    settings.text(
        "on-stop",
        switch (control.onStop()) {
          case LEAVE -> null;
          case RESTORE -> OnStop.RESTORE.name().toLowerCase(Locale.ROOT);
        });
    settings.text("strategy", control.strategy().key(), usual.strategy().key());
    CgroupPath root = host.cgroupRoot();
    tree.text("cgroup-root", root.value(), HostSettings.DEFAULT_ROOT.value())
        .filled("control", settings.block());
  }

  private static void parameters(TreeBuilder tree, ServiceParameters parameters) {
    var coefficients = parameters.coefficients();
    var usual = ServiceParameters.Coefficients.DEFAULT;
    TreeBuilder numbers = new TreeBuilder();
    coefficient(numbers, "cpu", coefficients.cpu(), usual.cpu());
    coefficient(numbers, "ioc", coefficients.ioc(), usual.ioc());
    coefficient(numbers, "mso", coefficients.mso(), usual.mso());
    coefficient(numbers, "srb", coefficients.srb(), usual.srb());
    var options = parameters.options();
    tree.filled("service-coefficients", numbers.inline())
        .filled(
            "service-options",
            new TreeBuilder()
                .flag("io-priority-management", options.ioPriorityManagement())
                .flag("io-priority-groups", options.ioPriorityGroups())
                .flag("dynamic-alias-management", options.dynamicAliasManagement())
                .flag(
                    "deactivate-discretionary-goal-management",
                    options.deactivateDiscretionaryGoalManagement())
                .block());
  }

  private static void coefficient(
      TreeBuilder numbers, String key, BigDecimal value, BigDecimal usual) {
    if (value.compareTo(usual) != 0) {
      numbers.put(key, new Bare(value.stripTrailingZeros().toPlainString()));
    }
  }

  private static Entries applicationEnvironment(ApplicationEnvironment e) {
    return named(e.name(), e.description(), e.history())
        .text("subsystem", e.subsystem().name())
        .text("limit", e.limit().key(), ServerLimit.NONE.key())
        .text("procedure", e.procedure(), "")
        .text("start-parameter", e.startParameter(), "")
        .block();
  }

  private static Entries schedulingEnvironment(SchedulingEnvironment e) {
    TreeBuilder requires = new TreeBuilder();
    e.requirements().forEach(r -> requires.text(r.resource(), r.on() ? "on" : "off"));
    return named(e.name(), e.description(), e.history())
        .filled("requires", requires.inline())
        .block();
  }

  private static Entries foreign(ForeignElement element) {
    return new TreeBuilder().text("in", element.in()).text("xml", element.xml()).block();
  }

  /** What every named object has. */
  static TreeBuilder named(String name, String description, ChangeHistory history) {
    TreeBuilder tree = new TreeBuilder().text("name", name).text("description", description, "");
    history(tree, history);
    return tree;
  }

  static void history(TreeBuilder tree, ChangeHistory history) {
    tree.filled("created", change(history.createdAt(), history.createdBy()))
        .filled("modified", change(history.modifiedAt(), history.modifiedBy()));
  }

  private static Entries change(@Nullable LocalDateTime at, @Nullable String by) {
    return new TreeBuilder()
        .text("at", at == null ? null : TIME.format(at))
        .text("by", by)
        .inline();
  }

  /** The trees of all members of a list. */
  static <T> List<FormTree> each(List<T> values, Function<T, Entries> tree) {
    List<FormTree> trees = new ArrayList<>();
    values.forEach(v -> trees.add(tree.apply(v)));
    return trees;
  }
}
