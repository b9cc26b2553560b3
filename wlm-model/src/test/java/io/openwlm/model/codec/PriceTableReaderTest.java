package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenPrices.ModelPrice;
import io.openwlm.model.token.TokenUsage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PriceTableReaderTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("wlm.root", "..")).resolve("examples/prices/prices.yaml");

  @Test
  void readsTheExampleWithItsDefaults() {
    PriceTableReader.Result result = PriceTableReader.read(EXAMPLE);
    assertThat(result.problems()).isEmpty();
    TokenPrices prices = result.prices().orElseThrow();
    assertThat(prices.currency()).isEqualTo("USD");
    assertThat(prices.models())
        .extracting(ModelPrice::mask)
        .containsExactly("example-large*", "example-*", "llama*");
    assertThat(prices.models().getFirst().microsPerMillion())
        .containsExactly(10_000_000L, 1_000_000L, 12_500_000L, 50_000_000L, 50_000_000L);
    assertThat(prices.models().get(1).microsPerMillion())
        .containsExactly(1_250_000L, 125_000L, 1_250_000L, 10_000_000L, 10_000_000L);
    // 1,000 fresh, 2,000 cached, 300 out: 0.01 + 0.002 + 0.015 of the currency.
    assertThat(prices.models().getFirst().costNanos(new TokenUsage(1_000, 2_000, 0, 300, 0)))
        .isEqualTo(27_000_000);
  }

  @Test
  void saysAllThatIsWrongWithItsPlace() {
    PriceTableReader.Result result =
        PriceTableReader.read(
            "p.yaml",
            """
            price-table:
              currency: dollars
              models:
                - { model: "a*", input: -1, output: 1 }
                - { model: "a*", input: 0.0000001, output: 2000000 }
                - { mode: b, input: 1, output: cheap }
                - { model: "c d", output: 1 }
            """);
    assertThat(result.prices()).isEmpty();
    String range = " must be a number, 0 to 1000000, with at most six decimals, found ";
    String hint = " (hint: the price of a million tokens, for example 1.25)";
    assertThat(result.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "p.yaml:2:13: error WLM0117E currency must be three capital letters, found dollars",
            "p.yaml:4:29: error WLM0980E input" + range + "-1" + hint,
            "p.yaml:5:16: error WLM0400E model a* is already defined at line 4",
            "p.yaml:5:29: error WLM0980E input" + range + "0.0000001" + hint,
            "p.yaml:5:48: error WLM0980E output" + range + "2000000" + hint,
            "p.yaml:6:9: error WLM0115E unknown key mode (hint: did you mean model?)",
            "p.yaml:6:36: error WLM0980E output" + range + "cheap" + hint,
            "p.yaml:7:7: error WLM0116E input is missing (hint: the price of a million tokens)",
            "p.yaml:7:16: error WLM0117E a model must be a name of 1 to 128 characters, * for any,"
                + " found \"c d\"");
  }

  @Test
  void answersForWhatIsNoTable() {
    for (String text : new String[] {"", "[", "x", "a: 1", "price-table: 5", "- 1\n"}) {
      assertThat(PriceTableReader.read("p", text).prices()).as(text).isEmpty();
      assertThat(PriceTableReader.read("p", text).problems()).as(text).isNotEmpty();
    }
    assertThat(PriceTableReader.read(EXAMPLE.resolveSibling("none.yaml")).problems())
        .singleElement()
        .extracting(Problem::code)
        .isEqualTo("WLM0101E");
  }
}
