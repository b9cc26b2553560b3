package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.json.JsonObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code wlm get budget} and {@code wlm budget}. */
class BudgetCommandsTest extends WlmBed {

  @Test
  void listsBudgetsAsATree() {
    assertThat(wlm("get", "budget")).isZero();
    assertThat(out().lines().toList())
        .hasSize(3)
        .satisfies(lines -> {
          assertThat(lines.get(0).split(" +"))
              .containsExactly(
                  "NAME", "CLASS", "IMP", "SIGNAL", "GRANTED", "SPENT", "HELD", "LEFT", "PI",
                  "BURN", "EMPTY", "ENDS");
          assertThat(lines.get(1).split(" +"))
              .startsWith("acme", "-", "-", "green", "1M", "312K", "9000", "679K", "-", "-", "-");
          assertThat(lines.get(2)).startsWith("  scraper  SCRAPE");
          assertThat(lines.get(2).strip().split(" +"))
              .startsWith("scraper", "SCRAPE", "5", "yellow", "40000", "12000", "3000", "25000")
              .contains("1.30", "2.40");
        });
  }

  @Test
  void showsOneBudgetWithItsLimitsAndRefusals() {
    assertThat(wlm("get", "budget", "scraper")).isZero();
    assertThat(out())
        .startsWith(
            """
            agent scraper of acme, class SCRAPE, importance 5
              signal       yellow: it burns 2.40 times as fast \\u001b[2J
              granted      40,000 tokens of at most 50,000
              entitled to  30,000 tokens
              left         25,000 tokens
              spent        12,000 tokens
              held         3,000 tokens by calls under way
              a minute     900 tokens
              burn         2.40 lately, - for longer (1 lasts to the end of the window)
            """)
        .contains("1,700 let through; refused: exhausted 2, grant-used 40\n")
        .contains("  cached-input 500 tokens\n")
        .contains(
            "  counter file 1,200 records counted, bad-line 3, missing 2;"
                + " it cannot be read: anyone may write to it \\u001b[2J\n")
        .contains("LIMIT   WINDOW              AMOUNT  SPENT    HELD  ENDS\n")
        .contains("cost    rolling_24h         5       1.25     0     -\n");
  }

  @Test
  void tellsProgramsAllOfIt() {
    assertThat(wlm("get", "budget", "-o", "json")).isZero();
    Map<String, @Nullable Object> json = JsonObjects.read(out());
    assertThat(json).containsEntry("kind", "BudgetList");
    assertThat((List<?>) json.get("items")).hasSize(2);
    assertThat(out()).contains("\"refusals\":{", "\"cachedInput\":500");
  }

  @Test
  void saysWhichBudgetWasMeant() {
    assertThat(wlm("get", "budget", "scrapper")).isEqualTo(4);
    assertThat(err()).contains("WLM0204E no token budget scrapper. Did you mean 'scraper'?");
  }

  @Test
  void raisesABudgetUntilAPointInTime() {
    long before = System.currentTimeMillis();
    assertThat(wlm("budget", "increase", "acme", "1.5M", "--until", "2h", "--reason", "a b"))
        .isZero();
    assertThat(out()).isEqualTo("acme has more\n");
    String[] words = asked.getLast().split(" ", 5);
    assertThat(words).startsWith("increase", "acme", "1500000").endsWith("a b");
    assertThat(Long.parseLong(words[3]) - before).isBetween(7_200_000L, 7_260_000L);
  }

  @Test
  void aTimeOfDayIsTheNextOne() {
    long now = Instant.parse("2026-11-21T20:00:00Z").toEpochMilli();
    assertThat(BudgetIncreaseCommand.until("18:00", now, ZoneOffset.UTC))
        .hasValue(Instant.parse("2026-11-22T18:00:00Z").toEpochMilli());
    assertThat(BudgetIncreaseCommand.until("2026-12-24T18:00", now, ZoneOffset.UTC))
        .hasValue(Instant.parse("2026-12-24T18:00:00Z").toEpochMilli());
    assertThat(BudgetIncreaseCommand.until("soon", now, ZoneOffset.UTC)).isEmpty();
  }

  @Test
  void refusesAmountsTimesAndMissingReasons() {
    for (String amount : List.of("0", "1.5", "many", "-5", "1e9", "99999999999999M")) {
      assertThat(wlm("budget", "increase", "a", "--until", "2h", "--reason", "r", "--", amount))
          .as(amount)
          .isEqualTo(2);
    }
    assertThat(wlm("budget", "increase", "a", "5", "--until", "soon", "--reason", "r"))
        .isEqualTo(2);
    assertThat(wlm("budget", "increase", "a", "5", "--until", "2h")).isEqualTo(2);
    assertThat(wlm("budget", "stop")).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void stopsOneOrAllAndSaysWhyNot() {
    assertThat(wlm("budget", "stop", "scraper", "--reason", "in a loop")).isZero();
    assertThat(wlm("budget", "stop", "--reason", "all")).isZero();
    assertThat(asked).contains("stop scraper in a loop", "stop null all");
    assertThat(wlm("budget", "go", "scraper", "--reason", "r")).isEqualTo(6);
    assertThat(err()).contains("WLM0224E not changed: it is not stopped");
  }

  @Test
  void helpsWithTheCommandsOfBudget() {
    assertThat(wlm("budget")).isEqualTo(2);
    assertThat(err()).contains("wlm budget COMMAND");
    assertThat(wlm("budget", "chek")).isEqualTo(2);
    assertThat(err()).contains("Did you mean 'check'?");
    assertThat(wlm("help", "budget", "check")).isZero();
    assertThat(out()).contains("0 green, 10 yellow, 11 red, 12 black, 13");
  }

  /** A state file as the daemon writes it, without boot id: its time of day counts. */
  private Path state(String agent, String signal, long validMillis) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("signal", signal);
    fields.put("agent", agent);
    fields.put("remaining", 4_500L);
    fields.put("granted", 40_000L);
    fields.put("advice", "go \u001b[2J on");
    fields.put("window", Map.of("ends_at", "2026-11-21T18:00:00Z"));
    fields.put(
        "valid_until", Instant.ofEpochMilli(System.currentTimeMillis() + validMillis).toString());
    Path file = directory.resolve(agent).resolve("state.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, JsonObjects.write(fields));
    return file;
  }

  @Test
  void theExitCodeIsTheSignal() throws IOException {
    Map<String, Integer> codes = Map.of("green", 0, "yellow", 10, "red", 11, "black", 12);
    for (Map.Entry<String, Integer> each : codes.entrySet()) {
      state("scraper", each.getKey(), 60_000);
      assertThat(wlm("budget", "check", "scraper", "--directory", directory.toString()))
          .isEqualTo(each.getValue());
    }
    assertThat(out())
        .contains(
            "yellow scraper: 4,500 of 40,000 tokens left until 2026-11-21T18:00:00Z;"
                + " go \\u001b[2J on\n");
    assertThat(asked).as("the daemon is not asked").isEmpty();
  }

  @Test
  void whatIsOldMissingDamagedOrOfAnotherAgentIsStale() throws IOException {
    Path file = state("scraper", "green", -60_000);
    assertThat(wlm("budget", "check", "scraper", "--file", file.toString())).isEqualTo(13);
    assertThat(out()).startsWith("stale scraper: it is ").endsWith("; as if red\n");
    state("scraper", "green", 60_000);
    assertThat(wlm("budget", "check", "chat", "--file", file.toString())).isEqualTo(13);
    assertThat(wlm("budget", "check", "none", "--directory", directory.toString())).isEqualTo(13);
    Files.writeString(file, "{\"signal\":");
    assertThat(wlm("budget", "check", "scraper", "-q", "--file", file.toString())).isEqualTo(13);
    assertThat(wlm("budget", "check", "../scraper")).isEqualTo(2);
  }

  @Test
  void findsItsAgentInAFileOfSeveral() throws IOException {
    Path file = directory.resolve("all.json");
    Files.writeString(
        file,
        JsonObjects.write(
            Map.of(
                "signal",
                "red",
                "agent",
                "scraper",
                "agents",
                List.of(
                    Map.of("agent", "scraper", "signal", "red"),
                    Map.of("agent", "chat", "signal", "green", "remaining", 5L, "granted", 9L)),
                "valid_until",
                Instant.ofEpochMilli(System.currentTimeMillis() + 60_000).toString())));
    assertThat(wlm("budget", "check", "chat", "-o", "json", "--file", file.toString())).isZero();
    assertThat(out()).contains("\"signal\":\"green\",\"stale\":false,\"remaining\":5");
    assertThat(wlm("budget", "check", "scraper", "--file", file.toString())).isEqualTo(11);
  }
}
