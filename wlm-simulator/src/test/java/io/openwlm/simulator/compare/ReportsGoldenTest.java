package io.openwlm.simulator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportsGoldenTest {
  private final String page = HtmlReport.of(Samples.comparison());

  /** {@code -Dwlm.golden=write} writes the file anew. */
  @Test
  void writesTablesAsMarkdown() throws IOException {
    Path golden = Path.of("src/test/resources/golden/comparison.md");
    String written = MarkdownReport.of(Samples.comparison());
    if ("write".equals(System.getProperty("wlm.golden"))) {
      Files.writeString(golden, written);
    }
    assertThat(written).isEqualTo(Files.readString(golden));
  }

  @Test
  void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(page)));
    assertThat(document.getElementsByTagName("figure").getLength()).isEqualTo(2);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(page.replaceAll("href=\"#[^\"]*\"", "")) // places on the page itself
        .doesNotContainPattern(Pattern.compile("(?i)(src|href|url|@import|\\bon[a-z]+)\\s*[=(]"))
        .doesNotContain("http")
        .contains(
            "prefers-color-scheme: dark", "Batch floods &lt;a machine&gt;", "Two equals &amp;");
  }

  @Test
  void everyPictureHasEveryStrategy() {
    for (Contender contender : Contender.values()) {
      assertThat(page.split("class=\"curve " + contender.key() + "\"", -1))
          .as("index, share and key of %s", contender)
          .hasSize(1 + 2 * 2 + 1);
      assertThat(page).contains("." + contender.key() + " {", ".fill-" + contender.key() + " {");
    }
  }

  @Test
  void stripsShowWhenTheGoalWasMissed() {
    String plot = ScenarioPlot.of(Samples.comparison().scenarios().getFirst());
    // Intervals 10 to 19 of 30, on 94 to 446.
    assertThat(plot).contains("<rect class=\"fill-equal\" x=\"211.3\" y=\"196\" width=\"117.3\"");
    assertThat(plot).contains(">60 s</text>");
  }

  @Test
  void aLongRunKeepsItsWorstIntervals() {
    List<Double> values = new java.util.ArrayList<>(java.util.Collections.nCopies(1000, 0.5));
    values.set(503, 7.0);
    values.set(0, Double.NaN);
    assertThat(Bins.worst(values)).hasSize(200).containsOnlyOnce(7.0).doesNotContain(Double.NaN);
    assertThat(Bins.last(List.of(1.0, 2.0))).containsExactly(1.0, 2.0);
  }
}
