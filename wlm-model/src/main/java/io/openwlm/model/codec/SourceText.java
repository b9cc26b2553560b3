package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The doors that text comes in by: size, encoding and characters are checked before any parser. */
final class SourceText {
  static final int MAX_BYTES = 1024 * 1024;

  /** XML says the same with more characters, and z/OS adds who and when to every object. */
  static final int MAX_XML_BYTES = 8 * MAX_BYTES;

  private static final int MEBIBYTE = 1024 * 1024;

  private SourceText() {}

  /** The text of a file, or null after reporting why there is none. Reads at most 8 MiB + 1. */
  static @Nullable String ofFile(Path file, Problems problems) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_XML_BYTES + 1);
    } catch (NoSuchFileException e) {
      problems.addAt(ProblemCode.FILE_UNREADABLE, 0, 0, "no such file");
      return null;
    } catch (AccessDeniedException e) {
      problems.addAt(ProblemCode.FILE_UNREADABLE, 0, 0, "permission denied");
      return null;
    } catch (IOException e) {
      String message = e.getMessage();
      String reason =
          Files.isDirectory(file) ? "it is a directory" : message == null ? "I/O error" : message;
      problems.addAt(ProblemCode.FILE_UNREADABLE, 0, 0, PrintableText.of(reason));
      return null;
    }
    return isTooLarge(bytes.length, startsXml(bytes), problems) ? null : decoded(bytes, problems);
  }

  private static boolean isTooLarge(int length, boolean xml, Problems problems) {
    int most = xml ? MAX_XML_BYTES : MAX_BYTES;
    if (length > most) {
      problems.addAt(ProblemCode.FILE_TOO_LARGE, 0, 0, most / MEBIBYTE);
    }
    return length > most;
  }

  private static boolean startsXml(byte[] bytes) {
    int head = Math.min(bytes.length, 1024);
    return XmlForm.looksLikeXml(new String(bytes, 0, head, StandardCharsets.UTF_8));
  }

  /** True for the bytes of {@code <?}, {@code <S} and {@code <!} in the code pages of z/OS. */
  private static boolean startsEbcdicXml(byte[] bytes) {
    return bytes.length > 1
        && bytes[0] == 0x4C
        && switch (bytes[1] & 0xFF) {
          case 0x6F, 0xE2, 0x5A -> true;
          default -> false;
        };
  }

  private static @Nullable String decoded(byte[] bytes, Problems problems) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      Place place = Place.at(text, text.length());
      ProblemCode code = startsEbcdicXml(bytes) ? ProblemCode.XML_EBCDIC : ProblemCode.NOT_UTF8;
      problems.addAt(code, place.line(), place.column());
      return null;
    }
    return text;
  }

  /** The text without byte order mark, or null after reporting what makes it unfit to parse. */
  static @Nullable String checked(String text, Problems problems) {
    boolean xml = XmlForm.looksLikeXml(text);
    if (isTooLarge(text.length(), xml, problems)) {
      return null;
    }
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    // z/OS ends lines with NEL; a text that came from there may still have it.
    String body = xml ? unmarked.replace('\u0085', '\n') : unmarked;
    for (int i = 0; i < body.length(); i += Character.charCount(body.codePointAt(i))) {
      int c = body.codePointAt(i);
      if (!isAllowed(c)) {
        Place place = Place.at(body, i);
        problems.addAt(
            ProblemCode.CONTROL_CHARACTER,
            place.line(),
            place.column(),
            String.format("U+%04X", c));
        return null;
      }
    }
    return body;
  }

  /** Line ends, tabs, and what can be printed; no character that changes how text reads. */
  private static boolean isAllowed(int c) {
    return c == '\n' || c == '\r' || c == '\t' || (c >= ' ' && c < 0x7F) || isPrintableBeyond(c);
  }

  private static boolean isPrintableBeyond(int c) {
    // Joiners stay: several scripts and emoji need them, and they steer nothing.
    boolean joiner = c == 0x200C || c == 0x200D;
    return c >= 0xA0 && (joiner || c == 0xAD || PrintableText.isPrintable(c));
  }

  /** A position for people: line and column from 1, the column in characters. */
  record Place(int line, int column) {
    static Place at(String text, int index) {
      int line = 1;
      int lineStart = 0;
      for (int i = 0; i < index; i++) {
        char c = text.charAt(i);
        boolean crLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
        if (c == '\n' || (c == '\r' && !crLf)) {
          line++;
          lineStart = i + 1;
        }
      }
      return new Place(line, text.codePointCount(lineStart, Math.max(lineStart, index)) + 1);
    }
  }
}
