package io.openwlm.model.codec;

import io.openwlm.model.definition.ForeignElement;
import io.openwlm.model.definition.PrintableText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * XML text in the making, indented by two blanks. It knows the path of the element it stands in and
 * puts foreign parts back where they came from: attributes into the start tag, all else before the
 * end tag. Foreign text is parsed before it is used, so it cannot break the document.
 */
final class XmlOutline {
  private static final String ATTRIBUTE = "@";
  private static final String DECLARED = "@xmlns=";

  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Map<String, List<Fragment>> foreign = new LinkedHashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final String namespace;

  private record Open(String name, String path, int contentStart) {}

  private record Fragment(ForeignElement source, XmlContent.Element holder) {}

  /**
   * @param refused gets the foreign elements that are no XML
   */
  XmlOutline(List<ForeignElement> elements, String root, Consumer<ForeignElement> refused) {
    this.namespace = namespace(elements, root);
    for (ForeignElement one : elements) {
      if (isNamespace(one, root)) {
        continue;
      }
      XmlContent.Element holder = holder(one.xml());
      if (holder == null) {
        refused.accept(one);
      } else {
        foreign.computeIfAbsent(one.in(), in -> new ArrayList<>()).add(new Fragment(one, holder));
      }
    }
  }

  private boolean isNamespace(ForeignElement one, String root) {
    return one.in().equals(root) && one.xml().equals(DECLARED + '"' + namespace + '"');
  }

  private static String namespace(List<ForeignElement> elements, String root) {
    for (ForeignElement one : elements) {
      if (one.in().equals(root) && one.xml().startsWith(DECLARED)) {
        String quoted = one.xml().substring(DECLARED.length());
        String value = quoted.length() > 2 ? quoted.substring(1, quoted.length() - 1) : "";
        if (XmlWords.NAMESPACES.matcher(value).matches() && quoted.equals('"' + value + '"')) {
          return value;
        }
      }
    }
    return XmlWords.NAMESPACE;
  }

  private XmlContent.@Nullable Element holder(String xml) {
    String start = "<f xmlns=\"" + namespace + '"';
    boolean attribute = xml.startsWith(ATTRIBUTE);
    String whole = attribute ? start + ' ' + xml.substring(1) + "/>" : start + '>' + xml + "</f>";
    XmlParser.Document document = XmlParser.read(whole, new Problems(""));
    if (document == null || attribute == document.root().attributes().isEmpty()) {
      return null;
    }
    return document.root();
  }

  /** Begins an element. */
  void open(String name) {
    open(name, "", List.of());
  }

  /** Begins an element that paths tell from others by a label. */
  void open(String name, String label) {
    open(name, label, List.of());
  }

  /** Begins an element with attributes of its own. */
  void open(String name, String label, List<XmlContent.Attribute> own) {
    Open parent = open.peek();
    String path =
        (parent == null ? "" : parent.path)
            + "/"
            + name
            + (label.isEmpty() ? "" : "[" + label + "]");
    indent();
    text.append('<').append(name);
    if (parent == null) {
      text.append(" xmlns=\"").append(namespace).append('"');
    }
    attributes(path, own);
    text.append(">\n");
    open.push(new Open(name, path, text.length()));
  }

  /** Ends the element begun last, after what is foreign in it. */
  void close() {
    Open last = open.peek();
    if (last == null) {
      throw new IllegalStateException("no element is open");
    }
    foreignAt(last.path);
    open.pop();
    if (text.length() == last.contentStart) {
      text.setLength(text.length() - 2);
      text.append("/>\n");
    } else {
      indent();
      text.append("</").append(last.name).append(">\n");
    }
  }

  /** Where the element begun last stands. */
  String path() {
    Open last = open.peek();
    return last == null ? "" : last.path;
  }

  /** True if something foreign waits in an element inside the current one, or below that. */
  boolean hasForeign(String name) {
    String inner = path() + "/" + name;
    return foreign.keySet().stream()
        .anyMatch(
            in -> in.equals(inner) || in.startsWith(inner + "/") || in.startsWith(inner + "#"));
  }

  /** A value, unless it is empty or null. */
  void value(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      leaf(name, value);
    }
  }

  /** A value that gives way to a foreign one: a newer level's word that was not understood. */
  void setting(String name, @Nullable String value) {
    boolean replaced =
        foreign.getOrDefault(path(), List.of()).stream()
            .flatMap(f -> f.holder.children().stream())
            .anyMatch(e -> e.name().equals(name) && e.namespace().equals(namespace));
    if (!replaced) {
      value(name, value);
    }
  }

  /** A value, also an empty one. */
  void leaf(String name, String value) {
    leaf(name, "", value);
  }

  /** A value that paths tell from others by a label. */
  void leaf(String name, String label, String value) {
    String path = path() + "/" + name + (label.isEmpty() ? "" : "[" + label + "]");
    indent();
    text.append('<').append(name);
    attributes(path, List.of());
    int start = text.append('>').length();
    text.append(XmlText.escaped(value));
    for (Fragment fragment : taken(path)) {
      text.append(inner(fragment));
    }
    if (text.length() == start) {
      text.setLength(start - 1);
      text.append("/>\n");
    } else {
      text.append("</").append(name).append(">\n");
    }
  }

  private void attributes(String path, List<XmlContent.Attribute> own) {
    List<Fragment> waiting = foreign.getOrDefault(path, new ArrayList<>());
    List<XmlContent.Attribute> all = new ArrayList<>(own);
    for (Fragment fragment : List.copyOf(waiting)) {
      List<XmlContent.Attribute> more = fragment.holder.attributes();
      boolean there = all.stream().anyMatch(a -> more.stream().anyMatch(a::isSame));
      if (!more.isEmpty() && !there) {
        all.addAll(more);
        waiting.remove(fragment);
      }
    }
    XmlText.append(text, all);
  }

  /** Puts back what is foreign at a path. */
  void foreignAt(String path) {
    for (Fragment fragment : taken(path)) {
      indent();
      text.append(inner(fragment)).append('\n');
    }
  }

  private List<Fragment> taken(String path) {
    List<Fragment> waiting = foreign.getOrDefault(path, new ArrayList<>());
    List<Fragment> taken = waiting.stream().filter(f -> f.holder.attributes().isEmpty()).toList();
    waiting.removeAll(taken);
    return taken;
  }

  private String inner(Fragment fragment) {
    StringBuilder inner = new StringBuilder();
    for (XmlContent one : fragment.holder.content()) {
      switch (one) {
        case XmlContent.Element element -> inner.append(XmlText.of(element, namespace));
        case XmlContent.Chars chars -> inner.append(XmlText.escaped(chars.text()));
      }
    }
    return inner.toString();
  }

  private void indent() {
    text.append("  ".repeat(open.size()));
  }

  /** The text; all elements are closed. */
  String text() {
    return text.toString();
  }

  /** Foreign elements whose place was not written. */
  List<ForeignElement> left() {
    return foreign.values().stream().flatMap(List::stream).map(Fragment::source).toList();
  }

  /** A path for messages. */
  static String shown(ForeignElement element) {
    return PrintableText.of(element.in(), 120);
  }
}
