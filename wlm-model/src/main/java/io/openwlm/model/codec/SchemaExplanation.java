package io.openwlm.model.codec;

import io.openwlm.model.codec.FormTree.Bare;
import io.openwlm.model.codec.FormTree.Items;
import io.openwlm.model.codec.FormTree.Text;
import io.openwlm.model.definition.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Explains the keys of a definition from the published JSON Schema, so that help, schema and reader
 * say the same. Paths have dots: {@code service-classes.periods.goal}; short words such as {@code
 * class}, {@code policy} and {@code rule} and singular forms are understood.
 */
public final class SchemaExplanation {
  /** The published JSON Schema of definitions, on the class path. */
  public static final String RESOURCE = "/io/openwlm/model/service-definition.schema.json";

  private static final int MAX_COLUMN = 34;
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("class", "service-classes"),
          Map.entry("classes", "service-classes"),
          Map.entry("goal", "service-classes.goal"),
          Map.entry("period", "service-classes.periods"),
          Map.entry("periods", "service-classes.periods"),
          Map.entry("override", "policies.service-class-overrides"),
          Map.entry("overrides", "policies.service-class-overrides"),
          Map.entry("rule", "classification.JES.rules"),
          Map.entry("rules", "classification.JES.rules"),
          Map.entry("when", "classification.JES.rules.when"),
          Map.entry("qualifier", "classification.JES.rules.when"),
          Map.entry("qualifiers", "classification.JES.rules.when"),
          Map.entry("subsystem", "classification.JES"),
          Map.entry("group", "resource-groups"),
          Map.entry("groups", "resource-groups"),
          Map.entry("tenant", "tenant-resource-groups"),
          Map.entry("tenant-group", "tenant-resource-groups"),
          Map.entry("report", "report-classes"),
          Map.entry("coefficients", "service-coefficients"),
          Map.entry("options", "service-options"),
          Map.entry("application", "application-environments"),
          Map.entry("scheduling", "scheduling-environments"),
          Map.entry("environment", "scheduling-environments"),
          Map.entry("tokens", "token-budgets"),
          Map.entry("budget", "token-budgets"),
          Map.entry("budgets", "token-budgets"),
          Map.entry("organisation", "token-budgets.organisations"),
          Map.entry("team", "token-budgets.organisations.teams"),
          Map.entry("agent", "token-budgets.agents"),
          Map.entry("limit", "token-budgets.agents.limits"),
          Map.entry("limits", "token-budgets.agents.limits"),
          Map.entry("identity", "token-budgets.agents.identities"),
          Map.entry("proxy", "llm-proxy"),
          Map.entry("upstream", "llm-proxy.upstreams"));

  private final List<String> path = new ArrayList<>();
  private SchemaNode node;
  private boolean required;
  private @Nullable String unknown;

  private SchemaExplanation(String asked) {
    Node root = schema();
    SchemaNode top = SchemaNode.of(root, root);
    SequencedMap<String, SchemaNode> forms = top.children();
    node = forms.getOrDefault(ProjectForm.TOP_KEY, top);
    List<String> steps = steps(asked);
    if (!steps.isEmpty() && forms.containsKey(steps.getFirst())) {
      String form = steps.removeFirst();
      node = forms.getOrDefault(form, top);
      path.add(form);
    }
    String alias = steps.isEmpty() ? null : alias(steps.getFirst());
    if (alias != null && path.isEmpty()) {
      steps.removeFirst();
      steps.addAll(0, List.of(alias.split("\\.")));
    }
    steps.forEach(this::step);
  }

  /**
   * What a key of a definition is: meaning, type, range, default, example, and the keys in it.
   *
   * @param path keys with dots between them; empty for the whole definition
   * @return lines of text, the last with its line end; empty if there is no such key
   */
  public static Optional<String> explain(String path) {
    SchemaExplanation found = new SchemaExplanation(path);
    return found.unknown == null ? Optional.of(found.text()) : Optional.empty();
  }

  /**
   * Why a path cannot be explained, in one line: its first unknown key with the nearest known one,
   * or all known ones. Empty for a path that {@link #explain} knows.
   */
  public static String problem(String path) {
    SchemaExplanation found = new SchemaExplanation(path);
    if (found.unknown == null) {
      return "";
    }
    String in = found.path.isEmpty() ? "a definition" : String.join(".", found.path);
    List<String> known = new ArrayList<>(found.node.children().keySet());
    String all = known.isEmpty() ? "it has no keys" : "known are " + String.join(", ", known);
    if (found.path.isEmpty()) {
      known.addAll(ALIASES.keySet().stream().sorted().toList());
    }
    String hint = NearestName.hint(found.unknown, known, all);
    return "no key " + PrintableText.of(found.unknown) + " in " + in + ": " + hint;
  }

  private static Node schema() {
    try (InputStream in = SchemaExplanation.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no " + RESOURCE);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return LocatedYaml.read(RESOURCE, text).root().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of a path; places in lists do not count. */
  private static List<String> steps(String asked) {
    List<String> steps = new ArrayList<>();
    for (String step : asked.strip().split("[./\\[\\]]+")) {
      if (!step.isEmpty() && !step.matches("[0-9]+|\\*")) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static @Nullable String alias(String step) {
    return ALIASES.get(step.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private void step(String name) {
    if (unknown != null) {
      return;
    }
    SequencedMap<String, SchemaNode> children = node.children();
    String key = key(name, children);
    SchemaNode child = key == null ? node.byPattern(name) : children.get(key);
    if (child == null) {
      unknown = name;
      return;
    }
    String shown = key == null ? name : key;
    required = node.requires(shown);
    path.add(shown);
    node = child;
  }

  /** The key that a word means: itself, in other spelling, or its plural. */
  private static @Nullable String key(String name, SequencedMap<String, SchemaNode> children) {
    if (children.containsKey(name)) {
      return name;
    }
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
    String plural = plain.replaceFirst("y$", "ie") + "s";
    for (String key : children.keySet()) {
      String same = key.toLowerCase(Locale.ROOT).replace('_', '-');
      if (same.equals(plain) || same.equals(plural) || same.equals(plain + "es")) {
        return key;
      }
    }
    return null;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append(path.isEmpty() ? ProjectForm.TOP_KEY : String.join(".", path)).append('\n');
    text.append("  ").append(node.text("description")).append("\n\n");
    facts().forEach((what, value) -> text.append(String.format("  %-9s%s%n", what, value)));
    SequencedMap<String, SchemaNode> children = node.children();
    if (!children.isEmpty()) {
      text.append("\nkeys:\n");
      int widest = children.keySet().stream().mapToInt(String::length).max().orElse(0);
      int column = Math.min(widest, MAX_COLUMN);
      children.forEach((key, child) ->
          text.append("  ")
              .append(key)
              .append(" ".repeat(Math.max(1, column + 2 - key.length())))
              .append(firstSentence(child.text("description")))
              .append(isAddition(child) && !isAddition(node) ? " (OpenWLM)" : "")
              .append('\n'));
    }
    return text.toString();
  }

  private SequencedMap<String, String> facts() {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put("type", SchemaType.type(node));
    String range = SchemaType.range(node);
    if (!range.isEmpty()) {
      facts.put("range", range);
    }
    if (required) {
      facts.put("must", "be there");
    }
    if (node.get("default") instanceof Node.Scalar s) {
      facts.put("default", s.value().isEmpty() ? "empty" : s.value());
    }
    for (Node example : node.list("examples")) {
      facts.merge(
          "example",
          YamlText.inLine(tree(example)),
          (first, next) -> first + "\n" + " ".repeat(11) + next);
    }
    if (isAddition(node)) {
      facts.put("note", "an OpenWLM addition; z/OS does not have it");
    }
    return facts;
  }

  private static boolean isAddition(SchemaNode node) {
    return node.text("x-openwlm-addition").equals("true");
  }

  private static String firstSentence(String description) {
    int end = description.indexOf(". ");
    return end < 0 ? description : description.substring(0, end + 1);
  }

  private static FormTree tree(Node example) {
    return switch (example) {
      case Node.Scalar s -> s.plain() ? new Bare(s.value()) : new Text(s.value());
      case Node.Sequence s ->
          new Items(s.items().stream().map(SchemaExplanation::tree).toList(), true);
      case Node.Mapping m -> {
        TreeBuilder tree = new TreeBuilder();
        m.entries().forEach(e -> tree.put(e.key().value(), tree(e.value())));
        yield tree.inline();
      }
      case Node.Refused _ -> new Text("");
    };
  }
}
