package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CallHistoryTest {
  @Test
  void takesBytesForTokensWhileNothingIsKnown() {
    CallHistory history = new CallHistory();
    assertThat(history.inputBound(12_345)).isEqualTo(12_345);
    assertThat(history.usualOutput(4_096)).isEqualTo(4_096);
  }

  @Test
  void learnsTokensForAByteWithRoomAboveTheLargestSeen() {
    CallHistory history = new CallHistory();
    Random random = new Random(Long.getLong("wlm.seed", 3));
    int above = 0;
    for (int i = 0; i < 5_000; i++) {
      long bytes = 1_000 + random.nextInt(40_000);
      long tokens = Math.round(bytes * (0.22 + 0.08 * random.nextDouble()));
      if (i >= 100) {
        assertThat(history.inputBound(bytes)).isLessThan(bytes / 2);
        above += history.inputBound(bytes) < tokens ? 1 : 0;
      }
      history.learn(bytes, tokens, 200 + random.nextInt(1_800));
    }
    assertThat(above).isZero();
    assertThat(history.usualInput(10_000)).isBetween(2_400L, 2_800L);
    assertThat(history.usualOutput(4_096)).isBetween(700L, 1_500L);
  }

  @Test
  void neverExpectsMoreTokensThanBytesUnlessItSawThem() {
    CallHistory history = new CallHistory();
    for (int i = 0; i < 100; i++) {
      history.learn(1_000, 990, 10);
    }
    assertThat(history.inputBound(1_000)).isEqualTo(1_000);
    for (int i = 0; i < 100; i++) {
      history.learn(1_000, 1_800, 10);
    }
    assertThat(history.inputBound(1_000)).isGreaterThanOrEqualTo(1_800);
  }

  @Test
  void aCallWithAConversationThatTheProviderKeepsDoesNotMakeAllOthersLookHuge() {
    CallHistory history = new CallHistory();
    history.learn(1_000, 250, 10);
    history.learn(100, 100_000, 10);
    assertThat(history.inputBound(10_000))
        .as("else later calls were refused, and nothing smaller was ever learned")
        .isLessThanOrEqualTo(25_000);
  }

  @Test
  void oldCallsFade() {
    CallHistory history = new CallHistory();
    for (int i = 0; i < 600; i++) {
      history.learn(1_000, 900, 4_000);
    }
    for (int i = 0; i < 6_000; i++) {
      history.learn(1_000, 200, 100);
    }
    assertThat(history.inputBound(10_000)).isLessThan(3_000);
  }

  @Test
  void aCallUsuallyAnswersWhatItsClassAndModelDidOfLateAndNeverMoreThanIsHeld() {
    Bench bench = new Bench(Plans.usual(100_000));
    long first = bench.reserve("chat", 100, 500);
    assertThat(bench.ledger.usualOutput(first)).as("while nothing is known").isEqualTo(500);
    bench.settle(first, 50, 80);
    assertThat(bench.ledger.usualOutput(first)).as("of a hold that has ended").isZero();
    bench.settle(bench.reserve("chat", 100, 500), 50, 120);
    long next = bench.reserve("chat", 100, 500);
    assertThat(bench.ledger.usualOutput(next)).isEqualTo(100);
    bench.ledger.settle(next, Bench.usage(50, 400), true);
    long small = bench.reserve("chat", 100, 30);
    assertThat(bench.ledger.usualOutput(small)).as("nothing is learned of guesses").isEqualTo(30);
    bench.ask.model = "other";
    assertThat(bench.ledger.usualOutput(bench.reserve("chat", 100, 500))).isEqualTo(500);
  }
}
