package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceText.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can stand inside an XML element: text and elements. */
sealed interface XmlContent {
  /** Text with all references resolved. */
  record Chars(String text) implements XmlContent {}

  /** An attribute; {@code namespace} is empty for the usual ones. */
  record Attribute(String namespace, String prefix, String name, String value) {
    /** True if an element cannot have both. */
    boolean isSame(Attribute other) {
      return name.equals(other.name) && namespace.equals(other.namespace);
    }
  }

  /**
   * An element with everything in it.
   *
   * @param at where its start tag begins
   * @param valueAt where its content begins, after white space
   */
  record Element(
      Place at,
      Place valueAt,
      String namespace,
      String name,
      List<Attribute> attributes,
      List<XmlContent> content)
      implements XmlContent {

    /** The elements directly inside. */
    List<Element> children() {
      List<Element> children = new ArrayList<>();
      for (XmlContent one : content) {
        if (one instanceof Element child) {
          children.add(child);
        }
      }
      return children;
    }

    /** The elements of a name directly inside. */
    List<Element> children(String childName) {
      return children().stream().filter(c -> isChild(c, childName)).toList();
    }

    /** The first element of a name directly inside. */
    Optional<Element> child(String childName) {
      return children().stream().filter(c -> isChild(c, childName)).findFirst();
    }

    private boolean isChild(Element child, String childName) {
      return child.name.equals(childName) && child.namespace.equals(namespace);
    }

    /** All text directly inside, as it is. */
    String text() {
      StringBuilder text = new StringBuilder();
      for (XmlContent one : content) {
        if (one instanceof Chars chars) {
          text.append(chars.text());
        }
      }
      return text.toString();
    }

    /** True if there is neither an attribute nor an element nor any text but white space. */
    boolean isBlank() {
      return attributes.isEmpty() && children().isEmpty() && text().isBlank();
    }
  }
}
