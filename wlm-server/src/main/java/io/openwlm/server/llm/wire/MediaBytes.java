package io.openwlm.server.llm.wire;

import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * How many bytes of text a request amounts to for the model. Text is never more tokens than bytes.
 * Pictures and files come as base64, which the model does not read as text: a picture counts
 * {@value #PICTURE_BYTES} bytes, anything else a quarter of its base64. Only places where a
 * provider takes media count so; what a picture is, its first bytes say and not the client.
 */
final class MediaBytes {
  /** About 1,600 tokens: the most that a picture costs with the large providers. */
  static final int PICTURE_BYTES = 6_400;

  private static final int FILE_DIVISOR = 4;
  private static final int SMALL_BYTES = PICTURE_BYTES;

  private static final Set<String> LISTS =
      Set.of("messages", "input", "contents", "content", "parts", "system", "images");
  private static final Set<String> HOLDERS =
      Set.of(
          "source",
          "image_url",
          "file",
          "input_audio",
          "inlineData",
          "inline_data",
          "content",
          "parts",
          "images");
  private static final Set<String> LEAVES =
      Set.of("data", "url", "file_data", "image_url", "images");

  private final byte[] bytes;
  private long sparedBytes;

  private MediaBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes that a body counts as. */
  static long of(byte[] body) throws BadJson {
    if (body.length <= SMALL_BYTES) {
      return body.length;
    }
    MediaBytes media = new MediaBytes(body);
    new JsonScan(body)
        .members((name, value) -> {
          if (LISTS.contains(name) && value.isArray()) {
            media.list(name, value);
          }
        });
    return Math.max(0, body.length - media.sparedBytes);
  }

  private void list(String name, JsonScan list) throws BadJson {
    list.elements(element -> {
      if (element.isObject()) {
        element.members(this::member);
      } else if (element.isString() && name.equals("images")) {
        leaf(element);
      }
    });
  }

  private void member(String name, JsonScan value) throws BadJson {
    if (value.isString() && LEAVES.contains(name)) {
      leaf(value);
    } else if (value.isArray() && LISTS.contains(name)) {
      list(name, value);
    } else if (value.isObject() && HOLDERS.contains(name)) {
      value.members(this::member);
    }
  }

  private void leaf(JsonScan value) throws BadJson {
    int from = value.position() + 1;
    int length = value.textBytes();
    int begin = base64(from, length);
    int size = length - (begin - from);
    if (begin < 0 || size <= SMALL_BYTES) {
      return;
    }
    for (int i = begin; i < from + length; i++) {
      if (!isBase64(bytes[i])) {
        return;
      }
    }
    long counts = isPicture(begin) ? PICTURE_BYTES : Math.max(PICTURE_BYTES, size / FILE_DIVISOR);
    sparedBytes += size - counts;
  }

  /** Where base64 begins: behind the comma of a data URL, or at the beginning. */
  private int base64(int from, int length) {
    if (bytes[from] != 'd' || !startsWith(from, "data:")) {
      return from;
    }
    for (int i = from; i < from + Math.min(length, 256); i++) {
      if (bytes[i] == ',') {
        return i + 1;
      }
    }
    return -1;
  }

  private boolean isPicture(int from) {
    return startsWith(from, "iVBORw0KGgo") // PNG
        || startsWith(from, "/9j/") // JPEG
        || startsWith(from, "R0lGOD") // GIF
        || startsWith(from, "UklGR"); // WebP
  }

  private boolean startsWith(int from, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < wanted.length; i++) {
      if (from + i >= bytes.length || bytes[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBase64(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == '+'
        || b == '/'
        || b == '='
        || b == '-'
        || b == '_';
  }
}
