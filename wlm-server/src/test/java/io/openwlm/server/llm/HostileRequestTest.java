package io.openwlm.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.server.llm.http.HttpLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that try to spend without being counted, to be somebody else, or to do harm. */
class HostileRequestTest {
  private static final String CHAT = "/v1/chat/completions";

  @TempDir Path directory;

  private ProxyBed bed() throws Exception {
    return new ProxyBed(directory, (request, wire) -> wire.whole(200, "application/json", "{}"));
  }

  @Test
  void refusesBodiesThatTwoReadersWouldReadDifferently() throws Exception {
    try (ProxyBed bed = bed()) {
      for (String body :
          List.of(
              "{\"model\":\"m-1\",\"model\":\"m-2\"}",
              "{\"model\":\"m-1\",\"mod\\u0065l\":\"m-2\"}",
              "{\"model\":\"m-1\",\"MODEL\":\"m-2\"}",
              "{\"model\":\"m-1\",\"max_tokens\":1,\"max_tokens\":100000}",
              "{\"model\":\"m-1\",\"Max_Tokens\":100000}",
              "{\"model\":\"m-1\",\"maxTokens\":5}",
              "{\"model\":\"m-1\",\"max_tok\\u0065ns\":5,\"max_tokens\":6}",
              "{\"model\":\"m-1\",\"max_to\u212aens\":100000}",
              "{\"model\":\"m-1\",\"max_token\u017f\":100000}",
              "{\"model\":\"m-1\",\"max_tokens\":1e9}",
              "{\"model\":\"m-1\",\"max_tokens\":100.0}",
              "{\"model\":\"m-1\",\"max_tokens\":\"100\"}",
              "{\"model\":\"m-1\",\"max_tokens\":-1}",
              "{\"model\":\"m-1\",\"max_tokens\":99999999999999999999}",
              "{\"model\":\"m-1\",\"n\":1000000}",
              "{\"model\":\"m-1\",\"models\":[\"gpt-huge\"]}",
              "{\"model\":\"m-1\",\"api_base\":\"http://169.254.169.254/\"}",
              "{\"model\":\"m-1\",\"base_url\":\"http://evil/\"}",
              "{\"model\":[\"m-1\"]}",
              "{\"model\":\"m-1\nX: y\"}",
              "{\"model\":\"\"}",
              "{\"messages\":[]}",
              "[]",
              "null",
              "",
              "{",
              "{\"model\":\"m-1\"} {}",
              "{\"model\":\"m-1\",}",
              "{'model':'m-1'}",
              "{\"model\":\"m-1\",\"x\":" + "[".repeat(300) + "]".repeat(300) + "}",
              "{\"model\":\"m-1\",\"stream_options\":{\"include_usage\":true,"
                  + "\"include_usage\":false},\"stream\":true}")) {
        var reply = bed.post(CHAT, body);
        assertThat(reply.status()).as(body).isEqualTo(400);
        assertThat(reply.body()).startsWith("{\"error\":{\"message\":");
      }
      assertThat(bed.provider.requests).as("nothing reached the provider").isEmpty();
      assertThat(bed.budgets.asks).isEmpty();
    }
  }

  @Test
  void refusesTheSameOfTheOtherInterfaces() throws Exception {
    try (ProxyBed bed = bed()) {
      record Case(String path, String body) {}
      for (Case each :
          List.of(
              new Case("/v1/responses", "{\"model\":\"m-1\",\"background\":true}"),
              new Case(
                  "/v1/responses",
                  "{\"model\":\"m-1\",\"max_output_tokens\":1,\"Max_output_tokens\":9}"),
              new Case("/v1/messages", "{\"model\":\"m-1\",\"max_tokens\":0}"),
              new Case(
                  "/v1beta/models/m-1:generateContent",
                  "{\"generationConfig\":{\"maxOutputTokens\":5,\"max_output_tokens\":50000}}"),
              new Case(
                  "/v1beta/models/m-1:generateContent",
                  "{\"generationConfig\":{},\"generation_config\":{\"maxOutputTokens\":50000}}"),
              new Case("/v1beta/models/m-1:generateContent", "{\"model\":\"gemini-huge\"}"),
              new Case("/api/chat", "{\"model\":\"m-1\",\"Options\":{\"num_predict\":99999}}"),
              new Case("/api/chat", "{\"model\":\"m-1\",\"options\":{\"Num_predict\":99999}}"))) {
        assertThat(bed.post(each.path, each.body).status()).as(each.body).isEqualTo(400);
      }
      assertThat(bed.provider.requests).isEmpty();
    }
  }

  @Test
  void deniesEveryPathThatItDoesNotKnow() throws Exception {
    try (ProxyBed bed = bed()) {
      for (String path :
          List.of(
              "/",
              "/v1/completions",
              "/v1/embeddings",
              "/v1/images/generations",
              "/v1/batches",
              "/v1/realtime",
              "/v1/chat/completions/",
              "/v1//chat/completions",
              "/v1/../v1/chat/completions",
              "/v1/chat%2Fcompletions",
              "/v1/messages/batches",
              "/v1beta/models/m-1:streamGenerateContent",
              "/v1beta/models/m-1:batchGenerateContent",
              "/v1beta/models/m-1%3AgenerateContent",
              "/v1beta/cachedContents",
              "/api/pull",
              "/api/embed",
              "/proxy/http://169.254.169.254/")) {
        assertThat(bed.post(path, "{\"model\":\"m-1\"}").status()).as(path).isEqualTo(404);
      }
      assertThat(bed.get("/v1/files").status()).isEqualTo(404);
      assertThat(bed.get("/v1/responses/r1").status()).isEqualTo(404);
      try (ProxyBed.Client client = bed.client()) {
        client.send(bed.request("DELETE", "/v1/models/m-1", null));
        assertThat(client.read().status()).isEqualTo(404);
      }
      assertThat(bed.provider.requests).isEmpty();
    }
  }

  @Test
  void answersUnknownPathsInTheShapeOfTheirFamily() throws Exception {
    try (ProxyBed bed = bed()) {
      assertThat(bed.post("/v1/messages/batches", "{}").body())
          .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\"");
      assertThat(bed.post("/v1beta/x", "{}").body()).contains("\"status\":\"NOT_FOUND\"");
      assertThat(bed.post("/api/pull", "{}").body()).startsWith("{\"error\":\"this path");
    }
  }

  @Test
  void knowsNobodyByWhatHeSaysOfHimself() throws Exception {
    try (ProxyBed bed = bed()) {
      for (String[] headers :
          new String[][] {
            {"x-api-key: wrong-key-0123456789"},
            {"Authorization: Basic " + ProxyBed.AGENT_KEY},
            {"Authorization: Bearer"},
            {"x-api-key: "},
            {"x-wlm-key-agent: chat", "x-wlm-class: CHAT", "x-wlm-agent: chat"}
          }) {
        var reply = bed.post("/v1/messages", "{\"model\":\"m-1\"}", headers);
        assertThat(reply.status()).as(String.join(",", headers)).isEqualTo(401);
        assertThat(reply.body())
            .contains("\"type\":\"authentication_error\"")
            .doesNotContain("wrong-key");
      }
      assertThat(bed.provider.requests).isEmpty();
      assertThat(String.join("\n", bed.log)).contains("WLM0946W").doesNotContain("wrong-key");
    }
  }

  @Test
  void servesNoPagesOfBrowsersAndNoForeignNames() throws Exception {
    try (ProxyBed bed = bed()) {
      String body = "{\"model\":\"m-1\"}";
      assertThat(bed.post(CHAT, body, "Host: evil.example:80").status()).isEqualTo(403);
      assertThat(bed.post(CHAT, body, "Origin: https://evil.example").status()).isEqualTo(403);
      assertThat(bed.post(CHAT, body, "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
      assertThat(bed.post(CHAT, body, "Content-Type: text/plain").status()).isEqualTo(400);
      assertThat(bed.post(CHAT, body, "Content-Encoding: gzip").status()).isEqualTo(400);
      assertThat(bed.provider.requests).isEmpty();
    }
  }

  @Test
  void refusesRequestsThatTwoServersWouldCutDifferently() throws Exception {
    try (ProxyBed bed = bed()) {
      String body = "{\"model\":\"m-1\"}";
      for (String[] headers :
          new String[][] {
            {"Transfer-Encoding: chunked", "Content-Length: 15"},
            {"Transfer-Encoding: xchunked"},
            {"Content-Length: 15", "Content-Length: 16", "Transfer-Encoding: identity"},
            {"Authorization: Bearer " + ProxyBed.AGENT_KEY, "Authorization: Bearer x"}
          }) {
        assertThat(bed.post(CHAT, body, headers).status())
            .as(String.join(",", headers))
            .isBetween(400, 501);
      }
      assertThat(bed.provider.requests).isEmpty();
    }
  }

  @Test
  void boundsHeadersAndBodies() throws Exception {
    try (ProxyBed bed = bed()) {
      assertThat(bed.post(CHAT, "{}", "x-long: " + "y".repeat(40_000)).status()).isEqualTo(431);
      String long1 = "{\"model\":\"m-1\",\"x\":\"" + "y".repeat(1 << 20) + "\"}";
      assertThat(bed.post(CHAT, long1).status()).isEqualTo(413);
      try (ProxyBed.Client client = bed.client()) {
        client.send(bed.request("POST", CHAT, "", "Transfer-Encoding: chunked"));
        String chunk = "10000\r\n" + "y".repeat(0x10000) + "\r\n";
        IOException broken = null;
        for (int i = 0; i < 17 && broken == null; i++) {
          try {
            client.send(chunk);
          } catch (IOException e) {
            broken = e;
          }
        }
        assertThat(client.read().status()).isEqualTo(413);
      }
      assertThat(bed.provider.requests).isEmpty();
    }
  }

  @Test
  void boundsAllBodiesTogether() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    wishes.http = new HttpLimits(64, 32 << 10, 1 << 20, 1 << 20, 5_000, 5_000, 5_000, 30_000);
    FakeProvider.Script script = (request, wire) -> wire.whole(200, "application/json", "{}");
    try (ProxyBed bed = new ProxyBed(directory, script, wishes);
        ProxyBed.Client holder = bed.client()) {
      String head =
          bed.request("POST", CHAT, "", "Transfer-Encoding: chunked")
              .replace("Transfer-Encoding: chunked", "Content-Length: 1000000");
      holder.send(head + "{");
      while (bed.proxy.shared().bodyRoom() > 50_000) {
        Thread.sleep(5);
      }
      ProxyBed.Reply reply =
          bed.post(CHAT, "{\"model\":\"m-1\",\"x\":\"" + "y".repeat(99_000) + "\"}");
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("retry-after")).isEqualTo("1");
      holder.close();
      while (bed.proxy.shared().bodyRoom() < 1 << 20) {
        Thread.sleep(5); // the proxy sees that the holder has gone
      }
      assertThat(bed.post(CHAT, "{\"model\":\"m-1\"}").status()).isEqualTo(200);
    }
  }

  @Test
  void hangsUpOnSlowHeadersAndBodies() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    wishes.http = new HttpLimits(64, 32 << 10, 1 << 20, 8 << 20, 200, 200, 5_000, 30_000);
    FakeProvider.Script script = (request, wire) -> wire.whole(200, "application/json", "{}");
    try (ProxyBed bed = new ProxyBed(directory, script, wishes);
        ProxyBed.Client slowHead = bed.client();
        ProxyBed.Client slowBody = bed.client()) {
      slowHead.send("POST /v1/chat/completions HTTP/1.1\r\nHost: ");
      String request = bed.request("POST", CHAT, "{\"model\":\"m-1\"}");
      slowBody.send(request.substring(0, request.length() - 3));
      assertThat(slowHead.socket.getInputStream().read()).isEqualTo(-1);
      assertThat(slowBody.socket.getInputStream().read()).isEqualTo(-1);
      assertThat(bed.provider.requests).isEmpty();
    }
  }

  @Test
  void forwardsNeitherKeysNorChoicesOfTheClient() throws Exception {
    try (ProxyBed bed = bed()) {
      bed.post(
          CHAT,
          "{\"model\":\"m-1\"}",
          "Authorization: Bearer " + ProxyBed.AGENT_KEY,
          "Cookie: a=b",
          "openai-organization: other",
          "X-Forwarded-For: 1.2.3.4",
          "x-wlm-session: s1",
          "User-Agent: sdk/1");
      FakeProvider.Request sent = bed.provider.requests.getFirst();
      assertThat(sent.headers().keySet())
          .containsExactlyInAnyOrder(
              "host",
              "content-type",
              "user-agent",
              "accept-encoding",
              "content-length",
              "authorization");
      assertThat(sent.header("authorization")).isEqualTo("Bearer " + ProxyBed.PROVIDER_KEY);
    }
  }
}
