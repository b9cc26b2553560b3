package io.openwlm.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
  private static long upTo(ClassicHistogramBuckets buckets, double bound) {
    long sum = 0;
    for (int i = 0; i < buckets.size() && buckets.getUpperBound(i) <= bound; i++) {
      sum += buckets.getCount(i);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void newBoundsKeepTheTotalAndWhatBothBoundsKnow(long seed) {
    Random random = new Random(seed);
    double[] old = {0.25, 0.5, 1, 2};
    double[] next = {0.5, 0.75, 2, 8};
    Buckets buckets = new Buckets(old);
    long[] counts = new long[5];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = random.nextInt(100);
    }
    buckets.add(old, counts, 7);
    ClassicHistogramBuckets before = buckets.snapshot();
    buckets.add(next, new long[5], 0);
    ClassicHistogramBuckets after = buckets.snapshot();
    assertThat(upTo(after, 0.5)).isEqualTo(upTo(before, 0.5));
    assertThat(upTo(after, 2)).isEqualTo(upTo(before, 2));
    assertThat(upTo(after, Double.POSITIVE_INFINITY))
        .isEqualTo(upTo(before, Double.POSITIVE_INFINITY));
    assertThat(buckets.sum()).isEqualTo(7);
  }
}
