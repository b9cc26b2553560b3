package io.openwlm.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T1: a page of another site, a rebound name or a stranger on loopback changes nothing. */
class ForeignPageThreatTest {
  private static final String ON = "{\"enforce\":true}";
  private static final String PATH = "/api/v1/enforcement";
  @TempDir Path directory;
  private ApiBed bed;

  @BeforeEach
  void open() throws Exception {
    bed = new ApiBed(directory);
  }

  @AfterEach
  void nothingHasChanged() throws Exception {
    assertThat(bed.manager.calls).isEmpty();
    assertThat(bed.policies.installed().number()).isEqualTo(1);
    assertThat(bed.policies.active().policy()).isEqualTo("DEFAULT");
    bed.close();
  }

  @Test
  void refusesTextThatAFormCouldSend() throws Exception {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "")) {
      String header = type.isEmpty() ? "X-Nothing: 1" : "Content-Type: " + type;
      assertThat(bed.tcp("POST", PATH, ON, bed.host(), bed.bearer(), header).status())
          .as(type)
          .isEqualTo(415);
      assertThat(bed.ask("POST", PATH, ON, header).status()).as(type).isEqualTo(415);
    }
    assertThat(
            bed.tcp(
                    "PUT",
                    "/api/v1/definition",
                    FakePolicies.YAML,
                    bed.host(),
                    bed.bearer(),
                    "If-Match: *",
                    "Content-Type: text/plain")
                .status())
        .isEqualTo(415);
    assertThat(bed.auditText()).contains("CONTENT_TYPE");
  }

  @Test
  void refusesOriginsThatAreNotItsOwn() throws Exception {
    for (String header :
        List.of(
            "Origin: http://evil.example",
            "Origin: null",
            "Origin: https://localhost:" + bed.api.port(),
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site")) {
      Wire.Reply reply = bed.tcp("POST", PATH, ON, bed.host(), bed.bearer(), ApiBed.JSON, header);
      assertThat(reply.status()).as(header).isEqualTo(403);
      assertThat(reply.headers()).doesNotContainKey("access-control-allow-origin");
      assertThat(bed.ask("POST", PATH, ON, ApiBed.JSON, header).status()).isEqualTo(403);
    }
  }

  @Test
  void refusesNamesThatAreNotItsOwn() throws Exception {
    for (String host : List.of("evil.example", "evil.example:" + bed.api.port(), "localhost:1")) {
      Wire.Reply reply = bed.tcp("POST", PATH, ON, "Host: " + host, bed.bearer(), ApiBed.JSON);
      assertThat(reply.status()).as(host).isEqualTo(403);
      assertThat(bed.tcp("GET", "/livez", null, "Host: " + host).status()).isEqualTo(403);
    }
  }

  @Test
  void refusesCallersWithoutTheToken() throws Exception {
    assertThat(bed.tcp("POST", PATH, ON, bed.host(), ApiBed.JSON).status()).isEqualTo(401);
    assertThat(bed.tcp("GET", "/api/v1/status", null, bed.host()).status()).isEqualTo(401);
    String wrong = "Authorization: Bearer " + "0".repeat(64);
    assertThat(bed.tcp("POST", PATH, ON, bed.host(), ApiBed.JSON, wrong).status()).isEqualTo(401);
    assertThat(bed.tcp("GET", "/livez", null, bed.host()).body()).isEqualTo("ok\n");
  }

  @Test
  void letsASessionReadAndNothingElse() throws Exception {
    String form = "Content-Type: application/x-www-form-urlencoded";
    assertThat(bed.tcp("POST", "/session", "token=wrong", bed.host(), form).status())
        .isEqualTo(403);
    String token = bed.bearer().substring("Authorization: Bearer ".length());
    Wire.Reply begun = bed.tcp("POST", "/session", "token=" + token, bed.host(), form);
    assertThat(begun.status()).isEqualTo(303);
    assertThat(begun.header("set-cookie")).contains("; HttpOnly; SameSite=Strict; Path=/");
    String cookie = "Cookie: " + begun.header("set-cookie").split(";")[0];
    assertThat(bed.tcp("GET", "/", null, bed.host(), cookie).status()).isEqualTo(200);
    assertThat(bed.tcp("POST", PATH, ON, bed.host(), cookie, ApiBed.JSON).status()).isEqualTo(403);
    assertThat(bed.tcp("GET", "/", null, bed.host(), "Cookie: wlm=" + "0".repeat(64)).status())
        .isEqualTo(303);
    assertThat(bed.tcp("GET", "/", null, bed.host()).header("location")).isEqualTo("/session");
  }

  @Test
  void takesNeitherTwoHostsNorTwoLengths() throws Exception {
    assertThat(bed.tcp("GET", "/livez", null, bed.host(), bed.host()).status()).isEqualTo(400);
    try (Wire wire = Wire.unix(bed.socket)) {
      wire.send(
          "POST "
              + PATH
              + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 16\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
              + ON);
      assertThat(wire.read(false).status()).isEqualTo(400);
    }
  }
}
