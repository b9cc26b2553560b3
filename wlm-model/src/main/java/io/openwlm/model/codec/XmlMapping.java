package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceText.Place;
import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A mapping of the project's form in the making. */
final class XmlMapping {
  private final Place at;
  private final Pointer pointer;
  private final List<Node.Entry> entries = new ArrayList<>();
  private final Map<String, Node.Scalar> keys = new HashMap<>();

  XmlMapping(Place at, Pointer pointer) {
    this.at = at;
    this.pointer = pointer;
  }

  Pointer pointer(String key) {
    return pointer.child(key);
  }

  /** A value in quotes: text, whatever it looks like. */
  void text(String key, Place place, String value) {
    scalar(key, place, value, false);
  }

  /** A value without quotes: a number, true or false, or nothing. */
  void plain(String key, Place place, String value) {
    scalar(key, place, value, true);
  }

  private void scalar(String key, Place place, String value, boolean plain) {
    put(
        key,
        place,
        new Node.Scalar(place.line(), place.column(), pointer.child(key), value, plain));
  }

  void put(String key, Place place, Node value) {
    Node.Scalar scalar =
        new Node.Scalar(place.line(), place.column(), pointer.child(key), key, false);
    keys.putIfAbsent(key, scalar);
    entries.add(new Node.Entry(scalar, value));
  }

  /** Adds a mapping unless it is empty. */
  void put(String key, XmlMapping value) {
    if (!value.isEmpty()) {
      put(key, value.at, value.node());
    }
  }

  /** Adds a list unless it is empty. */
  void put(String key, Place place, List<Node> items) {
    if (!items.isEmpty()) {
      put(key, place, new Node.Sequence(place.line(), place.column(), pointer.child(key), items));
    }
  }

  /** True if a key is free; reports it as set twice if not. */
  boolean isFree(String key, Place place, Problems problems) {
    Node.Scalar first = keys.get(key);
    if (first != null) {
      Node second = new Node.Refused(place.line(), place.column(), pointer.child(key));
      problems.add(
          ProblemCode.DUPLICATE_KEY, second, PrintableText.of(key), first.line(), first.column());
    }
    return first == null;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  Node.Mapping node() {
    return new Node.Mapping(at.line(), at.column(), pointer, List.copyOf(entries));
  }
}
