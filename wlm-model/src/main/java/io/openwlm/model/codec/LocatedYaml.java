package io.openwlm.model.codec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Text as a tree whose values know their places, for readers of other documents than definitions:
 * the same limits and refusals (size, encoding, depth, aliases, tags, duplicate keys) hold for all.
 */
public final class LocatedYaml {
  private LocatedYaml() {}

  /**
   * What reading gave.
   *
   * @param text as it was read; empty if it could not be
   * @param root empty if there is no usable tree; then there is a problem
   * @param problems all of them errors
   */
  public record Tree(String text, Optional<Node> root, List<Problem> problems) {
    public Tree {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a file. A file that cannot be read is a problem like any other. */
  public static Tree read(Path file) {
    Problems problems = new Problems(file.toString());
    return tree(SourceText.ofFile(file, problems), problems);
  }

  /**
   * Reads a text.
   *
   * @param fileName what messages call it
   */
  public static Tree read(String fileName, String text) {
    return tree(text, new Problems(fileName));
  }

  private static Tree tree(@Nullable String text, Problems problems) {
    String body = text == null ? null : SourceText.checked(text, problems);
    Node root = body == null ? null : TreeReader.read(body, problems);
    return new Tree(body == null ? "" : body, Optional.ofNullable(root), problems.list());
  }
}
