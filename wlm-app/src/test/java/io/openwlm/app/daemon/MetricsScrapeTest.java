package io.openwlm.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.daemon.Tools.Output;
import io.openwlm.model.codec.LocatedYaml;
import io.openwlm.model.codec.Node;
import io.openwlm.server.ControlClient;
import io.openwlm.server.NeedsPrograms;
import io.openwlm.server.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real daemon is scraped by a real Prometheus, which loads and evaluates our rules; every metric
 * that documents, rules and dashboards name is one that this daemon shows.
 */
@NeedsPrograms({"prometheus", "promtool"})
class MetricsScrapeTest {
  private static final Path ROOT = SimulatedHost.ROOT;
  private static final Pattern NAME = Pattern.compile("\\bwlm_[a-z0-9_]+");

  /** How long Prometheus scrapes at least; -Dwlm.scrape.seconds=60 makes it a minute. */
  private static final int SECONDS = Integer.getInteger("wlm.scrape.seconds", 6);

  @TempDir Path directory;

  @Test
  void aRealPrometheusScrapesTheDaemonAndEvaluatesTheRules() throws Exception {
    try (SimulatedHost host =
        new SimulatedHost(
            directory, ROOT.resolve("scenarios/flood.yaml"), 60.0 / (SECONDS + 14), null)) {
      String page = host.scrape("wlm_class_performance_index{class=\"SHOP\"");
      checkWithPromtool(page);
      try (Prometheus prometheus = Prometheus.start(directory, host.metricsPort)) {
        prometheus.await("count_over_time(wlm_control_intervals_total[5m]) >= " + SECONDS);
        double first = prometheus.value("wlm_class_transactions_total{class=\"SHOP\"}");
        assertThat(first).isPositive();
        assertThat(prometheus.value("wlm_enforcing")).isEqualTo(1);
        assertThat(prometheus.value("count(wlm_class_goal_info)")).isEqualTo(3);
        assertThat(prometheus.value("min_over_time(up{job=\"wlm\"}[1m])")).isEqualTo(1);
        assertThat(
                prometheus.value(
                    "histogram_quantile(0.5,"
                        + " rate(wlm_class_response_time_seconds_bucket{class=\"SHOP\"}[30s]))"))
            .isBetween(0.001, 0.4);
        assertThat(prometheus.get("/api/v1/targets"))
            .contains("\"health\":\"up\"")
            .contains("\"lastError\":\"\"");
        assertThat(prometheus.get("/api/v1/rules"))
            .contains("WlmGoalMissed", "WlmObservingForLong", "\"health\":\"ok\"")
            .doesNotContain("\"health\":\"err\"");
        prometheus.await("wlm:class_workflow:ratio5m{class=\"SHOP\"} > 0");
      }
      dashboardsAndRulesNameWhatIsThere(host);
      assertThat(controlSocket(host)).contains("# TYPE wlm_enforcing gauge");
    }
  }

  private static String controlSocket(SimulatedHost host) throws Exception {
    try (ControlClient client = ControlClient.connect(host.socket)) {
      return client.metrics();
    }
  }

  private void checkWithPromtool(String page) throws Exception {
    Path file = Files.writeString(directory.resolve("metrics.txt"), page);
    Output checked = Tools.run(file, "promtool", "check", "metrics");
    assertThat(checked.exit()).as(checked.text()).isZero();
    assertThat(checked.text()).isBlank();
  }

  @Test
  void theUnitTestsOfTheRulesPass() throws Exception {
    Output tested =
        Tools.run(
            null,
            "promtool",
            "test",
            "rules",
            ROOT.resolve("packaging/prometheus/wlm.rules.test.yml").toString(),
            ROOT.resolve("packaging/prometheus/wlm.rules.month.test.yml").toString());
    assertThat(tested.exit()).as(tested.text()).isZero();
    Output config =
        Tools.run(
            null,
            "promtool",
            "check",
            "config",
            ROOT.resolve("packaging/prometheus/prometheus.yml").toString());
    assertThat(config.exit()).as(config.text()).isZero();
  }

  private static void dashboardsAndRulesNameWhatIsThere(SimulatedHost host)
      throws IOException, InterruptedException {
    Set<String> catalogue =
        Arrays.stream(Metric.values()).map(Metric::fullName).collect(Collectors.toSet());
    Set<String> wanted = new TreeSet<>();
    for (String file :
        List.of(
            "packaging/prometheus/wlm.rules.yml",
            "packaging/grafana/wlm-overview.json",
            "packaging/grafana/wlm-class.json")) {
      Set<String> named = names(Files.readString(ROOT.resolve(file)));
      assertThat(named).as(file).hasSizeGreaterThan(8);
      assertThat(catalogue).as(file).containsAll(named);
      wanted.addAll(named);
    }
    wanted.removeIf(MetricsScrapeTest::needsMoreThanTheSimulation);
    Set<String> shown = new TreeSet<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    // Some come with their first event only, for example the first class that is not helped.
    while (!shown.containsAll(wanted) && System.nanoTime() < end) {
      host.scrape("wlm_enforcing")
          .lines()
          .filter(l -> l.startsWith("# TYPE "))
          .forEach(l -> shown.add(l.split(" ")[2]));
      Thread.sleep(200);
    }
    assertThat(shown).as("seen in real scrapes").containsAll(wanted);
    assertThat(catalogue).containsAll(shown);
  }

  /**
   * Simulated files have no I/O control and this daemon no intake, no agents; their own tests show
   * these.
   */
  private static boolean needsMoreThanTheSimulation(String name) {
    return name.startsWith("wlm_intake_")
        || name.startsWith("wlm_token_")
        || name.equals("wlm_class_io_weight")
        || name.equals("wlm_class_memory_low_bytes");
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(n -> n.replaceFirst("_(bucket|count|sum)$", ""))
        .filter(n -> !n.endsWith("_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theDocumentListsTheCatalogue() throws IOException {
    List<String> rows =
        Files.readAllLines(ROOT.resolve("docs/metrics.md")).stream()
            .filter(l -> l.startsWith("| `wlm_"))
            .toList();
    List<String> expected =
        Arrays.stream(Metric.values())
            .map(m ->
                "| `"
                    + m.fullName()
                    + "` | "
                    + m.type().name().toLowerCase(java.util.Locale.ROOT)
                    + " | "
                    + String.join(", ", m.labels())
                    + " | "
                    + m.help()
                    + " |")
            .toList();
    assertThat(String.join("\n", rows)).isEqualTo(String.join("\n", expected));
  }

  @Test
  void dashboardsCanBeProvisionedAnywhere() throws IOException {
    for (String name : List.of("wlm-overview", "wlm-class")) {
      Path file = ROOT.resolve("packaging/grafana/" + name + ".json");
      Node root = LocatedYaml.read(file).root().orElseThrow();
      assertThat(text(root, "uid")).isEqualTo(name);
      assertThat(text(root, "id")).isEqualTo("null");
      assertThat(text(root, "editable")).isEqualTo("false");
      assertThat(Files.readString(file))
          .contains("\"name\": \"Decisions\"")
          .doesNotContainPattern("\\[[0-9]+[smh]\\](?!\\))")
          .contains("$__rate_interval");
      List<Node> panels = items(get(root, "panels"));
      assertThat(panels).hasSizeGreaterThan(5);
      Set<String> ids = new TreeSet<>();
      for (Node panel : panels) {
        String title = text(panel, "title");
        assertThat(ids.add(text(panel, "id"))).as("id of " + title).isTrue();
        assertThat(text(panel, "description")).as("description of " + title).isNotBlank();
        assertThat(text(get(get(panel, "fieldConfig"), "defaults"), "unit"))
            .as("unit of " + title)
            .isNotBlank();
        for (Node target : items(get(panel, "targets"))) {
          assertThat(text(get(target, "datasource"), "uid")).isEqualTo("${datasource}");
          assertThat(text(target, "expr")).contains("instance=~\"$instance\"");
        }
      }
    }
    assertThat(Files.readString(ROOT.resolve("packaging/grafana/provisioning/dashboards.yaml")))
        .contains("allowUiUpdates: false");
  }

  private static Node get(Node node, String key) {
    return ((Node.Mapping) node)
        .entries().stream()
            .filter(e -> e.key().value().equals(key))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + key))
            .value();
  }

  private static String text(Node node, String key) {
    return ((Node.Scalar) get(node, key)).value();
  }

  private static List<Node> items(Node node) {
    return new ArrayList<>(((Node.Sequence) node).items());
  }

  /** Prometheus on loopback with its data in a directory of the test. */
  private static final class Prometheus implements AutoCloseable {
    private final Process process;
    private final String base;
    private final java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();

    private Prometheus(Process process, int port) {
      this.process = process;
      base = "http://127.0.0.1:" + port;
    }

    static Prometheus start(Path directory, int target) throws IOException {
      String config =
          Files.readString(ROOT.resolve("packaging/prometheus/prometheus.yml"))
              .replace("127.0.0.1:9469", "127.0.0.1:" + target)
              .replace("scrape_interval: 10s", "scrape_interval: 1s")
              .replace("evaluation_interval: 15s", "evaluation_interval: 1s")
              .replace(
                  "- wlm.rules.yml", "- " + ROOT.resolve("packaging/prometheus/wlm.rules.yml"));
      Path file = Files.writeString(directory.resolve("prometheus.yml"), config);
      int port = SimulatedHost.freePort();
      Process process =
          new ProcessBuilder(
                  "prometheus",
                  "--config.file=" + file,
                  "--storage.tsdb.path=" + directory.resolve("tsdb"),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("prometheus.log").toFile())
              .start();
      return new Prometheus(process, port);
    }

    String get(String path) throws IOException, InterruptedException {
      return client
          .send(
              java.net.http.HttpRequest.newBuilder(java.net.URI.create(base + path)).build(),
              java.net.http.HttpResponse.BodyHandlers.ofString())
          .body();
    }

    private String query(String expression) throws IOException, InterruptedException {
      return get(
          "/api/v1/query?query="
              + java.net.URLEncoder.encode(expression, java.nio.charset.StandardCharsets.UTF_8));
    }

    double value(String expression) throws IOException, InterruptedException {
      String answer = query(expression);
      var found = Pattern.compile("\"value\":\\[[^,]+,\"([^\"]+)\"]").matcher(answer);
      if (!found.find()) {
        throw new AssertionError(expression + ": " + answer);
      }
      return Double.parseDouble(found.group(1));
    }

    void await(String expression) throws InterruptedException {
      String last = "";
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60 + 2 * SECONDS);
      while (System.nanoTime() < end) {
        try {
          last = query(expression);
          if (last.contains("\"value\":[")) {
            return;
          }
        } catch (IOException e) {
          last = e.toString(); // not listening yet
        }
        Thread.sleep(250);
      }
      throw new AssertionError(expression + " never came: " + last);
    }

    @Override
    public void close() throws InterruptedException {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
      client.close();
    }
  }
}
