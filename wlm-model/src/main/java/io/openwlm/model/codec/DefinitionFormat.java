package io.openwlm.model.codec;

import io.openwlm.model.definition.ServiceDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the text of a definition into the usual layout. YAML keeps its comments, its empty lines
 * and the values that are there; indentation, quotes and the order of keys change. JSON and XML are
 * written anew. A formatted text says the same, has every comment, and formatted again is itself:
 * all three are tried before it is given out, and a text for which one fails is refused.
 */
public final class DefinitionFormat {
  private final String fileName;
  private final String text;
  private final Problems problems;

  private DefinitionFormat(String fileName, String text) {
    this.fileName = fileName;
    this.text = text;
    this.problems = new Problems(fileName);
  }

  /**
   * What formatting gave.
   *
   * @param text formatted; empty if it was refused
   * @param problems errors if the text was refused, else none
   * @param changed the formatted text is not the one that was there
   */
  public record Formatted(Optional<String> text, List<Problem> problems, boolean changed) {
    public Formatted {
      problems = List.copyOf(problems);
    }
  }

  /** Formats the text of a file, and writes nothing. */
  public static Formatted format(Path file) {
    Problems problems = new Problems(file.toString());
    String text = SourceText.ofFile(file, problems);
    return text == null
        ? new Formatted(Optional.empty(), problems.list(), false)
        : format(file.toString(), text);
  }

  /**
   * Formats a text.
   *
   * @param fileName what messages call it
   */
  public static Formatted format(String fileName, String text) {
    DefinitionFormat format = new DefinitionFormat(fileName, text);
    DefinitionResult result = DefinitionReader.read(fileName, text);
    ServiceDefinition definition = result.definition().orElse(null);
    if (definition == null) {
      return new Formatted(Optional.empty(), result.errors(), false);
    }
    String formatted = format.formatted(result, definition);
    return new Formatted(
        Optional.ofNullable(formatted),
        format.problems.list(),
        formatted != null && !formatted.equals(text));
  }

  private @Nullable String formatted(DefinitionResult result, ServiceDefinition definition) {
    String body = withLineFeeds(text);
    if (XmlForm.looksLikeXml(body)) {
      boolean comments =
          result.problems().stream()
              .anyMatch(p -> p.code().equals(ProblemCode.XML_COMMENTS.code()));
      if (comments) {
        return refuse("the comments of its XML would be lost");
      }
      Written written = XmlWriter.write(definition);
      return written.losses().isEmpty()
          ? same(definition, written.text())
          : refuse("XML cannot hold all of it");
    }
    SourceItems.Parsed parsed = SourceItems.of(body);
    if (isJson(parsed)) {
      return same(definition, DefinitionWriter.write(definition, DefinitionForm.JSON).text());
    }
    return yaml(parsed, definition);
  }

  private @Nullable String yaml(SourceItems.Parsed parsed, ServiceDefinition definition) {
    List<String> comments = comments(parsed);
    boolean hidden =
        parsed.texts().stream()
            .filter(SourceItem.Text::block)
            .anyMatch(t -> t.raw().lines().findFirst().orElse("").contains("#"));
    if (hidden) {
      return refuse("a comment stands behind | or >");
    }
    String once = layout(parsed);
    SourceItems.Parsed again = SourceItems.of(once);
    if (!comments(again).equals(comments)) {
      return refuse("a comment would be lost");
    }
    return once.equals(layout(again)) ? same(definition, once) : refuse("it does not come to rest");
  }

  private static String layout(SourceItems.Parsed parsed) {
    SourceComments.attach(parsed);
    return YamlLayout.of(parsed.root());
  }

  /** The comments, sorted: keys may change places, and comments with them. */
  private static List<String> comments(SourceItems.Parsed parsed) {
    List<String> comments = new ArrayList<>();
    for (SourceComments.Line line : SourceComments.of(parsed)) {
      if (line.isComment()) {
        comments.add(line.text());
      }
    }
    comments.sort(null);
    return comments;
  }

  private @Nullable String same(ServiceDefinition definition, String formatted) {
    boolean same =
        DefinitionReader.read(fileName, formatted)
            .definition()
            .filter(definition::equals)
            .isPresent();
    return same ? formatted : refuse("the formatted text would mean something else");
  }

  private @Nullable String refuse(String reason) {
    problems.addAt(ProblemCode.FORMAT_REFUSED, 0, 0, reason);
    return null;
  }

  /** JSON: braces outside, all keys in double quotes, no comments. */
  private static boolean isJson(SourceItems.Parsed parsed) {
    return parsed.root() instanceof SourceItem.Block block
        && block.flow
        && comments(parsed).isEmpty()
        && block.items.stream()
            .allMatch(item -> item.key != null && item.key.raw().startsWith("\""));
  }

  private static String withLineFeeds(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return body.replace("\r\n", "\n").replace('\r', '\n');
  }
}
