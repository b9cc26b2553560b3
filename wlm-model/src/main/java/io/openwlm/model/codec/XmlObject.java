package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceText.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An element on its way to a mapping of the project's form. It remembers which parts of the element
 * were understood; {@link #finish} keeps all others as foreign, so that nothing gets lost.
 */
final class XmlObject {
  private final XmlContent.Element element;
  private final String path;
  private final XmlMapping out;
  private final XmlImport sink;
  private final Set<XmlContent> understood;

  /**
   * @param path of the element, with names of objects
   * @param out where its values go
   */
  XmlObject(XmlContent.Element element, String path, XmlMapping out, XmlImport sink) {
    this(element, path, out, sink, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private XmlObject(
      XmlContent.Element element,
      String path,
      XmlMapping out,
      XmlImport sink,
      Set<XmlContent> understood) {
    this.element = element;
    this.path = path;
    this.out = out;
    this.sink = sink;
    this.understood = understood;
  }

  /** An object of a list of the form, and where it stands. */
  record Item(XmlContent.Element element, String path) {}

  XmlContent.Element element() {
    return element;
  }

  String path() {
    return path;
  }

  XmlMapping out() {
    return out;
  }

  XmlImport sink() {
    return sink;
  }

  /** The same element, with its values going to another mapping. */
  XmlObject into(XmlMapping target) {
    return new XmlObject(element, path, target, sink, understood);
  }

  /** An element inside this one. */
  XmlObject within(XmlContent.Element inner, String innerPath, XmlMapping target) {
    return new XmlObject(inner, innerPath, target, sink);
  }

  /** The first child of a name, from now on understood; null if there is none. */
  XmlContent.@Nullable Element take(String name) {
    XmlContent.Element child = element.child(name).orElse(null);
    if (child != null) {
      understood.add(child);
    }
    return child;
  }

  /** Marks a part as understood. */
  void understand(XmlContent part) {
    understood.add(part);
  }

  /** The child of a name that holds a single value; null if it is absent or blank. */
  XmlContent.@Nullable Element leaf(String name) {
    XmlContent.Element child = take(name);
    if (child == null) {
      return null;
    }
    leafOnly(child, path + "/" + name);
    return child.text().isBlank() ? null : child;
  }

  /** Keeps what stands in a single value and is no text. */
  void leafOnly(XmlContent.Element leaf, String leafPath) {
    leaf.attributes().forEach(a -> sink.unknown(a, leaf, leafPath));
    leaf.children().forEach(c -> sink.unknown(c, leaf, leafPath));
  }

  void text(String name, String key) {
    XmlContent.Element leaf = leaf(name);
    if (leaf != null) {
      out.text(key, leaf.valueAt(), leaf.text().strip());
    }
  }

  /** A value whose leading blanks count, unless it begins on a line of its own. */
  @Nullable String mask(String name) {
    XmlContent.Element leaf = leaf(name);
    if (leaf == null) {
      return null;
    }
    String text = XmlWords.withoutPadding(leaf.text());
    String stripped = text.strip();
    return text.substring(0, text.indexOf(stripped)).contains("\n") ? stripped : text;
  }

  void number(String name, String key) {
    XmlContent.Element leaf = leaf(name);
    if (leaf != null) {
      out.plain(key, leaf.valueAt(), XmlWords.number(leaf.text().strip()));
    }
  }

  void duration(String name, String key) {
    XmlContent.Element leaf = leaf(name);
    if (leaf != null) {
      out.text(key, leaf.valueAt(), XmlWords.duration(leaf.text().strip()));
    }
  }

  /**
   * One of the form's words; another one is kept and not used.
   *
   * @return the project's word, or null
   */
  @Nullable String word(String name, Map<String, String> words) {
    XmlContent.Element leaf = leaf(name);
    String word = leaf == null ? null : XmlWords.translated(words, leaf.text().strip());
    if (leaf != null && word == null) {
      sink.unknownValue(leaf, element, path);
    }
    return word;
  }

  /** One of the form's words, put in the mapping unless it is what absence means. */
  void word(String name, String key, Map<String, String> words, String absent) {
    String word = word(name, words);
    if (word != null && !word.equals(absent)) {
      out.text(key, at(name), word);
    }
  }

  /** Yes or No, put in the mapping unless it is what absence means. */
  void flag(String name, String key, String absent) {
    String word = word(name, XmlWords.FLAGS);
    if (word != null && !word.equals(absent)) {
      out.plain(key, at(name), word);
    }
  }

  /** Where the value of a child begins. */
  Place at(String name) {
    return element.child(name).map(XmlContent.Element::valueAt).orElse(element.at());
  }

  /** Name, description, who and when. */
  void named() {
    text("Name", "name");
    text("Description", "description");
    history();
  }

  /** Who and when. */
  void history() {
    change("Creation", "created");
    change("Modification", "modified");
  }

  private void change(String kind, String key) {
    XmlContent.Element date = leaf(kind + "Date");
    XmlContent.Element user = leaf(kind + "User");
    Place at = date != null ? date.at() : user != null ? user.at() : element.at();
    XmlMapping change = new XmlMapping(at, out.pointer(key));
    String time = date == null ? null : XmlWords.projectTime(date.text().strip());
    if (date != null && time != null) {
      change.text("at", date.valueAt(), time);
    } else if (date != null) {
      sink.unknownValue(date, element, path);
    }
    if (user != null) {
      change.text("by", user.valueAt(), user.text().strip());
    }
    out.put(key, change);
  }

  /**
   * The objects in a container; what else is in it is kept.
   *
   * @param nameElement the child that names an object in paths; empty for a number
   */
  List<Item> items(String container, String name, String nameElement) {
    List<Item> items = new ArrayList<>();
    for (XmlContent.Element each : element.children(container)) {
      understood.add(each);
      String containerPath = path + "/" + container;
      XmlObject inner = within(each, containerPath, out);
      for (XmlContent.Element item : each.children(name)) {
        inner.understood.add(item);
        String label =
            nameElement.isEmpty()
                ? Integer.toString(items.size() + 1)
                : item.child(nameElement).map(n -> n.text().strip()).orElse("");
        items.add(new Item(item, containerPath + "/" + name + "[" + label + "]"));
      }
      inner.finish();
    }
    return items;
  }

  /** Puts the objects in a container into a list of the mapping. */
  void list(
      String container, String name, String nameElement, String key, Consumer<XmlObject> reader) {
    List<Node> nodes = new ArrayList<>();
    items(container, name, nameElement).forEach(i -> add(nodes, out.pointer(key), i, reader));
    out.put(key, at(container), nodes);
  }

  /** Adds an object to a list. */
  void add(List<Node> nodes, Pointer list, Item item, Consumer<XmlObject> reader) {
    Pointer pointer = list.child(Integer.toString(nodes.size()));
    XmlMapping mapping = new XmlMapping(item.element().at(), pointer);
    XmlObject object = within(item.element(), item.path(), mapping);
    reader.accept(object);
    object.finish();
    nodes.add(mapping.node());
  }

  /** Keeps all that was not understood; blank elements say nothing and are dropped. */
  void finish() {
    for (XmlContent.Attribute attribute : element.attributes()) {
      sink.unknown(attribute, element, path);
    }
    finishContent();
  }

  /** Like {@link #finish}, for an element whose attributes were looked at. */
  void finishContent() {
    for (XmlContent one : element.content()) {
      switch (one) {
        case XmlContent.Element child -> {
          if (!understood.contains(child) && !child.isBlank()) {
            sink.unknown(child, element, path);
          }
        }
        case XmlContent.Chars chars -> {
          if (!chars.text().isBlank()) {
            sink.strayText(chars, element, path);
          }
        }
      }
    }
  }
}
