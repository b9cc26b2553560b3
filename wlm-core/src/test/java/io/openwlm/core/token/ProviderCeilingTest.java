package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.TokenAdmission.ProviderLimit;
import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.model.token.TokenUsage;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a provider says of its own limits bounds the calls of that model until then. */
class ProviderCeilingTest {
  private static void say(
      Bench bench, String model, ProviderLimit limit, long amount, long seconds) {
    long until = bench.wallMillis + seconds * 1_000;
    bench.ledger.providerCeiling("main", model, limit, amount, until);
  }

  @Test
  void aProvidersOwnLimitIsACeilingUntilItsTime() {
    Bench bench = new Bench(Plans.usual(100_000));
    say(bench, "m", ProviderLimit.TOKENS, 1_000, 30);
    assertThat(bench.reserve("chat", 400, 4_000, 256)).isNotZero();
    assertThat(bench.ask.outputTokens).isEqualTo(600);
    assertThat(bench.reserve("chat", 10, 4_000, 256)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.PROVIDER_LIMIT);
    bench.pass(31);
    assertThat(bench.reserve("chat", 10, 4_000, 256)).isNotZero();
  }

  @Test
  void aProvidersLimitOfOneModelIsNoneOfAnother() {
    Bench bench = new Bench(Plans.usual(100_000));
    say(bench, "small", ProviderLimit.TOKENS, 0, 30);
    bench.ask.model = "small";
    assertThat(bench.reserve("chat", 10, 100)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.PROVIDER_LIMIT);
    assertThat(bench.ask.budget).isEqualTo("main");
    bench.ask.model = "large";
    assertThat(bench.reserve("chat", 10, 100)).isNotZero();
  }

  @Test
  void eachLimitOfAProviderLimitsWhatItIsAbout() {
    Bench bench = new Bench(Plans.usual(100_000));
    say(bench, "m", ProviderLimit.OUTPUT_TOKENS, 300, 60);
    say(bench, "m", ProviderLimit.INPUT_TOKENS, 5_000, 20);
    long first = bench.reserve("chat", 4_000, 1_000);
    assertThat(bench.ask.outputTokens).as("output has its own limit").isEqualTo(300);
    assertThat(bench.ledger.extend(first, 1, bench.nanos)).isFalse();
    assertThat(bench.reserve("chat", 10, 1_000)).as("all output is held").isZero();
    bench.settle(first, 3_000, 100);
    bench.ask.model = "m";
    assertThat(bench.reserve("chat", 4_000, 1_000)).as("2,000 of input are left").isZero();
    assertThat(bench.ask.resetsEpochMillis).isEqualTo(bench.wallMillis + 20_000);
    bench.pass(21);
    assertThat(bench.reserve("chat", 4_000, 1_000)).isNotZero();
    assertThat(bench.ask.outputTokens).isEqualTo(200);
  }

  @Test
  void ofAProvidersRequestsThoseAreTakenOffThatComeAfterItsWord() {
    Bench bench = new Bench(Plans.usual(100_000));
    long before = bench.reserve("chat", 10, 100);
    say(bench, "m", ProviderLimit.REQUESTS, 2, 30);
    assertThat(bench.reserve("chat", 10, 100)).isNotZero();
    long second = bench.reserve("chat", 10, 100);
    assertThat(bench.ledger.extend(second, 10, bench.nanos)).as("no new request").isTrue();
    assertThat(bench.reserve("chat", 10, 100)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.PROVIDER_LIMIT);
    bench.settle(before, 10, 10);
    bench.settle(second, 10, 10);
    assertThat(bench.reserve("chat", 10, 100)).as("the provider has counted them").isZero();
    bench.pass(31);
    assertThat(bench.reserve("chat", 10, 100)).isNotZero();
  }

  @Test
  void ceilingsDoNotGrowByNamesOfModels() {
    Bench bench =
        new Bench(new Plans().agent("chat", null).shape(new LedgerShape(9, 3, 2, 9)).plan());
    say(bench, "a", ProviderLimit.REQUESTS, 0, 10);
    say(bench, "b", ProviderLimit.REQUESTS, 0, 20);
    say(bench, "c", ProviderLimit.REQUESTS, 0, 30);
    bench.ask.model = "c";
    long open = bench.reserve("chat", 1, 1);
    assertThat(open).as("there was no place for it").isNotZero();
    bench.pass(11);
    say(bench, "c", ProviderLimit.REQUESTS, 0, 30);
    assertThat(bench.reserve("chat", 1, 1)).as("that of a is over").isZero();
    bench.ask.model = "b";
    assertThat(bench.reserve("chat", 1, 1)).isZero();
  }

  @Test
  void aCallThatNeedsNoOutputIsLoweredAsWell() {
    Bench bench = new Bench(Plans.usual(100_000));
    say(bench, "m", ProviderLimit.TOKENS, 1_000, 30);
    assertThat(bench.reserve("chat", 400, 4_000, 0)).isNotZero();
    assertThat(bench.ask.outputTokens).isEqualTo(600);
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    Bench bench = new Bench(Plans.usual(100_000));
    say(bench, "m", ProviderLimit.TOKENS, 1_000, 30);
    for (int i = 0; i < 3; i++) {
      long hold = bench.reserve("chat", 400, 500);
      assertThat(bench.ledger.extend(hold, 100, bench.nanos)).isTrue();
      assertThat(bench.reserve("chat", 10, 10)).as("all of it is held").isZero();
      bench.ledger.release(hold);
    }
    bench.settle(bench.reserve("chat", 400, 600), 400, 500);
    assertThat(bench.reserve("chat", 20, 4_000)).isNotZero();
    assertThat(bench.ask.outputTokens).as("what is left of 1,000").isBetween(60L, 100L);
  }

  @Test
  void reservingBelowACeilingAllocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Bench bench = new Bench(Plans.usual(1_000_000_000));
    for (ProviderLimit limit : ProviderLimit.values()) {
      say(bench, "m", limit, 900_000_000, 3_000);
    }
    TokenUsage usage = Bench.usage(5, 5);
    long before = 0;
    for (int i = 0; i < 40_000; i++) {
      before = i == 20_000 ? threads.getCurrentThreadAllocatedBytes() : before;
      long hold = bench.reserve("chat", 10, 10);
      assertThatHeld(hold);
      bench.ledger.settle(hold, usage, false);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
  }

  private static void assertThatHeld(long hold) {
    if (hold == 0) {
      throw new AssertionError("refused");
    }
  }
}
