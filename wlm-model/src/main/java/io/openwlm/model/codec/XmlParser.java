package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceText.Place;
import io.openwlm.model.definition.PrintableText;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Builds the located tree of an XML text. A document type ends the reading, so there are no
 * entities to expand and nothing outside the text is ever read; depth and number of elements are
 * counted while reading. Whatever the text, the answer is a tree or a problem.
 */
final class XmlParser {
  /**
   * Most elements inside one another: thirteen levels of rules, which is what the project's own
   * form can nest too.
   */
  static final int MAX_DEPTH = 18;

  /** Most elements and attributes in one text. */
  static final int MAX_PARTS = 250_000;

  private static final XMLInputFactory FACTORY = factory();

  private final String text;
  private final XmlPlaces places;
  private final Deque<XmlContent.Element> open = new ArrayDeque<>();
  private final StringBuilder pending = new StringBuilder();
  private int parts;
  private int comments;
  private XmlContent.@Nullable Element root;

  private XmlParser(String text) {
    this.text = text;
    this.places = new XmlPlaces(text);
  }

  /**
   * What a text holds.
   *
   * @param asides comments and processing instructions, which are not kept
   */
  record Document(XmlContent.Element root, int asides) {}

  /** The tree of a text; null after reporting why there is none. */
  static @Nullable Document read(String text, Problems problems) {
    XmlParser parser = new XmlParser(withoutDeclaration(text));
    try {
      return parser.document();
    } catch (Stopped e) {
      problems.addAt(e.code, e.place.line(), e.place.column(), e.values);
    } catch (XMLStreamException e) {
      parser.syntax(e, problems);
    }
    return null;
  }

  /**
   * The text with blanks for the XML declaration: the characters are decoded already, so what it
   * says about them does not count, and blanks may stand before the root.
   */
  private static String withoutDeclaration(String text) {
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    int end = text.indexOf("?>", start);
    boolean declared = text.startsWith("<?xml", start) && text.length() > start + 5;
    if (!declared || end < 0 || !Character.isWhitespace(text.charAt(start + 5))) {
      return text;
    }
    StringBuilder blanked = new StringBuilder(text);
    for (int i = start; i < end + 2; i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        blanked.setCharAt(i, ' ');
      }
    }
    return blanked.toString();
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
    factory.setXMLResolver((publicId, systemId, base, name) -> {
      throw new XMLStreamException("a reference to something outside the text");
    });
    return factory;
  }

  /** One at a time: factories promise nothing to threads. */
  private static XMLStreamReader opened(StringReader source) throws XMLStreamException {
    synchronized (FACTORY) {
      return FACTORY.createXMLStreamReader(source);
    }
  }

  private @Nullable Document document() throws XMLStreamException {
    StringReader source = new StringReader(text);
    XMLStreamReader reader = opened(source);
    try {
      while (reader.hasNext()) {
        event(reader, reader.next());
      }
    } catch (XMLStreamException | Stopped e) {
      throw e;
    } catch (RuntimeException e) {
      // Some broken texts make the parser fail in other ways than its own exception.
      throw new XMLStreamException("unreadable text after this place", reader.getLocation(), e);
    } finally {
      reader.close();
      source.close();
    }
    return root == null ? null : new Document(root, comments);
  }

  private void event(XMLStreamReader reader, int event) {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> {
        endText();
        start(reader);
      }
      case XMLStreamConstants.END_ELEMENT -> {
        endText();
        open.pop();
      }
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
          pending.append(reader.getText());
      case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> comments++;
      case XMLStreamConstants.DTD -> {
        int at = text.indexOf("<!DOCTYPE");
        throw new Stopped(ProblemCode.XML_DOCTYPE, Place.at(text, Math.max(0, at)));
      }
      case XMLStreamConstants.ENTITY_REFERENCE -> {
        String name = reader.getLocalName();
        throw new Stopped(
            ProblemCode.XML_SYNTAX,
            place(reader.getLocation()),
            "entity &" + PrintableText.of(name == null ? "" : name) + "; is not defined");
      }
      default -> {}
    }
  }

  /** Text comes in pieces, with references and comments between them; it is kept as one. */
  private void endText() {
    XmlContent.Element parent = open.peek();
    if (parent != null && !pending.isEmpty()) {
      parent.content().add(new XmlContent.Chars(pending.toString()));
    }
    pending.setLength(0);
  }

  private void start(XMLStreamReader reader) {
    Place at = places.nextStartTag();
    Place valueAt = places.content();
    if (open.size() >= MAX_DEPTH) {
      throw new Stopped(ProblemCode.XML_TOO_DEEP, at, MAX_DEPTH);
    }
    parts += 1 + reader.getAttributeCount();
    if (parts > MAX_PARTS) {
      throw new Stopped(ProblemCode.XML_TOO_BIG, at, MAX_PARTS);
    }
    XmlContent.Element element =
        new XmlContent.Element(
            at,
            valueAt,
            orEmpty(reader.getNamespaceURI()),
            reader.getLocalName(),
            attributes(reader),
            new ArrayList<>());
    XmlContent.Element parent = open.peek();
    if (parent == null) {
      root = element;
    } else {
      parent.content().add(element);
    }
    open.push(element);
  }

  private static List<XmlContent.Attribute> attributes(XMLStreamReader reader) {
    List<XmlContent.Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.add(
          new XmlContent.Attribute(
              orEmpty(reader.getAttributeNamespace(i)),
              orEmpty(reader.getAttributePrefix(i)),
              reader.getAttributeLocalName(i),
              reader.getAttributeValue(i)));
    }
    return List.copyOf(attributes);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Says in the parser's words what is wrong; its limits against bombs are a size of ours. */
  private void syntax(XMLStreamException e, Problems problems) {
    Place place = place(e.getLocation());
    String message = e.getMessage();
    String words = message == null ? "unreadable" : message;
    if (words.contains("JAXP0001")) {
      problems.addAt(ProblemCode.XML_TOO_BIG, place.line(), place.column(), MAX_PARTS);
      return;
    }
    int start = words.indexOf("Message: ");
    String line = (start < 0 ? words : words.substring(start + 9)).replaceAll("\\s+", " ").strip();
    problems.addAt(ProblemCode.XML_SYNTAX, place.line(), place.column(), plainly(line));
  }

  /** The parser's words, where they say something. */
  private static String plainly(String words) {
    if (words.contains("must start and end within the same entity")) {
      return "the text ends before its elements do";
    }
    if (words.startsWith("http://www.w3.org/")) {
      return words.contains("AttributeNotUnique")
          ? "an attribute is set twice"
          : "a namespace prefix is not declared";
    }
    return PrintableText.of(words, 160);
  }

  private static Place place(@Nullable Location location) {
    return location == null
        ? new Place(1, 1)
        : new Place(Math.max(1, location.getLineNumber()), Math.max(1, location.getColumnNumber()));
  }

  /** Ends the reading at once; carries where. Never leaves this class. */
  private static final class Stopped extends RuntimeException {
    private final ProblemCode code;
    private final transient Place place;
    private final transient Object[] values;

    Stopped(ProblemCode code, Place place, Object... values) {
      super(code.code(), null, false, false);
      this.code = code;
      this.place = place;
      this.values = values;
    }
  }
}
