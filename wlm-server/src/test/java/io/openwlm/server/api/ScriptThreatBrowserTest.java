package io.openwlm.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T16: marks in names and texts stay text, and a real browser runs and refuses nothing. */
class ScriptThreatBrowserTest {
  private static final String EVIL =
      "\"><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
  @TempDir Path directory;

  @Test
  void showsMarksAsText() throws Exception {
    try (ApiBed bed = new ApiBed(directory)) {
      bed.manager.name = EVIL;
      bed.manager.warning = EVIL;
      Wire.Reply page = bed.get("/");
      assertThat(page.header("content-security-policy"))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(page.body())
          .doesNotContain("<img", "<script", "style=\"", "onerror=\"")
          .contains("&quot;&gt;&lt;img src=x onerror=");
    }
  }

  @Test
  void runsNothingInABrowserAndBreaksNoPolicy() throws Exception {
    try (ApiBed bed = new ApiBed(directory);
        Relay relay = new Relay(bed.socket)) {
      bed.manager.name = EVIL;
      bed.manager.warning = EVIL;
      Path errors = directory.resolve("errors");
      Process browser =
          new ProcessBuilder(
                  "chromium",
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--no-first-run",
                  "--user-data-dir=" + directory.resolve("profile"),
                  "--enable-logging=stderr",
                  "--v=0",
                  "--dump-dom",
                  "http://localhost:" + relay.port() + "/")
              .redirectError(errors.toFile())
              .start();
      String dom = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(dom).contains("<title>host1").contains("Service classes").contains("!! missed");
      assertThat(dom).doesNotContain("<img").doesNotContain("<title>owned");
      assertThat(Files.readString(errors))
          .doesNotContain("Content Security Policy")
          .doesNotContain("Content-Security-Policy");
      assertThat(relay.paths()).contains("/", "/style.css");
    }
  }
}
