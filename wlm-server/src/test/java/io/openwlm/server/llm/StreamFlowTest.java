package io.openwlm.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.server.llm.http.ListenerProbe;
import java.nio.file.Path;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chunks pass when they come. A proxy that waits for more, or lets the kernel wait for an
 * acknowledgement (Nagle), makes a stream of 100 chunks take 40 ms longer; here the provider sends
 * the next chunk only when the client has the last one, so that any waiting would last for ever.
 */
class StreamFlowTest {
  private static final int CHUNKS = 100;

  @TempDir Path directory;

  @Test
  void passesEachChunkOnBeforeTheNextOneComes() throws Exception {
    SynchronousQueue<Integer> seen = new SynchronousQueue<>();
    FakeProvider.Script script =
        (request, wire) -> {
          wire.begin("text/event-stream");
          for (int i = 0; i < CHUNKS; i++) {
            wire.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"" + i + "\"}}]}\n\n");
            if (seen.poll(20, TimeUnit.SECONDS) == null) {
              wire.reset();
            }
          }
          wire.chunk("data: [DONE]\n\n").end();
        };
    try (ProxyBed bed = new ProxyBed(directory, script);
        ProxyBed.Client client = bed.client()) {
      client.post("/v1/chat/completions", "{\"model\":\"m-1\",\"max_tokens\":500,\"stream\":true}");
      int next = 0;
      while (next < CHUNKS) {
        if (client.line().contains("\"content\":\"" + next + "\"")) {
          seen.put(next++);
        }
      }
      assertThat(bed.budgets.onlySettled().usage().output()).isGreaterThanOrEqualTo(CHUNKS);
    }
  }

  @Test
  void tellsTheKernelNotToWaitOnEitherSide() throws Exception {
    String json = "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
    FakeProvider.Script script = (request, wire) -> wire.whole(200, "application/json", json);
    try (ProxyBed bed = new ProxyBed(directory, script);
        ProxyBed.Client client = bed.client()) {
      client.post("/v1/chat/completions", "{\"model\":\"m-1\",\"max_tokens\":500}").read();
      assertThat(ListenerProbe.noDelay(bed.proxy.shared())).containsExactly(true);
      assertThat(bed.proxy.pool().noDelay()).containsExactly(true);
    }
  }

  @Test
  void sendsASmallAnswerInOnePiece() throws Exception {
    String json = "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
    FakeProvider.Script script = (request, wire) -> wire.whole(200, "application/json", json);
    try (ProxyBed bed = new ProxyBed(directory, script);
        ProxyBed.Client client = bed.client()) {
      client.post("/v1/chat/completions", "{\"model\":\"m-1\",\"max_tokens\":500}");
      byte[] first = new byte[8192];
      int count = client.socket.getInputStream().read(first);
      assertThat(new String(first, 0, count, java.nio.charset.StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200 OK")
          .endsWith(json);
    }
  }
}
