package io.openwlm.model.codec;

import io.openwlm.model.codec.FormTree.Bare;
import io.openwlm.model.codec.FormTree.Entries;
import io.openwlm.model.codec.FormTree.Items;
import io.openwlm.model.codec.FormTree.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Collects keys; every method leaves a key out that says nothing. */
final class TreeBuilder {
  private final SequencedMap<String, FormTree> map = new LinkedHashMap<>();

  TreeBuilder put(String key, FormTree value) {
    map.put(key, value);
    return this;
  }

  /** A text; left out if null. */
  TreeBuilder text(String key, @Nullable String value) {
    return value == null ? this : put(key, new Text(value));
  }

  /** A text; left out if it is the default. */
  TreeBuilder text(String key, String value, String byDefault) {
    return value.equals(byDefault) ? this : put(key, new Text(value));
  }

  /** A number; left out if null. */
  TreeBuilder number(String key, @Nullable Long value) {
    return value == null ? this : put(key, Bare.of(value));
  }

  /** Left out if false. */
  TreeBuilder flag(String key, boolean value) {
    return value ? put(key, Bare.TRUE) : this;
  }

  /** A list or mapping; left out if empty. */
  TreeBuilder filled(String key, FormTree value) {
    boolean empty =
        switch (value) {
          case Items i -> i.items().isEmpty();
          case Entries e -> e.map().isEmpty();
          case Text _, Bare _ -> false;
        };
    return empty ? this : put(key, value);
  }

  /** Blocks; left out if empty. */
  TreeBuilder items(String key, List<FormTree> items) {
    return filled(key, new Items(items, false));
  }

  /** All keys of another mapping. */
  TreeBuilder all(Map<String, FormTree> more) {
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
