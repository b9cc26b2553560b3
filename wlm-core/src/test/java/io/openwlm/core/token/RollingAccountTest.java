package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollingAccountTest {
  private static final long MINUTE = 60_000_000_000L;

  @Test
  void forgetsNeverTooEarlyAndAtMostASixtiethTooLate() {
    Random random = new Random(Long.getLong("wlm.seed", 7));
    LedgerTime time = new LedgerTime(0, 0, 0, 0);
    BudgetWindow.Rolling window = new BudgetWindow.Rolling(MINUTE);
    RollingAccount account =
        new RollingAccount(new BudgetLimit(BudgetUnit.TOKENS, 1, window), window);
    List<long[]> uses = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 5_000; i++) {
      now += random.nextLong(random.nextInt(20) == 0 ? 2 * MINUTE : MINUTE / 30);
      time.advance(now);
      long amount = random.nextInt(1_000);
      account.charge(amount, 0, now, time);
      uses.add(new long[] {now, amount});
      long exact = 0;
      long atMost = 0;
      for (long[] use : uses) {
        exact += use[0] > now - MINUTE ? use[1] : 0;
        atMost += use[0] > now - MINUTE - MINUTE / 60 ? use[1] : 0;
      }
      assertThat(account.spent(time)).isBetween(exact, atMost);
    }
  }

  @Test
  void saysWhenTheOldestUseFallsOut() {
    LedgerTime time = new LedgerTime(0, 0, 1_000_000, 0);
    BudgetWindow.Rolling window = new BudgetWindow.Rolling(MINUTE);
    RollingAccount account =
        new RollingAccount(new BudgetLimit(BudgetUnit.TOKENS, 1, window), window);
    assertThat(account.resetsEpochMillis(time)).isZero();
    account.charge(5, 0, 0, time);
    long resets = account.resetsEpochMillis(time);
    assertThat(resets).isEqualTo(1_000_000 + 61_000);
    time.advance((resets - 1_000_000 - 1) * 1_000_000);
    assertThat(account.spent(time)).isEqualTo(5);
    time.advance((resets - 1_000_000) * 1_000_000);
    assertThat(account.spent(time)).isZero();
  }
}
