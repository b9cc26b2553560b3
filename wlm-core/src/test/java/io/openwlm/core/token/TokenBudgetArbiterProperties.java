package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.token.Pool.Ceiling;
import io.openwlm.core.token.Pool.Demand;
import io.openwlm.core.token.Pool.Member;
import io.openwlm.core.token.Pool.Share;
import io.openwlm.core.token.Pool.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of the arbiter, over random pools. */
class TokenBudgetArbiterProperties {
  private static final int RUNS = 400;

  /** Rounding of a share may move a few thousandths of a token. */
  private static final long ROUNDING = 10;

  static LongStream seeds() {
    String one = System.getProperty("wlm.seed");
    return one != null ? LongStream.of(Long.parseLong(one)) : LongStream.range(0, RUNS);
  }

  /** A pool with 1 to 9 agents, grants from before that fit, and one or three ceilings. */
  private static Pool pool(Random random, boolean plain) {
    int n = 1 + random.nextInt(9);
    long limit = 1_000 + random.nextInt(1_000_000);
    int ceilings = plain ? 1 : 3;
    List<Member> members = new ArrayList<>();
    long used = 0;
    for (int i = 0; i < n; i++) {
      long entitlement = random.nextLong(2 * limit / n + 1);
      Share share =
          new Share(
              random.nextInt(3) == 0 ? entitlement / (1 + random.nextInt(10)) : 0,
              entitlement,
              entitlement + random.nextLong(limit));
      long mine = random.nextInt(4) == 0 ? 0 : random.nextLong(limit / n + 1);
      used += mine;
      Demand demand =
          new Demand(
              random.nextInt(3) == 0 ? 0 : random.nextLong(limit),
              random.nextInt(2) == 0 ? 0 : random.nextLong(entitlement + 1),
              plain ? 0 : random.nextDouble() * 20,
              plain ? 0 : random.nextDouble() / 100);
      List<Integer> below =
          plain ? List.of(0) : random.nextBoolean() ? List.of(0, 1, 2) : List.of(0, 1);
      members.add(
          new Member(
              "agent" + i,
              "C" + i,
              1 + random.nextInt(5),
              share,
              mine,
              mine + random.nextLong(limit / n + 1),
              demand,
              below,
              random.nextInt(12) == 0));
    }
    long left = limit - used - (random.nextInt(6) == 0 ? random.nextLong(limit) : 0);
    List<Ceiling> limits = new ArrayList<>();
    limits.add(new Ceiling("org", Unit.TOKENS, left, limit));
    if (ceilings > 1) {
      limits.add(new Ceiling("org", Unit.COST, random.nextLong(20 * limit), 20 * limit));
      limits.add(new Ceiling("team", Unit.REQUESTS, random.nextLong(limit / 100 + 1), limit));
    }
    return new Pool("org", "w", limits, members);
  }

  private static double granted(List<Grant> grants, int ceiling, Unit unit) {
    return grants.stream()
        .filter(g -> g.member().ceilings().contains(ceiling))
        .mapToDouble(g -> g.member().takes(unit) * (g.after() - g.member().used()))
        .sum();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void unspentGrantsKeepEveryCeiling(long seed) {
    Random random = new Random(seed);
    Pool pool = pool(random, seed % 2 == 0);
    List<Grant> grants = TokenBudgetArbiter.arbitrate(pool, random.nextInt(4) == 0);
    for (int c = 0; c < pool.ceilings().size(); c++) {
      Ceiling ceiling = pool.ceilings().get(c);
      assertThat(granted(grants, c, ceiling.unit()))
          .isLessThanOrEqualTo(Math.max(0, ceiling.left()) + 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noGrantIsBelowWhatIsUsed(long seed) {
    Random random = new Random(seed);
    Pool pool = pool(random, seed % 2 == 0);
    assertThat(TokenBudgetArbiter.arbitrate(pool, random.nextInt(4) == 0))
        .allMatch(g -> g.after() >= g.member().used());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void floorsAreKeptWhileThePoolHasThem(long seed) {
    Random random = new Random(seed);
    Pool pool = pool(random, true);
    long floors =
        pool.members().stream().mapToLong(m -> Math.max(0, m.leastGrant() - m.used())).sum();
    if (floors <= pool.ceilings().getFirst().left()) {
      assertThat(TokenBudgetArbiter.arbitrate(pool, random.nextInt(4) == 0))
          .allMatch(g -> g.after() >= g.member().leastGrant() || g.member().stopped());
    }
  }

  /** Starvation bound: the floor, or a fiftieth of the entitlement, also for importance 5. */
  @ParameterizedTest
  @MethodSource("seeds")
  void importance5AlwaysGetsAFiftiethOfItsEntitlement(long seed) {
    Random random = new Random(seed);
    Pool pool = pool(random, true);
    long[] target = TokenBudgetArbiter.targets(pool);
    long floors =
        pool.members().stream().mapToLong(m -> Math.max(0, m.leastGrant() - m.used())).sum();
    for (int i = 0; i < target.length; i++) {
      Member m = pool.members().get(i);
      if (!m.stopped() && floors <= pool.ceilings().getFirst().left()) {
        assertThat(target[i]).isGreaterThanOrEqualTo(m.share().entitlement() / 50);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noLessImportantAgentGainsWhileAMoreImportantOneIsShort(long seed) {
    Random random = new Random(seed);
    Pool pool = pool(random, true);
    List<Grant> grants = TokenBudgetArbiter.arbitrate(pool, false);
    for (Grant upper : grants) {
      Member m = upper.member();
      long right =
          m.importance() == 1
              ? m.wantsBelowCap()
              : Math.min(m.wantsBelowCap(), Math.max(m.used(), m.share().entitlement()));
      long band = Math.max(m.share().entitlement(), m.share().cap() / 10) / 20;
      if (upper.after() >= right - band || m.stopped()) {
        continue; // it has its right, or nearly
      }
      for (Grant lower : grants) {
        if (lower.member().importance() > m.importance()) {
          long most = Math.max(lower.member().granted(), lower.member().leastGrant());
          assertThat(lower.after())
              .as("%s while %s is short", lower, upper)
              .isLessThanOrEqualTo(Math.max(most, lower.member().used()) + ROUNDING);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void raisingImportanceNeverLowersAGrant(long seed) {
    Random random = new Random(seed);
    Pool pool = pool(random, true);
    int chosen = random.nextInt(pool.members().size());
    Member m = pool.members().get(chosen);
    if (m.importance() > 1) {
      List<Member> raised = new ArrayList<>(pool.members());
      raised.set(chosen, withImportance(m, 1 + random.nextInt(m.importance() - 1)));
      Pool after = new Pool(pool.name(), pool.windowId(), pool.ceilings(), raised);
      assertThat(TokenBudgetArbiter.targets(after)[chosen])
          .isGreaterThanOrEqualTo(TokenBudgetArbiter.targets(pool)[chosen] - ROUNDING);
    }
  }

  private static Member withImportance(Member m, int importance) {
    return new Member(
        m.name(),
        m.serviceClass(),
        importance,
        m.share(),
        m.used(),
        m.granted(),
        m.demand(),
        m.ceilings(),
        m.stopped());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfTheAgentsDoesNotMatter(long seed) {
    Random random = new Random(seed);
    Pool pool = pool(random, seed % 2 == 0);
    List<Member> shuffled = new ArrayList<>(pool.members());
    Collections.shuffle(shuffled, random);
    Pool other = new Pool(pool.name(), pool.windowId(), pool.ceilings(), shuffled);
    assertThat(TokenBudgetArbiter.arbitrate(other, false))
        .isEqualTo(TokenBudgetArbiter.arbitrate(pool, false));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void settlesUnderConstantLoad(long seed) {
    Random random = new Random(seed);
    Pool pool = pool(random, seed % 2 == 0);
    int last = -1;
    for (int tick = 0; tick < 40; tick++) {
      List<Grant> grants = TokenBudgetArbiter.arbitrate(pool, false);
      List<Member> next = new ArrayList<>();
      boolean changed = false;
      for (Grant g : grants) {
        changed |= g.changes();
        next.add(withGrant(g.member(), g.after()));
      }
      last = changed ? tick : last;
      pool = new Pool(pool.name(), pool.windowId(), pool.ceilings(), next);
    }
    assertThat(last).as("last tick with a change").isLessThan(25);
  }

  private static Member withGrant(Member m, long granted) {
    return new Member(
        m.name(),
        m.serviceClass(),
        m.importance(),
        m.share(),
        m.used(),
        granted,
        m.demand(),
        m.ceilings(),
        m.stopped());
  }
}
