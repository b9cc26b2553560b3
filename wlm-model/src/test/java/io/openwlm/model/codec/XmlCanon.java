package io.openwlm.model.codec;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * What an XML text says, by a parser that has nothing to do with the reader under test: white space
 * around values, the order of elements with different names, comments and blank elements say
 * nothing.
 */
final class XmlCanon {
  private XmlCanon() {}

  /** One line for each element and attribute. */
  static String of(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      Element root =
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml.strip())))
              .getDocumentElement();
      return of(root, 0);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String of(Element element, int depth) {
    StringBuilder inner = new StringBuilder();
    StringBuilder text = new StringBuilder();
    List<Element> children = new ArrayList<>();
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element child) {
        children.add(child);
      } else if (n.getNodeType() != Node.COMMENT_NODE) {
        text.append(n.getNodeValue());
      }
    }
    children.sort(Comparator.comparing(Element::getLocalName));
    children.forEach(c -> inner.append(of(c, depth + 1)));
    List<String> attributes = attributes(element);
    boolean note = element.getLocalName().equals("Note");
    String raw = text.toString();
    String value = note ? raw.stripTrailing() : raw.strip().replaceAll("\\s+", " ");
    if (!note && value.isEmpty() && inner.isEmpty() && attributes.isEmpty() && !isGoal(element)) {
      return "";
    }
    return " ".repeat(depth)
        + "{"
        + element.getNamespaceURI()
        + "}"
        + element.getLocalName()
        + (attributes.isEmpty() ? "" : attributes)
        + "="
        + value
        + "\n"
        + inner;
  }

  private static boolean isGoal(Element element) {
    return element.getLocalName().equals("Discretionary");
  }

  private static List<String> attributes(Element element) {
    List<String> attributes = new ArrayList<>();
    NamedNodeMap map = element.getAttributes();
    for (int i = 0; i < map.getLength(); i++) {
      Node a = map.item(i);
      if (!"http://www.w3.org/2000/xmlns/".equals(a.getNamespaceURI())) {
        attributes.add("{" + a.getNamespaceURI() + "}" + a.getLocalName() + "=" + a.getNodeValue());
      }
    }
    attributes.sort(Comparator.naturalOrder());
    return attributes;
  }
}
