package io.openwlm.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.cli.CommandContext;
import io.openwlm.app.cli.Wlm;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.server.ControlClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A daemon with an intake file: what comes in reaches the classes, and an operator sees it. */
class IntakeDaemonTest {
  private static final String POINT =
      "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
          + "{\"stringValue\":\"make\"}}]},\"scopeMetrics\":[{\"metrics\":[{\"name\":\"d\","
          + "\"unit\":\"ms\",\"histogram\":{\"aggregationTemporality\":1,\"dataPoints\":[{"
          + "\"explicitBounds\":[10],\"bucketCounts\":[\"4\",\"1\"]}]}}]}]}]}";

  @TempDir Path directory;

  @Test
  void takesLogsScrapesAndOtlpAndTellsAboutThem() throws Exception {
    Path log = Files.writeString(directory.resolve("access.json"), "old line\n");
    Path intake =
        Files.writeString(
            directory.resolve("intake.yaml"),
            """
            intake:
              sources:
                - name: front
                  access-log: { file: %s, json: { duration: t, unit: ms } }
                  service-class: BATCH
                - name: gone
                  prometheus: { url: "http://127.0.0.1:%d/metrics", histogram: h, interval: 1s }
                  service-class: BATCH
                - name: builds
                  otlp: { metric: d }
                  classes: [{ service-class: BUILD, labels: { service.name: make } }]
            """
                .formatted(log, SimulatedHost.freePort()));
    Path scenario = SimulatedHost.ROOT.resolve("scenarios/flood.yaml");
    try (SimulatedHost host = new SimulatedHost(directory, scenario, 2, intake)) {
      host.scrape("wlm_intake_up{source=\"gone\"} 0");
      Files.writeString(
          log, "{\"t\":5}\n{\"t\":7}\nnonsense\n{\"t\":9}\n", StandardOpenOption.APPEND);
      host.scrape("wlm_intake_transactions_total{source=\"front\"} 3");
      host.scrape("wlm_class_transactions_total{class=\"BATCH\",period=\"1\"} 3");
      assertThat(post(host, "metrics", POINT)).isEqualTo(200);
      host.scrape("wlm_class_transactions_total{class=\"BUILD\",period=\"1\"} 5");
      assertThat(host.scrape("")).contains("wlm_intake_bad_total{source=\"front\"} 1");
      try (ControlClient client = ControlClient.connect(host.socket)) {
        List<IntakeSource> sources = client.intake();
        assertThat(sources)
            .extracting(IntakeSource::name)
            .containsExactly("front", "gone", "builds");
        assertThat(sources).extracting(IntakeSource::state).containsExactly("ok", "failed", "ok");
        assertThat(sources.get(1).lastError()).isEqualTo("connection refused");
        assertThat(sources.get(0).bad()).isEqualTo(1);
      }
      assertThat(host.log)
          .anyMatch(l -> l.startsWith("WLM0322W intake gone: connection refused"))
          .noneMatch(l -> l.contains("nonsense"));
    }
  }

  @Test
  void spansThatCountTokensChargeTheBudgetOfTheirAgent() throws Exception {
    String flood = Files.readString(SimulatedHost.ROOT.resolve("scenarios/flood.yaml"));
    String batch = "        - name: BATCH\n";
    assertThat(flood).contains(batch);
    String agents = "        - { name: CHAT, importance: 2, goal: { tokens: 400K/hour } }\n";
    Path scenario =
        Files.writeString(
            directory.resolve("agents.yaml"), flood.replaceFirst(batch, agents + batch));
    Path intake =
        Files.writeString(
            directory.resolve("intake.yaml"),
            """
            intake:
              sources:
                - name: codex
                  otlp-tokens: { labels: { service.name: codex } }
                  agent: CHAT
                - name: strangers
                  otlp-tokens: { labels: { service.name: "**" } }
                  agent: nobody
            """);
    try (SimulatedHost host = new SimulatedHost(directory, scenario, 4, intake)) {
      host.scrape("wlm_intake_up{source=\"codex\"} 1");
      assertThat(post(host, "traces", span("codex"))).isEqualTo(200);
      assertThat(post(host, "traces", span("codex"))).isEqualTo(200);
      assertThat(post(host, "traces", span("other"))).isEqualTo(200);
      assertThat(host.scrape("wlm_intake_up{source=\"strangers\"} 0"))
          .contains("wlm_intake_transactions_total{source=\"codex\"} 1")
          .contains("wlm_intake_bad_total{source=\"codex\"} 0");
      host.scrape(
          "wlm_token_usage_total{budget=\"CHAT\",level=\"agent\",type=\"cached-input\"} 80");
      assertThat(host.log)
          .anyMatch(l ->
              l.equals("WLM0322W intake strangers: there is no token budget for the agent nobody"));
    }
  }

  private static String span(String service) {
    return """
    {"resourceSpans":[{"resource":{"attributes":[
      {"key":"service.name","value":{"stringValue":"%s"}}]},"scopeSpans":[{"spans":[{
      "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
      "endTimeUnixNano":"%d000000","attributes":[
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":"100"}},
      {"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"80"}}]}]}]}]}
    """
        .formatted(service, System.currentTimeMillis());
  }

  private int post(SimulatedHost host, String what, String body) throws Exception {
    String token = Files.readString(directory.resolve("otlp.token")).strip();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + host.otlpPort + "/v1/" + what))
                  .header("Content-Type", "application/json")
                  .header("Authorization", "Bearer " + token)
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .statusCode();
    }
  }

  @Test
  void aBadIntakeFileStopsTheDaemonBeforeItStarts() throws Exception {
    Path bad = Files.writeString(directory.resolve("bad.yaml"), "intake: { source: [] }\n");
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int exit =
          new CommandLine(new Wlmd())
              .execute(
                  "--intake",
                  bad.toString(),
                  "--state",
                  directory.resolve("state").toString(),
                  "--socket",
                  directory.resolve("s").toString(),
                  SimulatedHost.ROOT.resolve("examples/web-and-batch.yaml").toString());
      assertThat(exit).isEqualTo(7);
    } finally {
      System.setErr(before);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("bad.yaml:1:11: error WLM0701E unknown key source (hint: did you mean sources?)")
        .contains("WLM0702E sources of intake is missing");
    assertThat(directory.resolve("state")).doesNotExist();
  }

  @Test
  void showsTheSourcesInATable() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    CommandContext context =
        new CommandContext(to, to, Map.of(), false, true, _ -> new IntakeLink());
    assertThat(new Wlm(context).run("get", "intake")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            SOURCE           KIND       STATE         ENDED    BAD LAST     CLASSES
            front            access-log failed           12      3 <none>   WEB,PAY
              /var/log/access.log, 4 KiB behind
              last error: there is \\u001b no such file
            """);
  }

  @Test
  void statusWarnsOfSourcesFromWhichNothingComes() {
    assertThat(io.openwlm.app.cli.IntakeWarnings.of(new IntakeLink()))
        .containsExactly(
            "intake front is failed: there is \u001b no such file; see: wlm get intake");
  }
}
