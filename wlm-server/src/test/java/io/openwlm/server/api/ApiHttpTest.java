package io.openwlm.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.PolicyControl.ActivationAnswer;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.server.audit.AuditChain;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API over a real Unix socket. */
class ApiHttpTest {
  @TempDir Path directory;
  private ApiBed bed;

  @BeforeEach
  void open() throws Exception {
    bed = new ApiBed(directory);
  }

  @AfterEach
  void close() throws Exception {
    bed.close();
  }

  @Test
  void keepsAConnectionForSeveralRequests() throws Exception {
    try (Wire wire = Wire.unix(bed.socket)) {
      for (int i = 0; i < 3; i++) {
        Wire.Reply reply = wire.ask("GET", "/api/v1/status", null);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.body()).contains("\"host\":\"host1\"", "\"systemCpuPercent\":null");
      }
      assertThat(wire.ask("HEAD", "/api/v1/status", null).status()).isEqualTo(200);
      assertThat(wire.ask("GET", "/livez", null).body()).isEqualTo("ok\n");
    }
  }

  @Test
  void givesLongListsInPages() throws Exception {
    String first = bed.get("/api/v1/classes?limit=1").body();
    assertThat(first).contains("\"name\":\"ONLINE\"").contains("\"next\":\"ONLINE\"");
    String second = bed.get("/api/v1/classes?limit=1&continue=ONLINE").body();
    assertThat(second).contains("\"name\":\"BATCH\"").contains("\"next\":null");
    assertThat(bed.get("/api/v1/classes?continue=GONE").status()).isEqualTo(410);
    assertThat(bed.get("/api/v1/classes?limit=0").status()).isEqualTo(400);
  }

  @Test
  void explainsADecisionInTheWordsOfTheCommand() throws Exception {
    String body = bed.get("/api/v1/decisions/2").body();
    assertThat(body)
        .contains("{\"label\":\"WHY\",\"sentences\":[\"The goal is missed (GOAL_MISSED).")
        .contains("It waits most for a CPU.")
        .contains("BATCH (discretionary) weight 100 -> 20")
        .contains("SYSTEM: as important as the receiver or more (DONOR_MORE_IMPORTANT)");
    assertThat(bed.get("/api/v1/decisions/99").status()).isEqualTo(404);
    assertThat(bed.get("/api/v1/decisions?class=NOBODY").body()).contains("\"items\":[]");
  }

  @Test
  void refusesWhatItDoesNotKnowWithAPointer() throws Exception {
    assertThat(bed.get("/api/v1/status?verbos").body()).contains("\"pointer\":\"?verbos\"");
    Wire.Reply unknown = bed.post("/api/v1/activations", "{\"policy\":\"WEEKEND\",\"dry\":true}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.header("content-type")).isEqualTo("application/problem+json");
    assertThat(unknown.body()).contains("\"pointer\":\"/dry\"", "dryRun");
    assertThat(bed.post("/api/v1/enforcement", "{\"enforce\":1}").body())
        .contains("\"pointer\":\"/enforce\"");
    assertThat(bed.post("/api/v1/enforcement", "{\"enforce\":true,\"enforce\":false}").status())
        .isEqualTo(400);
    assertThat(bed.post("/api/v1/enforcement", "[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(bed.ask("DELETE", "/api/v1/definition", null).header("allow")).isEqualTo("GET, PUT");
    assertThat(bed.manager.calls).isEmpty();
  }

  @Test
  void showsAndChangesTheStatesThatOperatorsSet() throws Exception {
    assertThat(bed.get("/api/v1/environments").body())
        .contains("\"available\":false", "\"current\":\"RESET\"", "\"state\":\"AVAILABLE\"");
    String resource = "/api/v1/resources/DB2_UP/state";
    String on = "{\"state\":\"ON\"}";
    assertThat(bed.ask("PUT", resource, on, ApiBed.JSON).body()).contains("\"changed\":true");
    assertThat(bed.ask("PUT", resource, on, ApiBed.JSON).body()).contains("\"changed\":false");
    assertThat(bed.ask("PUT", resource, "{\"state\":\"on\"}", ApiBed.JSON).body())
        .contains("\"pointer\":\"/state\"");
    assertThat(bed.ask("PUT", "/api/v1/resources/X/state", on, ApiBed.JSON).status())
        .isEqualTo(404);
    assertThat(bed.post("/api/v1/applenvs/DB2WLM/resume", "{}").status()).isEqualTo(409);
    assertThat(bed.post("/api/v1/applenvs/DB2WLM/quiesce", "{}").status()).isEqualTo(200);
    assertThat(bed.get("/api/v1/environments").body())
        .contains("\"available\":true", "\"state\":\"QUIESCED\"");
    assertThat(bed.post("/api/v1/applenvs/DB2WLM/refresh", "").status()).isEqualTo(200);
  }

  @Test
  void tellsWhatHappenedToPolicies() throws Exception {
    assertThat(bed.get("/api/v1/history").body())
        .contains("\"kind\":\"install\"", "\"kind\":\"activate\"");
    assertThat(bed.post("/api/v1/activations/deactivate", "{}").status()).isEqualTo(200);
  }

  @Test
  void installsOnlyOverTheDefinitionThatWasRead() throws Exception {
    Wire.Reply read = bed.get("/api/v1/definition");
    String tag = read.header("etag");
    String changed = read.body().replace("WEEKEND", "SUNDAY");
    String yaml = "Content-Type: application/yaml";
    assertThat(bed.ask("PUT", "/api/v1/definition", changed, yaml).status()).isEqualTo(428);
    assertThat(bed.policies.installed().number()).isEqualTo(1);
    Wire.Reply done = bed.ask("PUT", "/api/v1/definition", changed, yaml, "If-Match: " + tag);
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.header("etag")).isNotEqualTo(tag);
    Wire.Reply stale = bed.ask("PUT", "/api/v1/definition", changed, yaml, "If-Match: " + tag);
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.body())
        .contains("\"newestRevision\":\"2\"", "\"newestETag\":\"\\\"abc2\\\"\"");
    assertThat(bed.get("/api/v1/definition", "If-None-Match: " + done.header("etag")).status())
        .isEqualTo(304);
    assertThat(bed.get("/api/v1/definition?revision=1").body()).contains("WEEKEND");
    assertThat(bed.policies.installed().number()).isEqualTo(2);
  }

  @Test
  void givesADefinitionInTheFormAskedFor() throws Exception {
    assertThat(bed.get("/api/v1/definition", "Accept: application/json").body()).startsWith("{");
    assertThat(bed.get("/api/v1/definition", "Accept: application/xml").body()).startsWith("<?xml");
    assertThat(bed.get("/api/v1/definition", "Accept: image/png").status()).isEqualTo(406);
  }

  @Test
  void tellsAllErrorsOfADefinitionAtOnce() throws Exception {
    String bad =
        FakePolicies.YAML.replace("importance: 1", "importance: 9").replace("50ms", "50 apples");
    Wire.Reply reply =
        bed.ask("PUT", "/api/v1/definition", bad, "Content-Type: application/yaml", "If-Match: *");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.body())
        .contains("/service-definition/service-classes/0/importance")
        .contains("\"line\":6")
        .contains("\"line\":7")
        .contains("\"hint\":");
    assertThat(bed.policies.installed().number()).isEqualTo(1);
  }

  @Test
  void saysWhoIsActivatingWhenASecondOneComes() throws Exception {
    bed.policies.next = new ActivationAnswer.Busy("host2", "WEEKEND", 1_700_000_000_000L);
    Wire.Reply busy = bed.post("/api/v1/activations", "{\"policy\":\"WEEKEND\"}");
    assertThat(busy.status()).isEqualTo(409);
    assertThat(busy.body())
        .contains("\"activatingSystem\":\"host2\"")
        .contains("\"since\":\"2023-11-14T22:13:20Z\"");
  }

  @Test
  void countsTheLeastHealthOfSeveralReporters() throws Exception {
    String path = "/api/v1/servers/shop-1/health";
    bed.ask("PUT", path, "{\"health\":75}", ApiBed.JSON);
    Wire.Reply reply =
        bed.ask("PUT", path, "{\"health\":40,\"reporter\":\"monitor\"}", ApiBed.JSON);
    assertThat(reply.body()).contains("\"id\":\"shop-1\",\"health\":40");
    bed.ask("PUT", path, "{\"health\":100,\"reporter\":\"monitor\"}", ApiBed.JSON);
    assertThat(bed.get("/api/v1/servers").body()).contains("\"health\":75,\"reports\"");
    assertThat(bed.ask("PUT", path, "{\"health\":101}", ApiBed.JSON).status()).isEqualTo(400);
  }

  @Test
  void tellsOnThePageWhatWasOnlyObservedAsSuch() throws Exception {
    assertThat(bed.get("/").body()).contains("1.84").doesNotContain("would");
    DecisionStatus d = FakeManager.decision(3);
    bed.manager.decisions =
        List.of(
            new DecisionStatus(
                d.id(),
                d.interval(),
                d.atEpochMillis(),
                d.act(),
                d.serviceClass(),
                d.reason(),
                d.goal(),
                d.achieved(),
                d.performanceIndex(),
                d.evidence(),
                d.where(),
                d.changes(),
                d.notChosen(),
                d.projections(),
                List.of(new DecisionStatus.Write("ONLINE", "", "180", "", "OBSERVE_ONLY", "")),
                d.after(),
                d.detail()));
    assertThat(bed.get("/").body()).contains("would, if it enforced: weight 100 \u2192 180");
  }

  @Test
  void compressesForThoseWhoTakeIt() throws Exception {
    Wire.Reply reply = bed.get("/api/v1/openapi.yaml", "Accept-Encoding: gzip");
    assertThat(reply.header("content-encoding")).isEqualTo("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(reply.bytes())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.UTF_8)).contains("OpenWLM Health API");
  }

  @Test
  void saysNotAliveOnceTheCycleHasStopped() throws Exception {
    assertThat(bed.get("/readyz?verbose").body()).contains("[+]cycle ok", "[+]policy ok");
    bed.manager.stoppedAtMillis = 5;
    Thread.sleep(6_500); // three intervals of 2 s, and some
    assertThat(bed.get("/livez").status()).isEqualTo(503);
    assertThat(bed.get("/readyz?verbose&exclude=cycle").status()).isEqualTo(200);
  }

  @Test
  void writesChangesDownDoneAndRefused() throws Exception {
    bed.post("/api/v1/enforcement", "{\"enforce\":true}");
    bed.post("/api/v1/activations", "{\"policy\":\"NONE\"}");
    bed.get("/api/v1/status");
    List<String> lines = new ArrayList<>();
    AuditChain chain = AuditChain.read(bed.audit, lines::add);
    assertThat(chain.isWhole()).isTrue();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .contains("\"role\":\"admin\"", "\"from\":\"unix\"", "POST /api/v1/enforcement: on")
        .contains("observing\",\"after\":", "enforcing\",\"status\":200,\"result\":\"done\"");
    assertThat(lines.get(1)).contains("\"status\":404,\"result\":\"NO_SUCH_POLICY\"");
    Files.writeString(bed.audit, bed.auditText().replace(": on\"", ": off\""));
    assertThat(AuditChain.read(bed.audit, _ -> {}).faults()).hasSize(1);
  }

  @Test
  void sendsEventsAndGoesOnWhereAReaderStopped() throws Exception {
    try (Wire wire = Wire.unix(bed.socket)) {
      wire.send("GET /api/v1/events?topics=cycle,policy HTTP/1.1\r\nHost: x\r\n\r\n");
      String id = next(wire, "id: ", () -> bed.manager.interval++).substring(4);
      assertThat(Long.parseLong(id)).isPositive();
      assertThat(wire.line()).isEqualTo("event: cycle");
      assertThat(wire.line()).startsWith("data: {\"at\":");
    }
    try (Wire wire = Wire.unix(bed.socket)) {
      wire.send("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nLast-Event-ID: 5\r\n\r\n");
      assertThat(next(wire, "event: ", () -> {})).isEqualTo("event: reset");
    }
  }

  private static String next(Wire wire, String start, Runnable meanwhile) throws Exception {
    for (int i = 0; i < 200; i++) {
      String line = wire.line();
      if (line == null) {
        break;
      }
      if (line.startsWith(start)) {
        return line;
      }
      if (line.startsWith("retry:")) {
        Thread.sleep(600); // the feed has looked at least once
        meanwhile.run();
      }
    }
    throw new AssertionError("no line begins with " + start);
  }
}
