package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceItem.Block;
import io.openwlm.model.codec.SourceItem.Text;
import io.openwlm.model.codec.SourceItem.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Takes a YAML text apart into items that know their places. The text must be one that {@link
 * TreeReader} has read without a problem: that bounds its depth and size.
 */
final class SourceItems {
  private final int[] source;
  private final Iterator<Event> events;
  private final List<Text> texts = new ArrayList<>();

  private SourceItems(int[] source, Iterator<Event> events) {
    this.source = source;
    this.events = events;
  }

  /**
   * A text taken apart.
   *
   * @param root its outermost value
   * @param texts all single texts, keys too, in their order
   * @param source the text itself
   */
  record Parsed(Value root, List<Text> texts, String source) {
    /** The text as places are counted in it. */
    int[] codePoints() {
      return source.codePoints().toArray();
    }
  }

  /**
   * Takes a text apart.
   *
   * @param text with line feeds as the only line ends
   */
  static Parsed of(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(SourceText.MAX_BYTES + 1)
            .setUseMarks(true)
            .build();
    int[] source = text.codePoints().toArray();
    SourceItems items = new SourceItems(source, new Parse(settings).parseString(text).iterator());
    Event event = items.events.next();
    while (!(event instanceof ScalarEvent || event instanceof CollectionStartEvent)) {
      event = items.events.next();
    }
    return new Parsed(items.value(event), items.texts, text);
  }

  private Value value(Event event) {
    return event instanceof ScalarEvent scalar ? text(scalar) : block((CollectionStartEvent) event);
  }

  private Text text(ScalarEvent event) {
    boolean block =
        event.getScalarStyle() == ScalarStyle.LITERAL
            || event.getScalarStyle() == ScalarStyle.FOLDED;
    int start = index(event.getStartMark());
    int end = index(event.getEndMark());
    // Empty lines behind a block text belong to what follows, unless it keeps them.
    if (block && !header(start).contains("+")) {
      while (end > start && Character.isWhitespace(source[end - 1])) {
        end--;
      }
    }
    Text text =
        new Text(
            start,
            end,
            event.getValue(),
            new String(source, start, end - start),
            event.isPlain(),
            block);
    texts.add(text);
    return text;
  }

  private String header(int start) {
    int end = start;
    while (end < source.length && source[end] != '\n') {
      end++;
    }
    return new String(source, start, end - start);
  }

  private Block block(CollectionStartEvent event) {
    boolean mapping = event instanceof MappingStartEvent;
    int column = event.getStartMark().map(Mark::getColumn).orElse(0);
    Block block = new Block(mapping, event.isFlow(), index(event.getStartMark()));
    Event.ID last = mapping ? Event.ID.MappingEnd : Event.ID.SequenceEnd;
    Event e = events.next();
    for (; e.getEventId() != last; e = events.next()) {
      Text key = mapping ? text((ScalarEvent) e) : null;
      Value value = value(mapping ? events.next() : e);
      int start = key == null ? value.start() : key.start();
      SourceItem item = new SourceItem(key, value, start, column);
      block.items.add(item);
      block.endAt(item.end());
    }
    if (event.isFlow()) {
      block.endAt(index(e.getEndMark()));
    }
    return block;
  }

  private int index(Optional<Mark> mark) {
    return Math.min(mark.map(Mark::getIndex).orElse(0), source.length);
  }
}
