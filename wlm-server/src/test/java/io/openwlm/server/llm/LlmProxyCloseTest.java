package io.openwlm.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmProxyCloseTest {
  @TempDir Path directory;

  /** Else the ledger is closed before a call that was broken off is settled in it. */
  @Test
  void returnsWhenTheCallsUnderWayHaveEnded() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    try (ProxyBed bed =
            new ProxyBed(
                directory,
                (request, wire) -> {
                  reached.countDown();
                  never.await();
                });
        ProxyBed.Client client = bed.client()) {
      bed.budgets.ending =
          () -> {
            // Longer than a close takes that does not wait; far shorter than it waits at most.
            pause(400);
            ended.incrementAndGet();
          };
      client.post("/v1/chat/completions", "{\"model\":\"m-1\",\"max_tokens\":500}");
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(ended).hasValue(0);
      bed.proxy.close();
      assertThat(ended).hasValue(1);
      assertThat(bed.proxy.connections()).isZero();
      never.countDown();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
