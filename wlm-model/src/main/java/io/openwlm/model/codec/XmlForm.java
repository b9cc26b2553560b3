package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceText.Place;
import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the XML form of a z/OS service definition, of any level: the answer is a tree in the
 * project's form, so that limits and messages are the same, with the places of the XML text. What
 * this version does not know is kept in {@code foreign-elements} and noted; nothing is lost.
 */
final class XmlForm {
  private static final String ROOT = "ServiceDefinition";

  private final XmlImport sink;
  private final XmlObject root;
  private final XmlMapping out;

  private XmlForm(XmlContent.Element element, Problems problems) {
    this.sink = new XmlImport(problems, element.namespace());
    Place at = element.at();
    this.out = new XmlMapping(at, Pointer.ROOT.child(ProjectForm.TOP_KEY));
    this.root = new XmlObject(element, "/" + ROOT, out, sink);
  }

  /** True for a text that can only be meant as XML. */
  static boolean looksLikeXml(String text) {
    int i = text.startsWith("\uFEFF") ? 1 : 0;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '<';
  }

  /**
   * The body of {@code service-definition} that a text means.
   *
   * @param text passed {@link SourceText#checked}
   * @return null after reporting why there is none
   */
  static @Nullable Node read(String text, Problems problems) {
    XmlParser.Document document = XmlParser.read(text, problems);
    if (document == null) {
      return null;
    }
    XmlContent.Element element = document.root();
    String namespace = element.namespace();
    boolean known = namespace.isEmpty() || XmlWords.NAMESPACES.matcher(namespace).matches();
    if (!element.name().equals(ROOT) || !known) {
      String from = namespace.isEmpty() ? "" : " of namespace " + PrintableText.of(namespace, 100);
      problems.addAt(
          ProblemCode.XML_ROOT,
          element.at().line(),
          element.at().column(),
          PrintableText.of(element.name()) + from);
      return null;
    }
    XmlForm form = new XmlForm(element, problems);
    Node node = form.definition();
    if (document.asides() > 0) {
      problems.addAt(
          ProblemCode.XML_COMMENTS, element.at().line(), element.at().column(), document.asides());
    }
    return node;
  }

  private Node definition() {
    namespace();
    codepage();
    root.named();
    root.text("Level", "level");
    root.text("ReplId", "replication-id");
    root.text("ProdId", "product-id");
    notes();
    new XmlClasses(root).read();
    new XmlRules(root).read();
    parameters();
    environments();
    for (String name : List.of("GPMPSettings", "Extensions")) {
      XmlContent.Element element = root.take(name);
      if (element != null && !element.isBlank()) {
        sink.noUse(element, root.path());
      }
    }
    root.finishContent();
    out.put(
        "foreign-elements",
        root.element().at(),
        sink.foreignNodes(out.pointer("foreign-elements")));
    sink.report();
    return out.node();
  }

  private void namespace() {
    Place at = root.element().at();
    String namespace = root.element().namespace();
    if (namespace.isEmpty()) {
      sink.problems().addAt(ProblemCode.XML_NO_NAMESPACE, at.line(), at.column());
    } else if (!namespace.equals(XmlWords.NAMESPACE)) {
      sink.keep(at, root.path(), "@xmlns=\"" + XmlText.escaped(namespace) + '"');
    }
  }

  private void codepage() {
    for (XmlContent.Attribute attribute : root.element().attributes()) {
      boolean codepage = attribute.namespace().isEmpty() && attribute.name().equals("codepage");
      if (codepage && !attribute.value().isBlank()) {
        out.text("codepage", root.element().at(), attribute.value().strip());
        sink.noMeaning("codepage " + PrintableText.of(attribute.value()), root.element().at());
      } else if (!codepage) {
        sink.unknown(attribute, root.element(), root.path());
      }
    }
  }

  private void notes() {
    List<Node> lines = new ArrayList<>();
    for (XmlObject.Item note : root.items("Notes", "Note", "")) {
      XmlContent.Element element = note.element();
      root.leafOnly(element, note.path());
      Place at = element.valueAt();
      Pointer pointer = out.pointer("notes").child(Integer.toString(lines.size()));
      String line = XmlWords.withoutPadding(element.text());
      lines.add(new Node.Scalar(at.line(), at.column(), pointer, line, false));
    }
    out.put("notes", root.at("Notes"), lines);
  }

  private void parameters() {
    XmlContent.Element parameter = root.take("ServiceParameter");
    if (parameter == null) {
      return;
    }
    String path = root.path() + "/ServiceParameter";
    XmlObject all = root.within(parameter, path, out);
    XmlObject coefficients = part(all, "ServiceCoefficients", "service-coefficients");
    if (coefficients != null) {
      for (String name : List.of("CPU", "IOC", "MSO", "SRB")) {
        coefficients.number(name, name.toLowerCase(Locale.ROOT));
      }
      end(coefficients, "service-coefficients");
    }
    XmlObject options = part(all, "ServiceOptions", "service-options");
    if (options != null) {
      options.flag("IOPriorityManagement", "io-priority-management", "false");
      options.flag("IOPriorityGroupsEnabled", "io-priority-groups", "false");
      options.flag("DynamicAliasManagement", "dynamic-alias-management", "false");
      options.flag(
          "DeactivateDiscretionaryGoalManagement",
          "deactivate-discretionary-goal-management",
          "false");
      if (isYes(options, "DynamicAliasManagement")) {
        sink.noMeaning("dynamic alias management", options.at("DynamicAliasManagement"));
      }
      end(options, "service-options");
    }
    all.finish();
  }

  private @Nullable XmlObject part(XmlObject owner, String name, String key) {
    XmlContent.Element element = owner.take(name);
    return element == null
        ? null
        : owner.within(
            element, owner.path() + "/" + name, new XmlMapping(element.at(), out.pointer(key)));
  }

  private void end(XmlObject part, String key) {
    part.finish();
    out.put(key, part.out());
  }

  /** True if a switch of an object is on. */
  static boolean isYes(XmlObject object, String name) {
    return object.element().child(name).filter(e -> e.text().strip().equals("Yes")).isPresent();
  }

  private void environments() {
    root.list(
        "ApplicationEnvironments",
        "ApplicationEnvironment",
        "Name",
        "application-environments",
        one -> {
          one.named();
          one.text("SubsystemType", "subsystem");
          one.word("Limit", "limit", XmlWords.LIMITS, "none");
          one.text("ProcedureName", "procedure");
          one.text("StartParameter", "start-parameter");
        });
    root.list("Resources", "Resource", "Name", "resources", XmlObject::named);
    root.list(
        "SchedulingEnvironments",
        "SchedulingEnvironment",
        "Name",
        "scheduling-environments",
        one -> {
          one.named();
          requirements(one);
        });
  }

  private void requirements(XmlObject environment) {
    XmlMapping requires =
        new XmlMapping(environment.at("ResourceNames"), environment.out().pointer("requires"));
    for (XmlObject.Item item : environment.items("ResourceNames", "ResourceName", "Name")) {
      XmlObject one = environment.within(item.element(), item.path(), requires);
      XmlContent.Element name = one.leaf("Name");
      XmlContent.Element state = one.leaf("RequiredState");
      String key = name == null ? "" : name.text().strip();
      Place at = name == null ? item.element().at() : name.valueAt();
      if (requires.isFree(key, at, sink.problems())) {
        String word = state == null ? "" : state.text().strip();
        String known = XmlWords.translated(XmlWords.STATES, word);
        requires.text(key, state == null ? at : state.valueAt(), known == null ? word : known);
      }
      one.finish();
    }
    environment.out().put("requires", requires);
  }
}
