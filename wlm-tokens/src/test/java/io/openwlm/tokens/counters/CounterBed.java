package io.openwlm.tokens.counters;

import io.openwlm.core.port.Clock;
import io.openwlm.core.token.LedgerPicture;
import io.openwlm.core.token.LedgerPlan;
import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenWeights;
import io.openwlm.tokens.journal.LedgerHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** An agent with a counter file, and a ledger in a directory. */
final class CounterBed implements AutoCloseable {
  static final long MILLIS = 1_795_269_600_000L;
  private static final Clock CLOCK =
      new Clock() {
        @Override
        public long nanoTime() {
          return 1;
        }

        @Override
        public long epochMillis() {
          return MILLIS;
        }
      };

  final Path file;
  final LedgerHome home;
  final TokenLedger ledger;
  CounterFollower follower;
  long nanos = 1;
  private int sequence;

  CounterBed(Path directory, Path file) throws IOException {
    this.file = file;
    home = LedgerHome.open(directory, plan(), CLOCK, failed -> {});
    ledger = home.ledger();
    follower = new CounterFollower("scraper", "SCRAPE", file, ledger);
  }

  static LedgerPlan plan() {
    long all = Long.MAX_VALUE / 2;
    BudgetLimit month =
        new BudgetLimit(
            BudgetUnit.TOKENS,
            1_000_000_000_000L,
            BudgetWindow.Aligned.of(BudgetWindow.Period.MONTH, ZoneOffset.UTC));
    return LedgerPlan.of(
        new TokenBudgets(
            List.of(agent("scraper", "SCRAPE", month, all), agent("chat", "CHAT", month, all)),
            TokenWeights.DEFAULT,
            null,
            null,
            null),
        TokenPrices.NONE,
        Map.of("SCRAPE", new Importance(5)));
  }

  private static TokenBudget agent(String name, String serviceClass, BudgetLimit limit, long all) {
    return new TokenBudget(
        name,
        TokenBudget.Level.AGENT,
        null,
        List.of(limit),
        new AgentBudget(
            serviceClass, 0, all, all, List.of(), OnUnavailable.DENY, List.of(), null, null));
  }

  /** A record with an id and a sequence. */
  String record(long in, long out) {
    int number = sequence++;
    return record("id-" + number, number, in, out);
  }

  static String record(String id, long number, long in, long out) {
    String part =
        "{\"v\":1,\"id\":\"%s\",\"class\":\"SCRAPE\",\"model\":\"m\",\"in\":%d,\"out\":%d,\"ts\":%d,\"boot\":\"b\",\"seq\":%d"
            .formatted(id, in, out, MILLIS * 1_000_000, number);
    return "\n" + part + ",\"crc\":\"" + CounterLine.crc(part) + "\"}\n";
  }

  static String seedRecord(long tokens) {
    return "{\"class\":\"SCRAPE\",\"model\":\"m\",\"tokens\":%d,\"weight\":%d.5,\"ts\":%d}\n"
        .formatted(tokens, tokens * 15, MILLIS * 1_000_000);
  }

  void append(String text) throws IOException {
    append(file, text);
  }

  static void append(Path file, String text) throws IOException {
    Files.writeString(
        file,
        text,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  void poll() {
    nanos += 1_000_000_000L;
    follower.poll(nanos);
  }

  /** Polls until a file that lost its name is left. */
  void pollPastGrace() {
    for (int i = 0; i < 8; i++) {
      poll();
    }
  }

  long count(CounterEvent event) {
    return follower.counts().getOrDefault(event, 0L);
  }

  LedgerPicture.Counts counts() {
    return ledger.picture(nanos).nodes().getFirst().counts();
  }

  /** All tokens that were counted. */
  long used() {
    return counts().used().total();
  }

  @Override
  public void close() throws IOException {
    follower.close();
    home.close();
  }
}
