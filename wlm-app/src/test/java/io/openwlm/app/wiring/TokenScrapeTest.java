package io.openwlm.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.Clock;
import io.openwlm.core.port.TokenAdmission;
import io.openwlm.core.port.TokenAdmission.Ask;
import io.openwlm.core.port.TokenAdmission.Granted;
import io.openwlm.core.port.TokenAdmission.Refused;
import io.openwlm.core.token.LedgerPicture;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.server.metrics.ManagerMetrics;
import io.openwlm.server.metrics.MetricsHttp;
import io.openwlm.server.metrics.TokenMetrics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls, a hold, refusals and a counter file of two agents, seen in a scrape over HTTP. */
class TokenScrapeTest {
  private static final String CHAT = "{budget=\"chat\",level=\"agent\"";
  private static final String SCRAPER = "{budget=\"scraper\",level=\"agent\"";
  private static final String ACME = "{budget=\"acme\",level=\"organisation\"";

  /** Of chat, with the weights of the definition: 1000 + 30 + 250 + 500 + 70. */
  private static final double CHAT_SPENT = 1_850;

  @TempDir Path temp;
  private String page = "";

  private void activate(Tokens tokens, Path counters) {
    String text =
        """
        service-definition:
          name: AGENTS
          workloads: [ { name: AGENTS } ]
          service-classes:
            - { name: CHAT,   workload: AGENTS, importance: 1, goal: { tokens: 40K/month } }
            - { name: SCRAPE, workload: AGENTS, importance: 5, goal: { tokens: 20K/month } }
          token-budgets:
            signal-directory: %s
            organisations:
              - name: acme
                limits: [ { tokens: 100000, per: month, zone: UTC } ]
                agents:
                  - { name: chat, service-class: CHAT, entitlement: 40000, cap: 90000 }
                  - { name: scraper, service-class: SCRAPE, entitlement: 20000, cap: 60000, counter-file: %s }
        """
            .formatted(temp.resolve("run"), counters);
    var read = DefinitionReader.read("test", text);
    assertThat(read.definition()).as("%s", read.problems()).isPresent();
    tokens.activated(read.definition().get());
    tokens.start();
  }

  private static Ask ask(String agent, long inputBytes) {
    return new Ask(agent, null, "main", "m", inputBytes, 1_000, 256, 60_000);
  }

  private static String line(String id, long in, long out) {
    return "{\"v\":1,\"id\":\"%s\",\"class\":\"SCRAPE\",\"model\":\"m\",\"in\":%d,\"out\":%d,\"ts\":%d}\n"
        .formatted(id, in, out, System.currentTimeMillis() * 1_000_000);
  }

  private double value(String series) {
    return page.lines()
        .filter(l -> l.startsWith(series + " "))
        .mapToDouble(l -> Double.parseDouble(l.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series + " in\n" + page));
  }

  @Test
  void aScrapeShowsWhatTheLedgerKnows() throws Exception {
    Path counters = temp.resolve("counters.jsonl");
    Tokens.Place place = new Tokens.Place(temp.resolve("state"), new MachineClock(), "");
    try (Tokens tokens = Tokens.of(place, message -> {});
        ManagerMetrics metrics = new ManagerMetrics("1.2.3")) {
      metrics.also(out -> TokenMetrics.tell(tokens.budgets(), out));
      activate(tokens, counters);
      Files.writeString(
          counters,
          line("a", 700, 40) + line("a", 700, 40) + line("b", 11, 2) + "no record\n{\"v\":1}\n");
      TokenAdmission admission = tokens.admission().orElseThrow();
      Granted first = (Granted) admission.reserve(ask("chat", 4_000));
      admission.settle(first.hold(), new TokenUsage(1_000, 300, 200, 500, 70), false);
      assertThat(admission.reserve(ask("chat", 4_000))).isInstanceOf(Granted.class);
      assertThat(admission.reserve(ask("chat", 40_000_000))).isInstanceOf(Refused.class);
      while (counted(tokens) < 2) { // surefire ends a test that hangs
        Thread.sleep(5);
      }
      tokens.stop("scraper", "test", "root");
      for (int i = 0; i < 3; i++) {
        assertThat(admission.reserve(ask("scraper", 4_000))).isInstanceOf(Refused.class);
      }
      tokens.stop("scraper", "again: brings what is shown up to date", "root");
      page = scrape(metrics);
      usage();
      budget(tokens);
      counterFile();
    }
  }

  private static long counted(Tokens tokens) {
    return tokens.budgets().stream()
        .filter(b -> b.counterFile() != null)
        .mapToLong(b -> Objects.requireNonNull(b.counterFile()).events().get("counted"))
        .sum();
  }

  private static String scrape(ManagerMetrics metrics) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (MetricsHttp http = MetricsHttp.open(any, a -> metrics.page(a, null, () -> true));
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + http.port() + "/metrics");
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  private void usage() {
    String used = "wlm_token_usage_total";
    assertThat(value(used + CHAT + ",type=\"input\"}")).isEqualTo(1_000);
    assertThat(value(used + CHAT + ",type=\"cached-input\"}")).isEqualTo(300);
    assertThat(value(used + CHAT + ",type=\"cache-write\"}")).isEqualTo(200);
    assertThat(value(used + CHAT + ",type=\"output\"}")).isEqualTo(500);
    assertThat(value(used + CHAT + ",type=\"reasoning\"}")).isEqualTo(70);
    assertThat(value(used + SCRAPER + ",type=\"input\"}")).isEqualTo(711);
    assertThat(value(used + SCRAPER + ",type=\"output\"}")).isEqualTo(42);
    assertThat(value(used + ACME + ",type=\"input\"}")).isEqualTo(1_711);
    assertThat(value("wlm_token_refusals_total" + CHAT + ",reason=\"too-large\"}")).isEqualTo(1);
    assertThat(value("wlm_token_refusals_total" + SCRAPER + ",reason=\"stopped\"}")).isEqualTo(3);
    assertThat(page).doesNotContain("wlm_token_refusals_total" + CHAT + ",reason=\"stopped\"}");
  }

  private void budget(Tokens tokens) {
    LedgerPicture.Node chat = node(tokens, "chat");
    double held = Math.ceil(chat.held().milliTokens() / 1e3);
    double granted = Objects.requireNonNull(chat.agent()).grantedMilli() / 1_000;
    assertThat(held).isPositive().isNotEqualTo(CHAT_SPENT);
    assertThat(granted).isGreaterThan(CHAT_SPENT + held);
    assertThat(value("wlm_token_budget_grant" + CHAT + "}")).isEqualTo(granted);
    assertThat(granted - CHAT_SPENT - held - value("wlm_token_budget_remaining" + CHAT + "}"))
        .isBetween(-1.0, 1.0); // what is left is rounded down, what is held up
    String month = ACME + ",unit=\"tokens\",window=\"month UTC\"}";
    assertThat(value("wlm_token_budget_limit" + month)).isEqualTo(100_000);
    assertThat(value("wlm_token_budget_spent" + month)).isEqualTo(CHAT_SPENT + 753);
    assertThat(value("wlm_token_budget_held" + month) * 1_000).isEqualTo(chat.held().milliTokens());
    assertThat(value("wlm_token_budget_signal" + CHAT + "}")).isZero();
    assertThat(value("wlm_token_budget_signal" + SCRAPER + "}")).isEqualTo(3);
  }

  private static LedgerPicture.Node node(Tokens tokens, String name) {
    return tokens.ledger().orElseThrow().picture(System.nanoTime()).nodes().stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void counterFile() {
    String events = "wlm_token_counter_events_total{budget=\"scraper\",event=\"";
    assertThat(value(events + "counted\"}")).isEqualTo(2);
    assertThat(value(events + "duplicate\"}")).isEqualTo(1);
    assertThat(value(events + "bad-line\"}")).isEqualTo(2);
    assertThat(value(events + "lost\"}")).isZero();
    assertThat(value("wlm_token_counter_up{budget=\"scraper\"}")).isEqualTo(1);
    assertThat(page).doesNotContain("wlm_token_counter_up{budget=\"chat\"}");
  }

  /** The machine's clocks. */
  private static final class MachineClock implements Clock {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public long epochMillis() {
      return System.currentTimeMillis();
    }
  }
}
