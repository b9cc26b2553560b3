package io.openwlm.server.llm.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.model.token.AgentIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentBookTest {
  private static final String KEY = "key-of-scraper-0123";

  @TempDir Path directory;
  private final List<String> log = new ArrayList<>();

  private Path file(String name, String text, String mode) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private AgentBook book() throws IOException {
    Path key = file("k", KEY + "\n", "rw-------");
    return new AgentBook(
        List.of(
            new LlmAgent("all", 3, List.of(new AgentIdentity.InCgroup("/wlm/agents"))),
            new LlmAgent("chat", 1, List.of(new AgentIdentity.InCgroup("/wlm/agents/chat/"))),
            new LlmAgent("scrape", 5, List.of(new AgentIdentity.WithKey(key.toString()))),
            new LlmAgent("dev", 4, List.of(new AgentIdentity.AsUser("dev"))),
            new LlmAgent("number", 4, List.of(new AgentIdentity.AsUser("1002")))),
        name -> name.equals("dev") ? 1001 : -1,
        log::add);
  }

  private static String find(AgentBook book, int user, String key, String... cgroups) {
    return book.find(new PeerFacts(user, List.of(cgroups)), key)
        .map(LlmAgent::name)
        .orElse("nobody");
  }

  @Test
  void takesTheInnermostControlGroupAndWholeNamesOnly() throws IOException {
    AgentBook book = book();
    assertThat(find(book, 0, null, "/wlm/agents/chat/session-1")).isEqualTo("chat");
    assertThat(find(book, 0, null, "/wlm/agents/chat")).isEqualTo("chat");
    assertThat(find(book, 0, null, "/wlm/agents/chatty")).isEqualTo("all");
    assertThat(find(book, 0, null, "/wlm/agents2/chat")).isEqualTo("nobody");
    assertThat(find(book, 0, null, "/wlm/agents/../agents/chat")).isEqualTo("nobody");
    assertThat(find(book, 0, null, "/../wlm/agents/chat")).isEqualTo("nobody");
    assertThat(find(book, 0, null, "/wlm/agents", "/wlm/agents/chat")).isEqualTo("chat");
    assertThat(find(book, 0, null, "/")).isEqualTo("nobody");
  }

  @Test
  void letsTheKernelsWordCountBeforeAKeyAndAKeyBeforeTheUser() throws IOException {
    AgentBook book = book();
    assertThat(find(book, 1001, KEY, "/wlm/agents/chat")).isEqualTo("chat");
    assertThat(find(book, 1001, KEY)).isEqualTo("scrape");
    assertThat(find(book, 1001, "some-other-key")).isEqualTo("dev");
    assertThat(find(book, 1002, null)).isEqualTo("number");
    assertThat(find(book, -1, KEY)).isEqualTo("scrape");
    assertThat(find(book, -1, "")).isEqualTo("nobody");
    assertThat(find(book, 1003, KEY + " ")).isEqualTo("nobody");
  }

  @Test
  void readsAKeyAnewWhenItsFileChanges() throws Exception {
    Path path = file("k2", "first-key-0123\n", "rw-------");
    KeyFile key = new KeyFile(path);
    assertThat(key.secret().is(Secret.digest("first-key-0123"))).isTrue();
    Files.writeString(path, "second-key-0123\n");
    Files.setLastModifiedTime(path, FileTime.fromMillis(1));
    Thread.sleep(1_050); // it is looked at once a second
    assertThat(key.secret().is(Secret.digest("first-key-0123"))).isFalse();
    assertThat(key.secret().is(Secret.digest("second-key-0123"))).isTrue();
  }

  @Test
  void refusesKeyFilesThatOthersCouldRead() throws IOException {
    for (String mode : List.of("rw-r--r--", "rw-r-----", "rw-rw----", "rwx------")) {
      Path path = file("bad-" + mode, KEY, mode);
      assertThatThrownBy(() -> new KeyFile(path).secret())
          .as(mode)
          .hasMessageContaining("0600")
          .hasMessageNotContaining(KEY);
    }
    Path good = file("good", KEY, "rw-------");
    Path link = Files.createSymbolicLink(directory.resolve("link"), good);
    assertThatThrownBy(() -> new KeyFile(link).secret()).hasMessageContaining("regular file");
    Path empty = file("empty", "\n", "rw-------");
    assertThatThrownBy(() -> new KeyFile(empty).secret()).hasMessageContaining("one line");
    Path two = file("two", KEY + "\n" + KEY, "rw-------");
    assertThatThrownBy(() -> new KeyFile(two).secret()).hasMessageContaining("one line");
    assertThatThrownBy(() -> new KeyFile(directory.resolve("none")).secret())
        .hasMessageContaining("not there");
  }

  @Test
  void showsNoSecret() {
    Secret secret = new Secret(KEY);
    assertThat(secret.toString()).isEqualTo("***");
    assertThat(String.valueOf(List.of(secret))).doesNotContain(KEY);
  }
}
