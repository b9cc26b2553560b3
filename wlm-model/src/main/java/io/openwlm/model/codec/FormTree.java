package io.openwlm.model.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written, before it is YAML or JSON: an ordered tree. {@code inline} parts are short
 * and stand in one line where they fit.
 */
sealed interface FormTree {

  /** Text, whatever it looks like. */
  record Text(String value) implements FormTree {}

  /** A number, {@code true}, {@code false} or {@code null}. */
  record Bare(String word) implements FormTree {
    static final Bare TRUE = new Bare("true");
    static final Bare NULL = new Bare("null");

    static Bare of(long number) {
      return new Bare(Long.toString(number));
    }
  }

  /** A list. */
  record Items(List<FormTree> items, boolean inline) implements FormTree {
    public Items {
      items = List.copyOf(items);
    }

    /** Texts in lines of their own. */
    static Items lines(List<String> texts) {
      return new Items(texts.stream().<FormTree>map(Text::new).toList(), false);
    }
  }

  /** Keys with their values, in order. */
  record Entries(SequencedMap<String, FormTree> map, boolean inline) implements FormTree {}

  /** Collects keys; every method leaves a key out that says nothing. */
  final class Builder {
    private final SequencedMap<String, FormTree> map = new LinkedHashMap<>();

    Builder put(String key, FormTree value) {
      map.put(key, value);
      return this;
    }

    /** A text; left out if null. */
    Builder text(String key, @Nullable String value) {
      return value == null ? this : put(key, new Text(value));
    }

    /** A text; left out if it is the default. */
    Builder text(String key, String value, String byDefault) {
      return value.equals(byDefault) ? this : put(key, new Text(value));
    }

    /** A number; left out if null. */
    Builder number(String key, @Nullable Long value) {
      return value == null ? this : put(key, Bare.of(value));
    }

    /** Left out if false. */
    Builder flag(String key, boolean value) {
      return value ? put(key, Bare.TRUE) : this;
    }

    /** A list or mapping; left out if empty. */
    Builder filled(String key, FormTree value) {
      boolean empty =
          switch (value) {
            case Items i -> i.items().isEmpty();
            case Entries e -> e.map().isEmpty();
            case Text _, Bare _ -> false;
          };
      return empty ? this : put(key, value);
    }

    /** Blocks; left out if empty. */
    Builder items(String key, List<FormTree> items) {
      return filled(key, new Items(items, false));
    }

    /** All keys of another mapping. */
    Builder all(Map<String, FormTree> more) {
      map.putAll(more);
      return this;
    }

    Entries block() {
      return new Entries(map, false);
    }

    Entries inline() {
      return new Entries(map, true);
    }
  }
}
