package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.model.token.TokenWeights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Defects of the first seed's arithmetic (numbers of the reference, section 0). Each test does the
 * same to a model of the seed and to the ledger: the seed fails it.
 */
class SeedDefectsTest {

  /** The seed's sums: 32 bits, consumed and budget compared as a signed difference. */
  private static final class Seed {
    private final int budget;
    int consumed;

    Seed(long budget) {
      this.budget = (int) budget;
    }

    void add(long weighted) {
      consumed += (int) weighted;
    }

    int available() {
      return budget - consumed;
    }
  }

  @Test
  void defect6WindowsDriftWithTheStartOfTheDaemon() {
    long start = Plans.START_MILLIS + 47 * 60_000;
    long seedCycleEnds = start + 3_600_000;
    assertThat(seedCycleEnds % 3_600_000).as("the seed's hour ends at :47").isNotZero();

    Bench bench = new Bench(Plans.usual(1_000));
    bench.pass(47 * 60);
    assertThat(bench.node("acme").limits().getFirst().endEpochMillis())
        .isEqualTo(Plans.START_MILLIS + 3_600_000);
    bench.pass(14 * 60);
    assertThat(bench.node("acme").limits().getFirst().endEpochMillis())
        .isEqualTo(Plans.START_MILLIS + 2 * 3_600_000);
  }

  @Test
  void defect7CountersWrapAtFourThousandMillion() {
    Seed seed = new Seed(4_000_000_000L);
    seed.add(2_500_000_000L);
    seed.add(1_900_000_000L);
    assertThat(Integer.toUnsignedLong(seed.consumed))
        .as("4.4 G weighted tokens became 0.1 G")
        .isLessThan(200_000_000L);
    Seed wrapped = new Seed(2_000_000_000L);
    wrapped.add(4_400_000_000L);
    assertThat(wrapped.available())
        .as("more than twice its budget is spent, and the seed has nearly all of it left")
        .isGreaterThan(1_800_000_000);

    Bench bench =
        new Bench(
            new Plans()
                .organisation(Plans.tokens(4_000_000_000L, Plans.HOUR))
                .agent("chat", "acme")
                .plan());
    TokenUsage much = new TokenUsage(2_500_000_000L, 0, 0, 2_000_000_000L, 0);
    bench.ledger.spend("chat", new ReportedCall("", "m", much, bench.wallMillis), bench.nanos);
    assertThat(bench.spent("acme")).isEqualTo(4_500_000_000L);
    assertThat(bench.reserve("chat", 1, 1)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.EXHAUSTED);
  }

  @Test
  void defect7TheLargestNumbersStopAtTheLargestNumber() {
    TokenWeights heaviest =
        new TokenWeights(
            List.of(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000),
            List.of(new TokenWeights.ModelWeight("*", 1_000_000)));
    Bench bench =
        new Bench(
            new Plans()
                .organisation(Plans.tokens(4_000_000_000L, Plans.HOUR))
                .agent("chat", "acme")
                .weights(heaviest)
                .plan());
    long most = Long.MAX_VALUE / 8;
    for (int i = 0; i < 3; i++) {
      TokenUsage huge = new TokenUsage(most, most, most, most, most);
      bench.ledger.spend("chat", new ReportedCall("", "m", huge, bench.wallMillis), bench.nanos);
    }
    assertThat(bench.node("acme").limits().getFirst().spent()).isEqualTo(Long.MAX_VALUE);
    assertThat(bench.reserve("chat", most, most)).isZero();
    assertThat(bench.reserve("chat", 1, 1)).isZero();
    assertThat(bench.ledger.audit()).isEmpty();
  }

  @Test
  void defect8CacheReadsWeighLikeOutput() {
    Seed seed = new Seed(10_000);
    seed.add(9_000 + 500);
    assertThat(seed.available()).as("9,000 cached tokens used the seed's budget up").isEqualTo(500);

    Bench bench =
        new Bench(
            new Plans()
                .organisation(Plans.tokens(10_000, Plans.HOUR))
                .agent("chat", "acme")
                .weights(TokenWeights.DEFAULT)
                .plan());
    TokenUsage usage = new TokenUsage(0, 9_000, 0, 500, 0);
    bench.ledger.spend("chat", new ReportedCall("", "m", usage, bench.wallMillis), bench.nanos);
    assertThat(bench.spent("acme")).isEqualTo(1_400);
    assertThat(bench.node("chat").counts().used()).isEqualTo(usage);
  }

  @Test
  void defect11CheckThenChargeOvershootsByWhatIsUnderWay() {
    int streams = 15;
    Seed seed = new Seed(30_000);
    List<Long> underWay = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      if (seed.available() > 0) {
        underWay.add(8_000L);
      }
    }
    underWay.forEach(seed::add);
    assertThat(seed.consumed).as("the seed let all of them through").isEqualTo(120_000);

    Bench bench = new Bench(Plans.usual(30_000));
    List<Long> holds = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      long hold = bench.reserve("chat", 7_000, 1_000, 256);
      if (hold != 0) {
        holds.add(hold);
      }
    }
    for (long hold : holds) {
      bench.settle(hold, 7_000, 1_000);
    }
    assertThat(holds).hasSizeBetween(3, 4);
    assertThat(bench.spent("acme")).isLessThanOrEqualTo(30_000).isGreaterThan(20_000);
  }
}
