package io.openwlm.model.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All messages that the programs print, read from {@code messages.txt} beside this class. A message
 * is a line with its id and text, and indented lines behind it: {@code why:}, {@code system:},
 * {@code do:}. A line {@code [Title]} begins a section; lines such as {@code system.E: text} under
 * it hold for messages of that letter that say nothing of their own. One number has one meaning: no
 * id stands twice, and no number with two letters.
 */
public final class MessageCatalogue {
  private static final Pattern ENTRY = Pattern.compile("(WLM[0-9]{3,4}[IWE]) (.+)");
  private static final Pattern DEFAULT = Pattern.compile("(why|system|do)\\.([IWE]): (.+)");
  private static final Pattern PART = Pattern.compile(" +(why|system|do): (.+)");

  private final Map<String, Message> messages = new TreeMap<>();
  private final List<Section> sections = new ArrayList<>();

  /** Messages of one kind, under a title. */
  public record Section(String title, List<Message> messages) {}

  /** Lines of a section so far. */
  private static final class Open {
    final String title;
    final Map<String, String> defaults = new HashMap<>();
    final List<Message> messages = new ArrayList<>();
    private @Nullable String id;
    private String text = "";
    private final Map<String, String> parts = new HashMap<>();

    Open(String title) {
      this.title = title;
    }

    void begin(String newId, String newText) {
      end();
      id = newId;
      text = newText;
    }

    void end() {
      String open = id;
      if (open != null) {
        String letter = open.substring(open.length() - 1);
        messages.add(
            new Message(
                open,
                text,
                part("why", open, letter),
                part("system", open, letter),
                part("do", open, letter)));
      }
      id = null;
      parts.clear();
    }

    private String part(String key, String of, String letter) {
      String own = parts.getOrDefault(key, defaults.get(key + "." + letter));
      if (own == null) {
        throw new IllegalStateException(of + " has no \"" + key + ":\"");
      }
      return own;
    }
  }

  private MessageCatalogue() {}

  /**
   * Reads the catalogue.
   *
   * @throws IllegalStateException if it is not well formed: the build is broken
   */
  public static MessageCatalogue load() {
    try (InputStream in = MessageCatalogue.class.getResourceAsStream("messages.txt")) {
      if (in == null) {
        throw new IllegalStateException("messages.txt is missing");
      }
      return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageCatalogue read(BufferedReader lines) throws IOException {
    MessageCatalogue catalogue = new MessageCatalogue();
    Open open = new Open("");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("[") && line.endsWith("]")) {
        catalogue.close(open);
        open = new Open(line.substring(1, line.length() - 1));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        take(line, open);
      }
    }
    catalogue.close(open);
    return catalogue;
  }

  private static void take(String line, Open open) {
    Matcher entry = ENTRY.matcher(line);
    Matcher part = PART.matcher(line);
    Matcher common = DEFAULT.matcher(line);
    if (entry.matches()) {
      open.begin(entry.group(1), entry.group(2));
    } else if (part.matches() && open.id != null) {
      open.parts.put(part.group(1), part.group(2));
    } else if (common.matches()) {
      open.defaults.put(common.group(1) + "." + common.group(2), common.group(3));
    } else {
      throw new IllegalStateException("messages.txt: " + line);
    }
  }

  private void close(Open open) {
    open.end();
    for (Message each : open.messages) {
      if (messages.put(each.id(), each) != null) {
        throw new IllegalStateException(each.id() + " stands twice");
      }
    }
    if (!open.messages.isEmpty()) {
      sections.add(new Section(open.title, List.copyOf(open.messages)));
    }
  }

  /** All messages by id. */
  public List<Message> messages() {
    return List.copyOf(messages.values());
  }

  /** All messages as they stand in the file. */
  public List<Section> sections() {
    return List.copyOf(sections);
  }

  /**
   * The messages of an id, in any case, with or without its letter; empty if there is none. A
   * number has one, so more than one is never found.
   */
  public List<Message> find(String id) {
    String wanted = id.strip().toUpperCase(Locale.ROOT);
    return messages.values().stream()
        .filter(m -> m.id().equals(wanted) || m.number().equals(wanted))
        .toList();
  }
}
