package io.openwlm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFormatTest {
  private final LogFormat nginx = LogTemplate.nginx(LogTemplate.NGINX_COMBINED_TIME);
  private final LogFormat json = new JsonLines("t", 1e6, "path", "host", "status");

  @Test
  void readsNginx() {
    assertThat(
            nginx.parse(
                "::1 - - [21/Nov/2026:17:00:00 +0000] \"GET /a/b?x=\\x22 HTTP/1.1\" 200 5 \"-\""
                    + " \"Mozilla \\\" 0.9\" 0.012"))
        .isEqualTo(new Request(12_000_000, "/a/b", "", "200", Map.of()));
  }

  @Test
  void readsApacheInAllItsUnits() {
    String head = "1.2.3.4 - - [x] \"POST /p HTTP/1.1\" 503 - ";
    String format = "%h %l %u %t \"%r\" %>s %b ";
    Request expected = new Request(1_500_000_000L, "/p", "", "503", Map.of());
    assertThat(LogTemplate.apache(format + "%D").parse(head + "1500000")).isEqualTo(expected);
    assertThat(LogTemplate.apache(format + "%{us}T").parse(head + "1500000")).isEqualTo(expected);
    assertThat(LogTemplate.apache(format + "%{ms}T").parse(head + "1500")).isEqualTo(expected);
    assertThat(LogTemplate.apache(format + "%T %%").parse(head + "2 %"))
        .isEqualTo(new Request(2_000_000_000L, "/p", "", "503", Map.of()));
  }

  @Test
  void readsEscapedQuotesOfApache() {
    Request read =
        LogTemplate.apache("\"%r\" \"%{Referer}i\" %D %{Host}i")
            .parse("\"GET /q\\\"uote HTTP/1.1\" \"a\\\\\" 7 h.example");
    assertThat(read).isEqualTo(new Request(7000, "/q\\\"uote", "h.example", "", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "::1 - - [21/Nov/2026] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" -",
        "::1 - - [21/Nov/2026] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" -0.1",
        "::1 - - [21/Nov/2026] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" NaN",
        "::1 - - [21/Nov/2026] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" 1e300",
        "::1 - - [21/Nov/2026] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" 0x1p3",
        "::1 - - [21/Nov/2026] \"GET / HTTP/1.1 200 5",
      })
  void refusesWhatIsNotOfTheFormat(String line) {
    assertThat(nginx.parse(line)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"t\":12,\"path\":\"/a?b\",\"status\":200} | 12000000 | /a | 200",
        "{\"x\":{\"t\":[1,{\"t\":\"}\"}]},\"t\":\"0.5\",\"path\":\"\\/a\\\"\"} | 500000 | /a\" | ``",
        "{ \"t\" : 1 , \"status\" : \"404\" } | 1000000 | `` | 404",
      })
  void readsJson(String line, long nanos, String path, String status) {
    assertThat(json.parse(line)).isEqualTo(new Request(nanos, path, "", status, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"t\":",
        "{\"t\":1",
        "{\"t\":1}x",
        "{\"t\":null}",
        "{\"t\" 1}",
        "{\"a"
      })
  void refusesWhatIsNoJson(String line) {
    assertThat(json.parse(line)).isNull();
  }

  @Test
  void aDeepOrLongLineCostsNoStack() {
    assertThat(json.parse("{\"a\":" + "[".repeat(60_000))).isNull();
    assertThat(json.parse("{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + ",\"t\":1}"))
        .isNotNull();
    assertThat(nginx.parse("a \"".repeat(20_000))).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void neverThrows(long seed) {
    Random random = new Random(seed);
    String good = "1 - - [x] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" 0.5";
    String object = "{\"t\":12,\"path\":\"/a\",\"x\":[{\"y\":1}]}";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder(i % 2 == 0 ? good : object);
      for (int k = random.nextInt(4); k >= 0 && !line.isEmpty(); k--) {
        int at = random.nextInt(line.length());
        switch (random.nextInt(3)) {
          case 0 -> line.setCharAt(at, (char) random.nextInt(256));
          case 1 -> line.deleteCharAt(at);
          default -> line.insert(at, "\"\\{[]},: $%".charAt(random.nextInt(11)));
        }
      }
      nginx.parse(line.toString());
      json.parse(line.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$remote_addr $status | it needs $request_time exactly once",
        "$request_time$status | two variables with nothing between them",
        "$ $request_time | a $ without a name at character 1",
        "${request_time | a $ without a name at character 1",
        "nothing | it has no variables",
      })
  void tellsWhatIsWrongWithAFormat(String format, String why) {
    assertThatThrownBy(() -> LogTemplate.nginx(format))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/** | /api/a/b | true",
        "/api/* | /api/a/b | false",
        "/api/* | /api/a | true",
        "/a?c | /abc | true",
        "/a?c | /ac | false",
        "** | anything/at/all | true",
        "/x/**/z | /x/y/y/z | true",
        "/x | /x/ | false",
        "*.example.org | a.example.org | true",
      })
  void globsMatchTheWholeText(String pattern, String text, boolean matches) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
  }

  @Test
  void aGlobThatWouldExplodeElsewhereIsCheap() {
    Glob glob = new Glob("*a".repeat(100) + "b");
    assertThat(glob.matches("a".repeat(8000))).isFalse();
  }
}
