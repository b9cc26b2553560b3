package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceText.Place;
import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What comes up while a z/OS definition is read: foreign parts, which are kept, and notes, of which
 * one stands for all of its kind.
 */
final class XmlImport {
  private final Problems problems;
  private final List<Foreign> foreign = new ArrayList<>();
  private final Map<String, Integer> strayTexts = new HashMap<>();
  private final Map<String, Counted> notes = new LinkedHashMap<>();
  private final String namespace;

  /**
   * @param namespace of the definition
   */
  XmlImport(Problems problems, String namespace) {
    this.problems = problems;
    this.namespace = namespace;
  }

  private record Foreign(Place at, String in, String xml) {}

  private static final class Counted {
    private final ProblemCode code;
    private final Place at;
    private final List<Object> values;
    private int count;

    Counted(ProblemCode code, Place at, List<Object> values) {
      this.code = code;
      this.at = at;
      this.values = values;
    }
  }

  Problems problems() {
    return problems;
  }

  String namespace() {
    return namespace;
  }

  /** Keeps an element that nothing here understands. */
  void unknown(XmlContent.Element element, XmlContent.Element parent, String in) {
    keep(element, in);
    String what = "element " + shown(element.name());
    note(ProblemCode.XML_UNKNOWN, element.at(), what, shown(parent.name()));
  }

  /** Keeps an attribute that nothing here understands. */
  void unknown(XmlContent.Attribute attribute, XmlContent.Element parent, String in) {
    foreign.add(new Foreign(parent.at(), in, "@" + XmlText.of(attribute)));
    String what = "attribute " + shown(attribute.name());
    note(ProblemCode.XML_UNKNOWN, parent.at(), what, shown(parent.name()));
  }

  /** Keeps text where only elements are expected: all that one element has as one. */
  void strayText(XmlContent.Chars chars, XmlContent.Element parent, String in) {
    String text = XmlText.escaped(chars.text().strip()).replace("@", "&#x40;");
    Integer earlier = strayTexts.putIfAbsent(in, foreign.size());
    if (earlier == null) {
      keep(parent.at(), in, text);
    } else {
      Foreign first = foreign.get(earlier);
      foreign.set(earlier, new Foreign(first.at, in, first.xml + " " + text));
    }
    note(ProblemCode.XML_UNKNOWN, parent.at(), "text", shown(parent.name()));
  }

  /** Keeps an element whose value nothing here understands. */
  void unknownValue(XmlContent.Element element, XmlContent.Element parent, String in) {
    keep(element, in);
    note(
        ProblemCode.XML_UNKNOWN_VALUE,
        element.valueAt(),
        shown(element.name()),
        shown(element.text().strip()),
        shown(parent.name()));
  }

  /** Keeps a rule or group with a qualifier that nothing here understands. */
  void unknownQualifier(
      XmlContent.Element element, XmlContent.Element type, String what, String in) {
    keep(element, in);
    note(ProblemCode.XML_UNKNOWN_QUALIFIER, type.valueAt(), shown(type.text().strip()), what);
  }

  /** Keeps an element that Linux has no use for. */
  void noUse(XmlContent.Element element, String in) {
    keep(element, in);
    noMeaning(element.name(), element.at());
  }

  /** Notes something that is read and has no effect. */
  void noMeaning(String what, Place at) {
    note(ProblemCode.XML_NO_MEANING, at, what);
  }

  /** Keeps text of the form. */
  void keep(Place at, String in, String xml) {
    foreign.add(new Foreign(at, in, xml));
  }

  private void keep(XmlContent.Element element, String in) {
    keep(element.at(), in, XmlText.of(element, namespace));
  }

  private void note(ProblemCode code, Place at, Object... values) {
    List<Object> all = List.of(values);
    notes.computeIfAbsent(code + "/" + all, key -> new Counted(code, at, all)).count++;
  }

  private static String shown(String text) {
    return PrintableText.of(text);
  }

  /** Reports the notes. */
  void report() {
    for (Counted note : notes.values()) {
      List<Object> values = new ArrayList<>(note.values);
      values.add(note.count == 1 ? "" : " (" + note.count + " times)");
      problems.addAt(note.code, note.at.line(), note.at.column(), values.toArray());
    }
  }

  /** What was kept, in the project's form. */
  List<Node> foreignNodes(Pointer list) {
    List<Node> nodes = new ArrayList<>();
    for (Foreign one : foreign) {
      Pointer pointer = list.child(Integer.toString(nodes.size()));
      XmlMapping mapping = new XmlMapping(one.at, pointer);
      mapping.text("in", one.at, one.in);
      mapping.text("xml", one.at, one.xml);
      nodes.add(mapping.node());
    }
    return nodes;
  }
}
