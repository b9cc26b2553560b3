package io.openwlm.server.llm.json;

import java.io.ByteArrayOutputStream;
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
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 128);
    int at = 0;
    for (Edit edit : edits) {
      if (edit.from < at) {
        throw new IllegalStateException("replacements overlap");
      }
      out.write(bytes, at, edit.from - at);
      out.writeBytes(edit.with.getBytes(StandardCharsets.UTF_8));
      at = edit.to;
    }
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }
}
