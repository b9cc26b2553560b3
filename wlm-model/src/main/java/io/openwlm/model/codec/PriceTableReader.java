package io.openwlm.model.codec;

import io.openwlm.model.token.TokenKind;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenPrices.ModelPrice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads price tables as strictly as definitions: all problems at once, each with its place. Never
 * throws for what a file holds; a file has at most 1 MiB.
 */
public final class PriceTableReader {
  static final String TOP_KEY = "price-table";
  private static final List<String> KEYS = List.of("currency", "models");
  private static final List<String> MODEL_KEYS = modelKeys();
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final Problems problems;

  private PriceTableReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * What reading a table gave.
   *
   * @param prices empty if there was an error
   */
  public record Result(Optional<TokenPrices> prices, List<Problem> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a file. A file that cannot be read is a problem like any other. */
  public static Result read(Path file) {
    Problems problems = new Problems(file.toString());
    String text = SourceText.ofFile(file, problems);
    return text == null
        ? new Result(Optional.empty(), problems.list())
        : new PriceTableReader(problems).table(text);
  }

  /**
   * Reads a text.
   *
   * @param fileName what messages call it
   */
  public static Result read(String fileName, String text) {
    return new PriceTableReader(new Problems(fileName)).table(text);
  }

  private Result table(String text) {
    String body = SourceText.checked(text, problems);
    Node root = body == null ? null : TreeReader.read(body, problems);
    TokenPrices prices = root == null ? null : table(root);
    return problems.hasErrors()
        ? new Result(Optional.empty(), problems.list())
        : new Result(Optional.ofNullable(prices), problems.list());
  }

  private @Nullable TokenPrices table(Node root) {
    Fields top = Fields.of(root, "a price table", problems, List.of(TOP_KEY));
    Node at = top == null ? null : top.required(TOP_KEY, TOP_KEY, "start the file with it");
    Fields fields = at == null ? null : Fields.of(at, TOP_KEY, problems, KEYS);
    if (fields == null) {
      return null;
    }
    String currency = currency(fields);
    Node modelsAt = fields.required("models", "models", "a list of models with their prices");
    return new TokenPrices(
        currency == null ? "?" : currency, modelsAt == null ? List.of() : models(modelsAt));
  }

  private @Nullable String currency(Fields fields) {
    Node node = fields.required("currency", "currency", "for example USD");
    String text = node == null ? null : Values.text(problems, node, "currency");
    if (node != null && text != null && !CURRENCY.matcher(text).matches()) {
      Values.wrongType(problems, node, "currency", "three capital letters");
      return null;
    }
    return text;
  }

  private List<ModelPrice> models(Node node) {
    List<ModelPrice> models = new ArrayList<>();
    Map<String, Node> seen = new HashMap<>();
    for (Node item : Values.items(problems, node, "models", TokenWeightReader.MAX_MODELS)) {
      Fields fields = Fields.of(item, "a model", problems, MODEL_KEYS);
      if (fields != null) {
        models.add(model(fields, seen));
      }
    }
    return models;
  }

  private ModelPrice model(Fields fields, Map<String, Node> seen) {
    Node maskAt = fields.required("model", "model", "a name, * for any characters");
    String mask = maskAt == null ? null : TokenWeightReader.mask(problems, maskAt);
    if (mask != null && maskAt != null) {
      Node first = seen.putIfAbsent(mask, maskAt);
      if (first != null) {
        problems.add(ProblemCode.DUPLICATE_NAME, maskAt, "model", mask, first.line());
      }
    }
    long input = required(fields, TokenKind.INPUT);
    long output = required(fields, TokenKind.OUTPUT);
    List<Long> micros = new ArrayList<>();
    for (TokenKind kind : TokenKind.values()) {
      Node at = fields.get(kind.key());
      Long price = at == null ? null : Amounts.micros(problems, at, kind.key());
      micros.add(price == null ? (kind.isOutput() ? output : input) : price);
    }
    return new ModelPrice(mask == null ? "?" : mask, micros);
  }

  /** The price of a kind that must be there; its problems are reported with the others. */
  private long required(Fields fields, TokenKind kind) {
    Node at = fields.required(kind.key(), kind.key(), "the price of a million tokens");
    Long price = at == null ? null : Amounts.micros(new Problems(""), at, kind.key());
    return price == null ? 0 : price;
  }

  private static List<String> modelKeys() {
    List<String> keys = new ArrayList<>(List.of("model"));
    keys.addAll(TokenWeightReader.KINDS);
    return List.copyOf(keys);
  }
}
