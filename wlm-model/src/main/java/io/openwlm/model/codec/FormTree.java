package io.openwlm.model.codec;

import java.util.List;
import java.util.SequencedMap;

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
}
