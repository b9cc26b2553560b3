package io.openwlm.linux.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.linux.MemoryKernel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsingDelaySourcesTest {

  @Test
  void readsEveryThreadWhereTaskstatsAreNotPermitted() {
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.process(10, "many", "/", 1);
    int threads = 2 * UsingDelaySources.MANY_THREADS;
    for (int tid = 10; tid < 10 + threads; tid++) {
      kernel.thread(10, tid, 0, 0);
    }
    UsingDelaySources source = new UsingDelaySources(kernel.fs, new FileBudget(50));
    TaskTotals totals = new TaskTotals(1);
    source.refresh(Map.of(10, 0), 10_000);
    source.sample(totals);
    source.refresh(Map.of(10, 0), 10_100);
    for (int tid = 10; tid < 10 + threads; tid++) {
      kernel.thread(10, tid, 2, 1);
    }
    source.sample(totals);
    assertThat(source.name()).isEqualTo("schedstat");
    assertThat(source.readings()).isEqualTo(threads);
    assertThat(totals.runNanos[0]).isEqualTo(2L * threads);
    assertThat(totals.runDelayNanos[0]).isEqualTo(threads);
    assertThat(source.tellsDelays()).isFalse();
    source.close();
  }

  @Test
  void budgetSinksBelowWhatIsOpenWhenDescriptorsRunOut() {
    FileBudget budget = new FileBudget(1000);
    for (int i = 0; i < 500; i++) {
      assertThat(budget.take()).isTrue();
    }
    budget.shrink();
    assertThat(budget.limit()).isEqualTo(436);
    assertThat(budget.take()).isFalse();
    for (int i = 0; i < 100; i++) {
      budget.giveBack();
    }
    assertThat(budget.take()).isTrue();
  }
}
