package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceText.Place;
import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the located tree from the parser's event stream. Depth is counted on the events, before
 * anything recursive sees them, and aliases are never followed: neither deep nesting nor an alias
 * bomb costs more than reading the text.
 */
final class TreeReader {
  /** Most mappings and lists inside one another. */
  static final int MAX_DEPTH = 32;

  /** Most values and keys in one file; twice what the largest allowed definition needs. */
  static final int MAX_NODES = 100_000;

  private final Problems problems;
  private final Iterator<Event> events;
  private final Set<String> anchors = new HashSet<>();
  private int nodes;
  private Place last = new Place(1, 1);

  private TreeReader(String text, Problems problems) {
    this.problems = problems;
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(SourceText.MAX_BYTES + 1)
            .setUseMarks(true)
            .build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** The tree of a text that {@link SourceText#checked} passed; null after reporting why not. */
  static @Nullable Node read(String text, Problems problems) {
    try {
      return new TreeReader(text, problems).document();
    } catch (Stopped e) {
      problems.addAt(e.code, e.place.line(), e.place.column(), e.value);
    } catch (MarkedYamlEngineException e) {
      syntax(text, e, problems);
    } catch (YamlEngineException e) {
      String message = e.getMessage();
      problems.addAt(ProblemCode.SYNTAX, 1, 1, message == null ? "unreadable" : oneLine(message));
    }
    return null;
  }

  private static void syntax(String text, MarkedYamlEngineException e, Problems problems) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    Place place = mark.map(TreeReader::place).orElse(new Place(1, 1));
    String line = text.lines().skip(place.line() - 1L).findFirst().orElse("");
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    int tab = indent.indexOf('\t');
    if (tab >= 0) {
      problems.addAt(ProblemCode.TAB_INDENT, place.line(), tab + 1);
      return;
    }
    String context = e.getContext();
    String problem = e.getProblem();
    String what = (context == null ? "" : context + ", ") + (problem == null ? "" : problem);
    problems.addAt(ProblemCode.SYNTAX, place.line(), place.column(), oneLine(what));
  }

  private static String oneLine(String message) {
    return PrintableText.of(message.replaceAll("\\s+", " ").strip(), 160);
  }

  private @Nullable Node document() {
    Node root = null;
    for (Event event = next(); event != null; event = next()) {
      if (event.getEventId() == Event.ID.DocumentStart && root != null) {
        Place place = place(event);
        problems.addAt(ProblemCode.SECOND_DOCUMENT, place.line(), place.column());
        return root;
      }
      if (event instanceof NodeEvent node) {
        root = node(node, Pointer.ROOT, 0);
      }
    }
    if (root == null || (root instanceof Node.Scalar s && s.isNull())) {
      problems.addAt(ProblemCode.EMPTY, 0, 0);
      return null;
    }
    return root;
  }

  /**
   * The next event, or null at the end. Some texts make the parser throw what is not its own
   * exception (an escape cut off by the end of the text: NumberFormatException); those end the
   * reading like any other text that is no YAML.
   */
  private @Nullable Event next() {
    try {
      Event event = events.hasNext() ? events.next() : null;
      last = event == null ? last : place(event);
      return event;
    } catch (YamlEngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Stopped(ProblemCode.SYNTAX, last, "unreadable text after this place");
    }
  }

  /** The next event inside a collection, which cannot be the end. */
  private Event nextOf(Place collection) {
    Event event = next();
    if (event == null) {
      throw new Stopped(ProblemCode.SYNTAX, collection, "the collection has no end");
    }
    return event;
  }

  private Node node(NodeEvent event, Pointer pointer, int depth) {
    Place place = place(event);
    if (++nodes > MAX_NODES) {
      throw new Stopped(ProblemCode.TOO_MANY_VALUES, place, MAX_NODES);
    }
    String anchor = event.getAnchor().map(Anchor::getValue).orElse(null);
    if (anchor != null && anchors.add(anchor)) {
      problems.add(ProblemCode.ALIAS, new Node.Refused(place.line(), place.column(), pointer));
    }
    if (event instanceof AliasEvent) {
      return new Node.Refused(place.line(), place.column(), pointer);
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), place, pointer);
      return new Node.Scalar(
          place.line(), place.column(), pointer, scalar.getValue(), scalar.isPlain());
    }
    if (depth >= MAX_DEPTH) {
      throw new Stopped(ProblemCode.TOO_DEEP, place, MAX_DEPTH);
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    refuseTag(start.getTag(), place, pointer);
    return start instanceof MappingStartEvent
        ? mapping(place, pointer, depth)
        : sequence(place, pointer, depth);
  }

  private Node sequence(Place place, Pointer pointer, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event e = nextOf(place); e.getEventId() != Event.ID.SequenceEnd; e = nextOf(place)) {
      items.add(node((NodeEvent) e, pointer.child(Integer.toString(items.size())), depth + 1));
    }
    return new Node.Sequence(place.line(), place.column(), pointer, items);
  }

  private Node mapping(Place place, Pointer pointer, int depth) {
    List<Node.Entry> entries = new ArrayList<>();
    Map<String, Node.Scalar> seen = new HashMap<>();
    for (Event e = nextOf(place); e.getEventId() != Event.ID.MappingEnd; e = nextOf(place)) {
      Node key = node((NodeEvent) e, pointer, depth + 1);
      String name = key instanceof Node.Scalar s ? s.value() : "?";
      Node value = node((NodeEvent) nextOf(place), pointer.child(name), depth + 1);
      switch (key) {
        case Node.Scalar scalar -> {
          Node.Scalar first = seen.putIfAbsent(name, scalar);
          if (first == null) {
            entries.add(new Node.Entry(scalar, value));
          } else {
            problems.add(
                ProblemCode.DUPLICATE_KEY,
                scalar,
                PrintableText.of(name),
                first.line(),
                first.column());
          }
        }
        case Node.Refused _ -> {}
        case Node.Sequence _, Node.Mapping _ -> problems.add(ProblemCode.KEY_NOT_TEXT, key);
      }
    }
    return new Node.Mapping(place.line(), place.column(), pointer, entries);
  }

  private void refuseTag(Optional<String> tag, Place place, Pointer pointer) {
    tag.ifPresent(t ->
        problems.add(
            ProblemCode.TAG,
            new Node.Refused(place.line(), place.column(), pointer),
            PrintableText.of(t)));
  }

  private static Place place(Event event) {
    return event.getStartMark().map(TreeReader::place).orElse(new Place(1, 1));
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Ends the reading at once; carries where. Never leaves this class. */
  private static final class Stopped extends RuntimeException {
    private final ProblemCode code;
    private final transient Place place;
    private final transient Object value;

    Stopped(ProblemCode code, Place place, Object value) {
      super(code.code(), null, false, false);
      this.code = code;
      this.place = place;
      this.value = value;
    }
  }
}
