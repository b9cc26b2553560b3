package io.openwlm.model.codec;

import io.openwlm.model.token.TokenKind;
import io.openwlm.model.token.TokenWeights;
import io.openwlm.model.token.TokenWeights.ModelWeight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code token-weights} and {@code model-weights}. */
final class TokenWeightReader {
  static final List<String> KINDS = Arrays.stream(TokenKind.values()).map(TokenKind::key).toList();
  static final int MAX_MODELS = 1_000;
  private static final int MAX_MASK = 128;

  private final Problems problems;

  TokenWeightReader(Problems problems) {
    this.problems = problems;
  }

  /** The weights of {@code token-budgets}. */
  TokenWeights read(Fields owner) {
    return new TokenWeights(kinds(owner), models(owner));
  }

  private List<Integer> kinds(Fields owner) {
    List<Integer> milli = new ArrayList<>(TokenWeights.DEFAULT.milliByKind());
    Node node = owner.get("token-weights");
    Fields fields = node == null ? null : Fields.of(node, "token-weights", problems, KINDS);
    if (fields != null) {
      for (TokenKind kind : TokenKind.values()) {
        Node at = fields.get(kind.key());
        Integer weight = at == null ? null : Amounts.milli(problems, at, kind.key());
        if (weight != null) {
          milli.set(kind.index(), weight);
        }
      }
    }
    return milli;
  }

  private List<ModelWeight> models(Fields owner) {
    Node node = owner.get("model-weights");
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof Node.Mapping map)) {
      Values.wrongType(problems, node, "model-weights", "a mapping (model: weight)");
      return List.of();
    }
    if (map.entries().size() > MAX_MODELS) {
      problems.add(
          ProblemCode.TOO_MANY_ITEMS, node, "model-weights", map.entries().size(), MAX_MODELS);
      return List.of();
    }
    List<ModelWeight> models = new ArrayList<>();
    for (Node.Entry entry : map.entries()) {
      String mask = mask(problems, entry.key());
      Integer weight = Amounts.milli(problems, entry.value(), "a model weight");
      if (mask != null && weight != null) {
        models.add(new ModelWeight(mask, weight));
      }
    }
    return models;
  }

  /** The mask of a model: 1 to 128 characters, printable, no blanks. */
  static @Nullable String mask(Problems problems, Node node) {
    String mask = Values.line(problems, node, "a model");
    if (mask != null && (mask.isEmpty() || mask.length() > MAX_MASK || mask.contains(" "))) {
      Values.wrongType(problems, node, "a model", "a name of 1 to 128 characters, * for any");
      return null;
    }
    return mask;
  }
}
