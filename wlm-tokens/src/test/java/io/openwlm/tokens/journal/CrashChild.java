package io.openwlm.tokens.journal;

import io.openwlm.core.port.Clock;
import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.token.TokenUsage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that reserves and settles until it is killed. Before each group it says how much it has
 * asked for until the end of it ({@code begin N}), afterwards how much is on the disk ({@code done
 * N}), both as tokens that count in all.
 */
final class CrashChild {
  private CrashChild() {}

  public static void main(String[] args) throws IOException {
    Clock clock =
        new Clock() {
          @Override
          public long nanoTime() {
            return System.nanoTime();
          }

          @Override
          public long epochMillis() {
            return System.currentTimeMillis();
          }
        };
    LedgerHome home = LedgerHome.open(Path.of(args[0]), Samples.PLAN, clock, failed -> {});
    TokenLedger ledger = home.ledger();
    long counted = Samples.counted(ledger, "acme");
    System.out.println("open " + counted);
    for (int group = 0; ; group++) {
      counted += 5 * 300;
      System.out.println("begin " + counted);
      for (int i = 0; i < 5; i++) {
        long hold = Samples.reserve(ledger, "chat", 200, 100, System.nanoTime());
        ledger.settle(hold, new TokenUsage(200, 0, 0, 100, 0), false);
      }
      if (ledger.force()) {
        System.out.println("done " + counted);
      }
    }
  }
}
