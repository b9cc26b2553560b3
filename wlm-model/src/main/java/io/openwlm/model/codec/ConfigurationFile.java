package io.openwlm.model.codec;

import io.openwlm.model.token.TokenPrices;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of which nobody said what it is: a price table says so itself, all else is a definition.
 */
public sealed interface ConfigurationFile {
  /** Everything that is wrong or worth a look, in the order of the file. */
  List<Problem> problems();

  /** A service definition, or what was meant to be one. */
  record Definition(DefinitionResult result) implements ConfigurationFile {
    @Override
    public List<Problem> problems() {
      return result.problems();
    }
  }

  /**
   * A price table.
   *
   * @param prices empty if there was an error
   */
  record Prices(Optional<TokenPrices> prices, List<Problem> problems) implements ConfigurationFile {
    public Prices {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a file, once. A file that cannot be read is a problem like any other. */
  static ConfigurationFile read(Path file) {
    Problems problems = new Problems(file.toString());
    String text = SourceText.ofFile(file, problems);
    if (text == null) {
      return new Definition(new DefinitionResult(Optional.empty(), problems.list()));
    }
    if (isPriceTable(text)) {
      PriceTableReader.Result table = PriceTableReader.read(file.toString(), text);
      return new Prices(table.prices(), table.problems());
    }
    Path name = file.getFileName();
    return new Definition(
        DefinitionReader.read(name == null ? "" : name.toString(), text, problems));
  }

  private static boolean isPriceTable(String text) {
    Problems aside = new Problems("");
    String body = SourceText.checked(text, aside);
    return body != null
        && !XmlForm.looksLikeXml(body)
        && TreeReader.read(body, aside) instanceof Node.Mapping mapping
        && mapping.entries().stream()
            .anyMatch(entry -> entry.key().value().equals(PriceTableReader.TOP_KEY));
  }
}
