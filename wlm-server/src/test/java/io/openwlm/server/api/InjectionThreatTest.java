package io.openwlm.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T15: what comes from outside moves no cursor and begins no line, in logs and answers. */
class InjectionThreatTest {
  private static final String EVIL = "x\u001b]0;owned\u0007\n<3>fake\u0085\u2028\u202e";
  @TempDir Path directory;

  @Test
  void keepsControlCharactersOutOfLogsAndAnswers() throws Exception {
    try (ApiBed bed = new ApiBed(directory)) {
      bed.manager.name = EVIL;
      bed.manager.warning = EVIL;
      bed.ask("POST", "/api/v1/activations", "{\"policy\":\"a\\u001b[2J\\nb\"}", ApiBed.JSON);
      bed.get("/api/v1/%1b%5b2J%0a");
      bed.get("/api/v1/status?%1b%5d0;x%0a=1");
      String all =
          bed.auditText()
              + String.join("", bed.log)
              + bed.get("/").body()
              + bed.get("/api/v1/status").body()
              + bed.get("/api/v1/classes").body()
              + bed.get("/api/v1/%1b%5b2J").body()
              + bed.get("/api/v1/status?%1b%5d0;x=1").body();
      assertThat(all).doesNotContain("\u001b", "\u0007", "\u0085", "\n<3>fake");
      assertThat(bed.auditText().lines()).hasSize(1);
    }
  }
}
