package io.openwlm.model.codec;

import io.openwlm.model.codec.DefinitionDraft.Goals;
import io.openwlm.model.codec.DefinitionDraft.Host;
import io.openwlm.model.codec.DefinitionDraft.Rules;
import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Environments;
import io.openwlm.model.definition.ForeignElement;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the project's own form, in z/OS words: {@code service-definition:}. */
final class ProjectForm {
  static final String TOP_KEY = "service-definition";
  private static final int MAX_FOREIGN = 10_000;

  private final Problems problems;

  ProjectForm(Problems problems) {
    this.problems = problems;
  }

  /** The definition below the top key; null after reporting that it is no mapping. */
  @Nullable DefinitionDraft read(Node node) {
    Fields fields = Fields.of(node, TOP_KEY, problems, ProjectKeys.DEFINITION);
    if (fields == null) {
      return null;
    }
    Node levelAt = fields.get("level");
    String level = levelAt == null ? null : Values.text(problems, levelAt, "level");
    boolean zos = level != null && !level.isBlank();
    Symbols symbols = new Symbols(problems);
    NamedReader names = new NamedReader(problems, symbols, zos);
    DefinitionHeader header = header(fields, names, level == null ? "" : level.strip());
    Goals goals = goals(fields, names);
    Rules rules = rules(fields, names);
    EnvironmentReader environments = new EnvironmentReader(names);
    return new DefinitionDraft(
        header,
        zos,
        symbols,
        goals,
        rules,
        environments.parameters(fields),
        new Environments(
            names.list(
                fields,
                "application-environments",
                ProjectKeys.APPLICATION_ENVIRONMENT,
                environments::applicationEnvironment),
            names.list(fields, "resources", ProjectKeys.NAMED, environments::resource),
            names.list(
                fields,
                "scheduling-environments",
                ProjectKeys.SCHEDULING_ENVIRONMENT,
                environments::schedulingEnvironment)),
        host(fields, names),
        foreign(fields));
  }

  private DefinitionHeader header(Fields fields, NamedReader names, String level) {
    Node nameAt = fields.required("name", "name", "every service definition has a name");
    String name = nameAt == null ? null : Values.name(problems, nameAt, "service definition name");
    if (nameAt != null && name != null && names.isZos() && name.length() > NamedReader.ZOS_NAME) {
      problems.add(ProblemCode.NAME_TOO_LONG, nameAt, "service definition", name, 8);
    }
    return new DefinitionHeader(
        name == null ? "?" : name,
        names.description(fields),
        names.history(fields),
        level,
        notes(fields),
        names.text(fields, "codepage", Values.MAX_LINE),
        names.text(fields, "replication-id", Values.MAX_LINE),
        names.text(fields, "product-id", Values.MAX_LINE));
  }

  private List<String> notes(Fields fields) {
    List<String> notes = new ArrayList<>();
    Node node = fields.get("notes");
    if (node != null) {
      for (Node item : Values.items(problems, node, "notes", DefinitionHeader.MAX_NOTES)) {
        boolean text = item instanceof Node.Scalar;
        String line = text ? ((Node.Scalar) item).value() : null;
        if (line == null) {
          Values.wrongType(problems, item, "a note", "text");
        } else if (line.length() > Values.MAX_LINE
            || !line.codePoints().allMatch(PrintableText::isPrintable)) {
          problems.add(ProblemCode.NOT_ONE_LINE, item, "a note", Values.MAX_LINE);
        } else {
          notes.add(line);
        }
      }
    }
    return notes;
  }

  private Goals goals(Fields fields, NamedReader names) {
    ClassReader classes = new ClassReader(names);
    LimitsReader limits = new LimitsReader(names);
    PolicyReader policies = new PolicyReader(names);
    Node classesAt = fields.required("service-classes", "service-classes", "define at least one");
    if (classesAt instanceof Node.Sequence list && list.items().isEmpty()) {
      problems.add(ProblemCode.NO_CLASSES, classesAt);
    }
    return new Goals(
        names.list(fields, "policies", ProjectKeys.POLICY, policies::policy),
        names.list(fields, "workloads", ProjectKeys.NAMED, limits::workload),
        names.list(fields, "service-classes", ProjectKeys.SERVICE_CLASS, classes::serviceClass),
        names.list(fields, "resource-groups", ProjectKeys.RESOURCE_GROUP, limits::resourceGroup),
        names.list(
            fields,
            "tenant-resource-groups",
            ProjectKeys.TENANT_RESOURCE_GROUP,
            limits::tenantResourceGroup),
        names.list(fields, "report-classes", ProjectKeys.REPORT_CLASS, limits::reportClass));
  }

  private Rules rules(Fields fields, NamedReader names) {
    ClassificationReader reader = new ClassificationReader(names);
    List<ClassificationGroup> groups =
        names.list(
            fields, "classification-groups", ProjectKeys.CLASSIFICATION_GROUP, reader::group);
    Node rulesAt = fields.get("classification");
    return new Rules(
        groups,
        rulesAt == null ? List.of() : reader.classification(rulesAt),
        names.reference(fields, "default-service-class", Kind.SERVICE_CLASS),
        fields.get("default-service-class"));
  }

  private Host host(Fields fields, NamedReader names) {
    Node controlAt = fields.get("control");
    Node rootAt = fields.get("cgroup-root");
    return new Host(
        controlAt == null ? ControlSettings.DEFAULT : new ControlReader(problems).read(controlAt),
        rootAt == null ? HostSettings.DEFAULT_ROOT : Values.cgroup(problems, rootAt, "cgroup-root"),
        new BudgetReader(names).read(fields));
  }

  private List<ForeignElement> foreign(Fields fields) {
    List<ForeignElement> foreign = new ArrayList<>();
    Node node = fields.get("foreign-elements");
    if (node != null) {
      for (Node item : Values.items(problems, node, "foreign-elements", MAX_FOREIGN)) {
        Fields one = Fields.of(item, "a foreign element", problems, ProjectKeys.FOREIGN);
        Node inAt = one == null ? null : one.required("in", "in", "the path it stood at");
        Node xmlAt = one == null ? null : one.required("xml", "xml", "the element as text");
        String in = inAt == null ? null : Values.text(problems, inAt, "in");
        String xml = xmlAt == null ? null : Values.text(problems, xmlAt, "xml");
        if (in != null && xml != null) {
          foreign.add(new ForeignElement(in, xml));
        }
      }
    }
    return foreign;
  }
}
