package io.openwlm.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.wiring.Tokens;
import io.openwlm.core.port.TokenControl;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.simulator.upstream.FakeUpstream;
import io.openwlm.simulator.upstream.SeededPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy of the daemon: from a definition to a refused call, with a real ledger. */
class LlmDoorTest {
  private static final String KEY = "key-of-the-chat-agent";

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  @TempDir Path temp;
  private int user;

  @BeforeEach
  void keys() throws IOException {
    user = (Integer) Files.getAttribute(temp, "unix:uid");
    Files.writeString(temp.resolve("key"), KEY);
    Files.setPosixFilePermissions(
        temp.resolve("key"), PosixFilePermissions.fromString("rw-------"));
  }

  private ServiceDefinition definition(FakeUpstream upstream, String socket, String limit) {
    String text =
        """
        service-definition:
          name: AGENTS
          workloads: [ { name: AGENTS } ]
          service-classes:
            - { name: CHAT, workload: AGENTS, importance: 1, goal: { tokens: 40K/hour } }
          token-budgets:
            agents:
              - name: chat
                service-class: CHAT
                limits: [ { tokens: %s, per: day, zone: UTC } ]
                identities: [ { user: "%d" }, { key-file: %s } ]
          llm-proxy:
            unix-socket: %s
            upstreams:
              - { name: main, api: openai, url: "http://127.0.0.1:%d/v1", models: ["m*"] }
        """
            .formatted(limit, user, temp.resolve("key"), temp.resolve(socket), upstream.port());
    var read = DefinitionReader.read("test", text);
    assertThat(read.definition()).as("%s", read.problems()).isPresent();
    return read.definition().get();
  }

  private Tokens tokens() throws IOException {
    return Tokens.of(new Tokens.Place(temp.resolve("state"), new SystemClock(), ""), log::add);
  }

  /** The status line of a call of this process, without any key. */
  private String call(String socket) throws IOException {
    String body = "{\"model\":\"m1\",\"max_tokens\":300,\"messages\":[]}";
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(temp.resolve(socket)))) {
      channel.write(
          ByteBuffer.wrap(
              ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                      + "Content-Type: application/json\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.US_ASCII)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer piece = ByteBuffer.allocate(4096);
      while (channel.read(piece.clear()) >= 0) {
        answer.write(piece.array(), 0, piece.position());
      }
      return answer.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("nothing");
    }
  }

  private void await(String line) throws InterruptedException {
    while (log.stream().noneMatch(l -> l.contains(line))) { // surefire ends a test that hangs
      Thread.sleep(5);
    }
  }

  @Test
  void knowsThisProcessByItsUserAndStopsItWhenTheBudgetSaysSo() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.start(SeededPlan.calm(1), List.of("m1"));
        Tokens tokens = tokens()) {
      tokens.activated(definition(upstream, "a.sock", "1M"));
      try (LlmDoor door = LlmDoor.open(tokens, log::add)) {
        assertThat(log).contains("WLM0940I LLM proxy on " + temp.resolve("a.sock"));
        assertThat(call("a.sock")).startsWith("HTTP/1.1 200");
        TokenControl control = tokens;
        control.stop("chat", "a test", "root");
        assertThat(call("a.sock")).startsWith("HTTP/1.1 403");
        control.go("chat", "a test", "root");
        assertThat(call("a.sock")).startsWith("HTTP/1.1 200");
        assertThat(door.counters().orElseThrow().snapshot().refusals())
            .containsEntry("stopped", 1L);
      }
      assertThat(Files.exists(temp.resolve("a.sock"))).isFalse();
    }
  }

  @Test
  void followsTheDefinition() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.start(SeededPlan.calm(1), List.of("m1"));
        Tokens tokens = tokens();
        LlmDoor door = LlmDoor.open(tokens, log::add)) {
      assertThat(door.counters()).as("nothing is open without a definition").isEmpty();
      tokens.activated(definition(upstream, "a.sock", "1M"));
      await("a.sock");
      assertThat(call("a.sock")).startsWith("HTTP/1.1 200");
      tokens.activated(definition(upstream, "b.sock", "1M"));
      await("b.sock");
      assertThat(Files.exists(temp.resolve("a.sock"))).isFalse();
      assertThat(call("b.sock")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void saysWhyItIsNotOpenAndGoesOn() throws Exception {
    Files.writeString(temp.resolve("a.sock"), "not a socket");
    try (FakeUpstream upstream = FakeUpstream.start(SeededPlan.calm(1), List.of("m1"));
        Tokens tokens = tokens()) {
      tokens.activated(definition(upstream, "a.sock", "1M"));
      try (LlmDoor door = LlmDoor.open(tokens, log::add)) {
        assertThat(log).anyMatch(l -> l.startsWith("WLM0949E the LLM proxy is not open: "));
        assertThat(door.counters()).isEmpty();
        assertThat(Files.readString(temp.resolve("a.sock"))).isEqualTo("not a socket");
      }
    }
  }
}
