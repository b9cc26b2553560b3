package io.openwlm.model.codec;

import io.openwlm.model.definition.ApplicationEnvironment;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Environments;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.ImpliedAgents;
import io.openwlm.model.definition.SchedulingEnvironment;
import io.openwlm.model.definition.SchedulingResource;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServiceParameters;
import io.openwlm.model.token.TokenBudgets;
import java.util.List;

/**
 * Writes the XML form of z/OS, of functionality level 038 if the definition names no other. What
 * z/OS has no words for is left out and listed; foreign elements go back where they came from.
 */
public final class XmlWriter {
  static final String ROOT = "ServiceDefinition";
  static final String LEVEL = "038";
  private static final int APPLICATION_NAME = 32;
  private static final int SCHEDULING_NAME = 16;
  private static final int ZOS_NAME = 8;

  private final ServiceDefinition definition;
  private final XmlLosses losses;
  private final XmlOutline out;

  private XmlWriter(ServiceDefinition definition) {
    this.definition = definition;
    this.losses = new XmlLosses(definition.name());
    this.out =
        new XmlOutline(
            definition.foreign(),
            "/" + ROOT,
            one -> losses.add(ProblemCode.LOSS_FOREIGN, XmlOutline.shown(one), "it is no XML"));
  }

  /** The definition as XML. The same definition always gives the same text. */
  public static Written write(ServiceDefinition definition) {
    return new XmlWriter(definition).write();
  }

  private Written write() {
    DefinitionHeader header = definition.header();
    List<XmlContent.Attribute> codepage =
        header.codepage().isEmpty()
            ? List.of()
            : List.of(new XmlContent.Attribute("", "", "codepage", header.codepage()));
    out.open(ROOT, "", codepage);
    host();
    header(header);
    XmlClassWriter classes = new XmlClassWriter(definition, out, losses);
    classes.groups();
    classes.workloads();
    classes.policies();
    classes.reportClasses();
    new XmlRuleWriter(definition, out, losses).write();
    parameters(definition.parameters());
    environments(definition.environments());
    out.close();
    for (var left : out.left()) {
      losses.add(ProblemCode.LOSS_FOREIGN, XmlOutline.shown(left), "its place is not there");
    }
    return new Written(out.text(), losses.list());
  }

  private void host() {
    if (!definition.control().equals(ControlSettings.DEFAULT)) {
      losses.add(ProblemCode.LOSS_HOST, "control");
    }
    if (!definition.cgroupRoot().equals(HostSettings.DEFAULT_ROOT)) {
      losses.add(ProblemCode.LOSS_HOST, "cgroup-root " + definition.cgroupRoot().value());
    }
    TokenBudgets tokens = definition.host().tokens();
    boolean silent =
        tokens.signalDirectory() == null
            && tokens.priceTable() == null
            && tokens.weights().equals(TokenBudgets.NONE.weights())
            && ImpliedAgents.written(tokens.budgets(), definition.serviceClasses()).isEmpty();
    if (!silent) {
      losses.add(ProblemCode.LOSS_HOST, "token-budgets");
    }
    if (tokens.proxy() != null) {
      losses.add(ProblemCode.LOSS_HOST, "llm-proxy");
    }
  }

  private void header(DefinitionHeader header) {
    losses.name("service definition", header.name(), ZOS_NAME);
    named(out, losses, "the definition", header.name(), header.description(), header.history());
    out.setting("Level", header.level().isEmpty() ? LEVEL : header.level());
    out.value("ReplId", header.replicationId());
    out.value("ProdId", header.productId());
    if (!header.notes().isEmpty() || out.hasForeign("Notes")) {
      out.open("Notes");
      int number = 0;
      for (String line : header.notes()) {
        number++;
        losses.text("line " + number + " of the notes", line, Integer.MAX_VALUE);
        out.leaf("Note", Integer.toString(number), line);
      }
      out.close();
    }
  }

  /** Name, description, who and when. */
  static void named(
      XmlOutline out,
      XmlLosses losses,
      String what,
      String name,
      String description,
      ChangeHistory history) {
    out.leaf("Name", name);
    losses.description(what, description);
    out.value("Description", description);
    history(out, history);
  }

  /** Who and when. */
  static void history(XmlOutline out, ChangeHistory history) {
    var created = history.createdAt();
    var modified = history.modifiedAt();
    out.value("CreationDate", created == null ? null : XmlWords.xmlTime(created));
    out.value("CreationUser", history.createdBy());
    out.value("ModificationDate", modified == null ? null : XmlWords.xmlTime(modified));
    out.value("ModificationUser", history.modifiedBy());
  }

  /** True if elements that are blank or say what absence says are written too. */
  static boolean isCurrent(ServiceDefinition definition) {
    String level = definition.header().level();
    return level.isEmpty() || level.compareTo(LEVEL) >= 0;
  }

  static String yes(boolean value) {
    return value ? "Yes" : "No";
  }

  private void parameters(ServiceParameters parameters) {
    ServiceParameters.Coefficients c = parameters.coefficients();
    ServiceParameters.Options o = parameters.options();
    out.open("ServiceParameter");
    out.open("ServiceCoefficients");
    out.leaf("CPU", c.cpu().toPlainString());
    out.leaf("IOC", c.ioc().toPlainString());
    out.leaf("MSO", c.mso().toPlainString());
    out.leaf("SRB", c.srb().toPlainString());
    out.close();
    out.open("ServiceOptions");
    out.setting("IOPriorityManagement", yes(o.ioPriorityManagement()));
    out.setting("DynamicAliasManagement", yes(o.dynamicAliasManagement()));
    out.setting("IOPriorityGroupsEnabled", yes(o.ioPriorityGroups()));
    out.setting(
        "DeactivateDiscretionaryGoalManagement", yes(o.deactivateDiscretionaryGoalManagement()));
    out.close();
    out.close();
  }

  private void environments(Environments environments) {
    if (begin("ApplicationEnvironments", environments.applicationEnvironments())) {
      environments.applicationEnvironments().forEach(this::applicationEnvironment);
      out.close();
    }
    if (begin("Resources", environments.resources())) {
      for (SchedulingResource one : environments.resources()) {
        out.open("Resource", one.name());
        losses.name("resource", one.name(), SCHEDULING_NAME);
        named(out, losses, "resource " + one.name(), one.name(), one.description(), one.history());
        out.close();
      }
      out.close();
    }
    if (begin("SchedulingEnvironments", environments.schedulingEnvironments())) {
      environments.schedulingEnvironments().forEach(this::schedulingEnvironment);
      out.close();
    }
  }

  private boolean begin(String container, List<?> objects) {
    return begin(out, container, objects);
  }

  /** Begins a container if something is to go into it. */
  static boolean begin(XmlOutline out, String container, List<?> objects) {
    boolean needed = !objects.isEmpty() || out.hasForeign(container);
    if (needed) {
      out.open(container);
    }
    return needed;
  }

  private void applicationEnvironment(ApplicationEnvironment one) {
    String what = "application environment " + one.name();
    out.open("ApplicationEnvironment", one.name());
    losses.name("application environment", one.name(), APPLICATION_NAME);
    named(out, losses, what, one.name(), one.description(), one.history());
    out.leaf("SubsystemType", one.subsystem().name());
    out.setting("Limit", one.limit().xml());
    out.value("ProcedureName", one.procedure());
    out.value("StartParameter", one.startParameter());
    out.close();
  }

  private void schedulingEnvironment(SchedulingEnvironment one) {
    String what = "scheduling environment " + one.name();
    out.open("SchedulingEnvironment", one.name());
    losses.name("scheduling environment", one.name(), SCHEDULING_NAME);
    named(out, losses, what, one.name(), one.description(), one.history());
    if (begin("ResourceNames", one.requirements())) {
      for (SchedulingEnvironment.Requirement required : one.requirements()) {
        out.open("ResourceName", required.resource());
        out.leaf("Name", required.resource());
        out.leaf("RequiredState", required.on() ? "On" : "Off");
        out.close();
      }
      out.close();
    }
    out.close();
  }
}
