package io.openwlm.server.llm.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements in a text of bytes; whatever they do not name stays byte for byte. */
public final class JsonEdits {
  private final List<Edit> edits = new ArrayList<>();

  private record Edit(int from, int to, String with) {}

  /** Puts a text in the place of the bytes {@code from} to {@code to} (exclusive). */
  public JsonEdits replace(int from, int to, String with) {
    edits.add(new Edit(from, to, with));
    return this;
  }

  public boolean isEmpty() {
    return edits.isEmpty();
  }

  /** The bytes with all replacements, which must not overlap; the given ones are not changed. */
  public byte[] apply(byte[] bytes) {
    if (edits.isEmpty()) {
      return bytes;
    }
    edits.sort(Comparator.comparingInt(Edit::from));
    List<byte[]> with =
        edits.stream().map(edit -> edit.with.getBytes(StandardCharsets.UTF_8)).toList();
    int length = bytes.length;
    for (int i = 0; i < edits.size(); i++) {
      length += with.get(i).length - (edits.get(i).to - edits.get(i).from);
    }
    byte[] out = new byte[length]; // once: bodies are large
    int from = 0;
    int at = 0;
    for (int i = 0; i < edits.size(); i++) {
      Edit edit = edits.get(i);
      if (edit.from < from) {
        throw new IllegalStateException("replacements overlap");
      }
      System.arraycopy(bytes, from, out, at, edit.from - from);
      at += edit.from - from;
      System.arraycopy(with.get(i), 0, out, at, with.get(i).length);
      at += with.get(i).length;
      from = edit.to;
    }
    System.arraycopy(bytes, from, out, at, bytes.length - from);
    return out;
  }
}
