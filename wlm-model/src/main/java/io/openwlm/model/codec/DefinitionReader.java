package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads service definitions, strictly: whatever the text, the answer is a definition without errors
 * or a list of all that is wrong with it. Never throws for what a file holds; time and memory are
 * bounded by limits of size (1 MiB, for XML 8 MiB) and depth (32 values, 18 XML elements).
 */
public final class DefinitionReader {
  private DefinitionReader() {}

  /** Reads a file. A file that cannot be read is a problem like any other. */
  public static DefinitionResult read(Path file) {
    Problems problems = new Problems(file.toString());
    String text = SourceText.ofFile(file, problems);
    Path name = file.getFileName();
    return text == null
        ? new DefinitionResult(Optional.empty(), problems.list())
        : read(name == null ? "" : name.toString(), text, problems);
  }

  /**
   * Reads a text.
   *
   * @param fileName what messages call it, and what names a definition in the short form
   */
  public static DefinitionResult read(String fileName, String text) {
    return read(fileName, text, new Problems(fileName));
  }

  static DefinitionResult read(String fileName, String text, Problems problems) {
    String body = SourceText.checked(text, problems);
    DefinitionDraft draft = body == null ? null : draft(body, fileName, problems);
    if (draft != null) {
      DefinitionCheck.run(draft, problems);
    }
    return draft == null || problems.hasErrors()
        ? new DefinitionResult(Optional.empty(), problems.list())
        : new DefinitionResult(Optional.of(draft.build()), problems.list());
  }

  private static @Nullable DefinitionDraft draft(String body, String fileName, Problems problems) {
    if (XmlForm.looksLikeXml(body)) {
      Node definition = XmlForm.read(body, problems);
      return definition == null ? null : new ProjectForm(problems).read(definition);
    }
    Node root = TreeReader.read(body, problems);
    return root == null ? null : draft(root, fileName, problems);
  }

  private static @Nullable DefinitionDraft draft(Node root, String fileName, Problems problems) {
    if (!(root instanceof Node.Mapping mapping)) {
      Values.wrongType(problems, root, "a definition", "a mapping (service-definition: ...)");
      return null;
    }
    List<String> keys = mapping.entries().stream().map(e -> e.key().value()).toList();
    if (keys.contains(ProjectForm.TOP_KEY)) {
      Fields top = Fields.of(mapping, "the file", problems, List.of(ProjectForm.TOP_KEY));
      Node body = top == null ? null : top.get(ProjectForm.TOP_KEY);
      return body == null ? null : new ProjectForm(problems).read(body);
    }
    if (keys.contains(SeedForm.TOP_KEY)) {
      return new SeedForm(problems).read(mapping, fileName);
    }
    List<String> forms = List.of(ProjectForm.TOP_KEY, SeedForm.TOP_KEY, PriceTableReader.TOP_KEY);
    String hint = "start the file with service-definition:";
    for (String key : keys) {
      String nearest = NearestName.of(key, forms);
      if (nearest != null) {
        hint = "did you mean " + nearest + " instead of " + PrintableText.of(key) + "?";
        break;
      }
    }
    problems.addWithHint(ProblemCode.NO_FORM, mapping, hint);
    return null;
  }
}
