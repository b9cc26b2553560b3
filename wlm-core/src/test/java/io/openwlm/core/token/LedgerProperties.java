package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.TokenJournal;
import io.openwlm.core.token.LedgerPicture.Limit;
import io.openwlm.core.token.LedgerPicture.Node;
import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that hold whatever calls, clocks, operators and crashes do. */
class LedgerProperties {
  static LongStream seeds() {
    String one = System.getProperty("wlm.seed");
    return one == null ? LongStream.rangeClosed(1, 24) : LongStream.of(Long.parseLong(one));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void letsNothingThroughThatALimitDoesNotHave(long seed) {
    Chaos chaos = new Chaos(new Random(seed), TokenJournal.NONE);
    for (int i = 0; i < 3_000; i++) {
      boolean granted = chaos.step();
      if (granted) {
        for (Node node : chaos.path()) {
          for (Limit limit : node.limits()) {
            assertThat(limit.spent() + held(node, limit))
                .as("-Dwlm.seed=%d step %d %s %s", seed, i, node.name(), limit)
                .isLessThanOrEqualTo(limit.amount());
          }
        }
      }
      if (i % 50 == 0) {
        assertThat(chaos.bench.ledger.audit()).as("-Dwlm.seed=%d step %d", seed, i).isEmpty();
      }
    }
    chaos.endAll();
    assertThat(chaos.bench.ledger.audit()).isEmpty();
    assertThat(chaos.bench.ledger.holds()).isZero();
    chaos
        .bench
        .ledger
        .picture(chaos.bench.nanos)
        .nodes()
        .forEach(n -> assertThat(n.held()).isEqualTo(new LedgerPicture.Amounts(0, 0, 0)));
  }

  private static long held(Node node, Limit limit) {
    return switch (limit.limit().unit()) {
      case TOKENS -> node.held().milliTokens();
      case COST -> node.held().nanoCost();
      case REQUESTS -> node.held().requests();
    };
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWasSpentNeverGoesDownAndAddsUp(long seed) {
    Chaos chaos = new Chaos(new Random(seed), TokenJournal.NONE);
    Map<String, Long> before = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      chaos.step();
      if (i % 20 == 0) {
        long agents = 0;
        long agentsHeld = 0;
        for (Node node : chaos.bench.ledger.picture(chaos.bench.nanos).nodes()) {
          long spent = node.counts().spent().milliTokens();
          assertThat(spent)
              .as("-Dwlm.seed=%d step %d", seed, i)
              .isGreaterThanOrEqualTo(before.getOrDefault(node.name(), 0L));
          before.put(node.name(), spent);
          agents += node.agent() == null ? 0 : spent;
          agentsHeld += node.agent() == null ? 0 : node.held().milliTokens();
          assertThat(node.held().milliTokens()).isNotNegative();
          assertThat(node.held().requests()).isNotNegative();
        }
        assertThat(agents).isEqualTo(before.get("acme"));
        assertThat(agentsHeld).isEqualTo(chaos.bench.node("acme").held().milliTokens());
      }
    }
    assertThat(chaos.total()).as("-Dwlm.seed=%d", seed).isEqualTo(chaos.actualMilli);
    for (String name : Chaos.AGENTS) {
      Node node = chaos.bench.node(name);
      assertThat(node.counts().spent().milliTokens())
          .as("-Dwlm.seed=%d %s", seed, name)
          .isGreaterThanOrEqualTo(Math.max(node.agent().meteredMilli(), node.agent().toldMilli()))
          .isLessThanOrEqualTo(node.agent().meteredMilli() + node.agent().toldMilli());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfSettlementsDoesNotMatter(long seed) {
    Random random = new Random(seed);
    List<long[]> calls = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      calls.add(new long[] {random.nextInt(5_000), random.nextInt(900), random.nextInt(2_000)});
    }
    List<LedgerPicture.Node> first = settled(calls, new Random(seed + 1));
    List<LedgerPicture.Node> second = settled(calls, new Random(seed + 2));
    for (int i = 0; i < first.size(); i++) {
      assertThat(first.get(i).limits()).isEqualTo(second.get(i).limits());
      assertThat(first.get(i).counts()).isEqualTo(second.get(i).counts());
      assertThat(first.get(i).held()).isEqualTo(second.get(i).held());
    }
  }

  private static List<LedgerPicture.Node> settled(List<long[]> calls, Random order) {
    Bench bench = new Bench(Plans.usual(1_000_000));
    List<long[]> open = new ArrayList<>();
    for (long[] call : calls) {
      long hold = bench.reserve(call[0] % 2 == 0 ? "chat" : "scraper", call[0], call[1]);
      open.add(new long[] {hold, call[0] / 2, call[2]});
    }
    Collections.shuffle(open, order);
    for (long[] call : open) {
      assertThat(bench.settle(call[0], call[1], call[2])).isTrue();
    }
    return bench.ledger.picture(bench.nanos).nodes();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aReplayUntilAnyRecordIsWhatTheLedgerWasThen(long seed) {
    MemoryJournal journal = new MemoryJournal();
    Random random = new Random(seed);
    Chaos chaos = new Chaos(random, journal);
    byte[] snapshot = null;
    Map<Integer, List<Node>> then = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      chaos.step();
      if (random.nextInt(150) == 0) {
        snapshot = chaos.bench.ledger.snapshot();
        then.clear();
      }
      then.put(journal.records.size(), chaos.bench.ledger.picture(chaos.bench.nanos).nodes());
    }
    List<Integer> cuts = new ArrayList<>(then.keySet());
    Collections.shuffle(cuts, random);
    for (int cut : cuts.subList(0, Math.min(12, cuts.size()))) {
      Bench again = recovered(snapshot, journal.records.subList(0, cut), chaos);
      List<Node> now = again.ledger.picture(again.nanos).nodes();
      List<Node> before = then.get(cut);
      for (int n = 0; n < now.size(); n++) {
        String where = "-Dwlm.seed=" + seed + " record " + cut + " " + now.get(n).name();
        assertThat(now.get(n).held()).as(where).isEqualTo(before.get(n).held());
        assertThat(now.get(n).stopped()).as(where).isEqualTo(before.get(n).stopped());
        assertThat(now.get(n).counts().spent()).as(where).isEqualTo(before.get(n).counts().spent());
        assertThat(now.get(n).counts().used()).as(where).isEqualTo(before.get(n).counts().used());
      }
      assertThat(again.ledger.audit()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void recordsThatAreLostGiveNothingBack(long seed) {
    MemoryJournal journal = new MemoryJournal();
    Random random = new Random(seed);
    Chaos chaos = new Chaos(random, journal);
    chaos.operators = false;
    for (int i = 0; i < 300; i++) {
      chaos.step();
    }
    for (int i = 0; i < 15; i++) {
      chaos.bench.reserve(Chaos.AGENTS.get(i % 3), 10, 10, 1);
    }
    // the newest record of each agent must be there: nothing can tell of what came after it
    for (String agent : Chaos.AGENTS) {
      chaos.bench.ledger.release(chaos.bench.reserve(agent, 0, 1, 0));
      chaos.bench.ledger.spend(
          agent,
          new ReportedCall("", "m", TokenUsage.NONE, chaos.bench.wallMillis),
          chaos.bench.nanos);
    }
    List<byte[]> all = new ArrayList<>(journal.records);
    int from = random.nextBoolean() ? all.size() - 22 : 1 + random.nextInt(all.size() - 25);
    int to = Math.min(all.size() - 9, from + 1 + random.nextInt(40));
    List<byte[]> left = new ArrayList<>(all.subList(0, from));
    left.addAll(all.subList(to, all.size()));
    Bench again = recovered(null, left, chaos);
    for (String agent : Chaos.AGENTS) {
      Node before = chaos.bench.node(agent);
      Node now = again.node(agent);
      assertThat(now.counts().spent().milliTokens() + now.held().milliTokens())
          .as("-Dwlm.seed=%d %s", seed, agent)
          .isGreaterThanOrEqualTo(
              before.counts().spent().milliTokens() + before.held().milliTokens());
      assertThat(now.counts().requests() + now.held().requests())
          .as("-Dwlm.seed=%d %s", seed, agent)
          .isGreaterThanOrEqualTo(before.counts().requests() + before.held().requests());
    }
    assertThat(again.ledger.audit()).isEmpty();
  }

  private static Bench recovered(byte[] snapshot, List<byte[]> records, Chaos chaos) {
    LedgerRecovery recovery = new LedgerRecovery(Chaos.PLAN);
    if (snapshot != null) {
      assertThat(recovery.snapshot(snapshot)).isTrue();
    }
    for (byte[] record : records) {
      assertThat(recovery.record(record)).isTrue();
    }
    Bench bench = new Bench(Chaos.PLAN);
    bench.nanos = 5;
    bench.wallMillis = chaos.bench.wallMillis;
    bench.ledger = recovery.ledger(TokenJournal.NONE, bench.nanos, 0, bench.wallMillis);
    return bench;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void afterACrashEveryHoldEndsAsSpendingAtTheLatest(long seed) {
    MemoryJournal journal = new MemoryJournal();
    Chaos chaos = new Chaos(new Random(seed), journal);
    for (int i = 0; i < 200; i++) {
      chaos.step();
    }
    LedgerPicture.Amounts spent = chaos.bench.node("acme").counts().spent();
    LedgerPicture.Amounts held = chaos.bench.node("acme").held();
    Bench again = recovered(null, journal.records, chaos);
    long fresh = again.reserve("chat", 0, 1, 0);
    for (int i = 0; i < 100; i++) {
      again.pass(30);
    }
    assertThat(again.node("acme").held().milliTokens()).isZero();
    long now = again.node("acme").counts().spent().milliTokens();
    assertThat(now).isGreaterThanOrEqualTo(spent.milliTokens() + held.milliTokens());
    assertThat(chaos.given).doesNotContain(fresh);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damagedBytesAreRefusedAndNeverThrow(long seed) {
    MemoryJournal journal = new MemoryJournal();
    Random random = new Random(seed);
    Chaos chaos = new Chaos(random, journal);
    for (int i = 0; i < 100; i++) {
      chaos.step();
    }
    List<byte[]> records = new ArrayList<>(journal.records);
    byte[] snapshot = chaos.bench.ledger.snapshot();
    for (int i = 0; i < 200; i++) {
      byte[] bad =
          random.nextBoolean() ? snapshot.clone() : records.get(i % records.size()).clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      byte[] cut = java.util.Arrays.copyOf(bad, random.nextInt(bad.length + 1));
      LedgerRecovery recovery = new LedgerRecovery(Chaos.PLAN);
      recovery.record(records.getFirst());
      recovery.snapshot(cut);
      recovery.record(bad);
      recovery.record(cut);
      assertThat(recovery.losses()).isNotNegative();
    }
  }
}
