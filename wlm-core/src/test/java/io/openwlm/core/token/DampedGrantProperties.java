package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.token.Pool.Ceiling;
import io.openwlm.core.token.Pool.Demand;
import io.openwlm.core.token.Pool.Member;
import io.openwlm.core.token.Pool.Share;
import io.openwlm.core.token.Pool.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws of the grants that are used, damped as they are, below limits on tokens, cost and requests
 * of an organisation and of two teams.
 */
class DampedGrantProperties {
  private static final int RUNS = 400;

  /** Rounding of a share may move a few thousandths of a token. */
  private static final long ROUNDING = 10;

  static LongStream seeds() {
    String one = System.getProperty("wlm.seed");
    return one != null ? LongStream.of(Long.parseLong(one)) : LongStream.range(0, RUNS);
  }

  /** An organisation with three limits and two teams with two each. */
  private static Pool pool(Random random) {
    int n = 2 + random.nextInt(8);
    long limit = 1_000_000 + random.nextInt(100_000_000);
    List<Member> members = new ArrayList<>();
    long used = 0;
    for (int i = 0; i < n; i++) {
      long entitlement = random.nextLong(2 * limit / n + 1);
      long floor = random.nextInt(3) == 0 ? entitlement / (1 + random.nextInt(10)) : 0;
      Share share = new Share(floor, entitlement, entitlement + random.nextLong(limit));
      long mine = random.nextInt(4) == 0 ? 0 : random.nextLong(limit / n + 1);
      used += mine;
      Demand demand =
          new Demand(
              random.nextInt(3) == 0 ? 0 : random.nextLong(limit),
              random.nextInt(2) == 0 ? 0 : random.nextLong(entitlement + 1),
              random.nextDouble() * 20,
              random.nextDouble() / 1_000);
      members.add(
          new Member(
              "agent" + i,
              "C" + i,
              1 + random.nextInt(5),
              share,
              mine,
              mine + random.nextLong(limit / n + 1),
              demand,
              random.nextInt(3) == 0
                  ? List.of(0, 1, 2)
                  : random.nextBoolean() ? List.of(3, 4, 0, 1, 2) : List.of(5, 6, 0, 1, 2),
              random.nextInt(12) == 0));
    }
    List<Ceiling> ceilings =
        List.of(
            new Ceiling("acme", Unit.TOKENS, limit - used, limit),
            new Ceiling("acme", Unit.COST, random.nextLong(20 * limit), 20 * limit),
            new Ceiling("acme", Unit.REQUESTS, random.nextLong(limit / 1_000 + 1), limit / 1_000),
            new Ceiling("red", Unit.TOKENS, random.nextLong(limit), limit),
            new Ceiling("red", Unit.REQUESTS, random.nextLong(limit / 1_000 + 1), limit / 1_000),
            new Ceiling("blue", Unit.TOKENS, random.nextLong(limit), limit),
            new Ceiling("blue", Unit.COST, random.nextLong(20 * limit), 20 * limit));
    return new Pool("acme", "w", ceilings, members);
  }

  private static double taken(Pool pool, int ceiling, long[] grants) {
    double sum = 0;
    for (int i = 0; i < grants.length; i++) {
      Member m = pool.members().get(i);
      if (m.ceilings().contains(ceiling)) {
        sum += m.takes(pool.ceilings().get(ceiling).unit()) * Math.max(0, grants[i] - m.used());
      }
    }
    return sum;
  }

  /** True if every ceiling has room for these grants. */
  private static boolean fits(Pool pool, long[] grants) {
    for (int c = 0; c < pool.ceilings().size(); c++) {
      if (taken(pool, c, grants) > Math.max(0, pool.ceilings().get(c).left())) {
        return false;
      }
    }
    return true;
  }

  private static long[] least(Pool pool) {
    return pool.members().stream().mapToLong(Member::leastGrant).toArray();
  }

  private static List<Grant> arbitrate(Pool pool) {
    return TokenBudgetArbiter.arbitrate(pool, false);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyCeilingIsKeptAndNoGrantIsBelowWhatIsUsed(long seed) {
    Pool pool = pool(new Random(seed));
    List<Grant> grants = arbitrate(pool);
    long[] after = grants.stream().mapToLong(Grant::after).toArray();
    for (int c = 0; c < pool.ceilings().size(); c++) {
      assertThat(taken(pool, c, after))
          .isLessThanOrEqualTo(Math.max(0, pool.ceilings().get(c).left()) + 1e-3);
    }
    assertThat(grants).allMatch(g -> g.after() >= g.member().used());
  }

  /** Floor, and a fiftieth of the entitlement for everyone. */
  @ParameterizedTest
  @MethodSource("seeds")
  void nobodyStarvesWhileEveryLimitHasRoomForTheFloors(long seed) {
    Pool pool = pool(new Random(seed));
    if (fits(pool, least(pool))) {
      assertThat(arbitrate(pool))
          .allMatch(g -> g.after() >= g.member().leastGrant() - ROUNDING || g.member().stopped())
          .allMatch(g ->
              g.after() >= g.member().share().entitlement() / 50 - ROUNDING
                  || g.member().stopped());
    }
  }

  /**
   * Below other limits than its own an agent may gain what the short one could not use: the law
   * holds between agents whose limits are the same.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void noLessImportantAgentGainsWhileAMoreImportantOneBelowTheSameLimitsIsShort(long seed) {
    List<Grant> grants = arbitrate(pool(new Random(seed)));
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
        Member l = lower.member();
        if (l.importance() > m.importance() && l.ceilings().containsAll(m.ceilings())) {
          long most = Math.max(Math.max(l.granted(), l.leastGrant()), l.used());
          assertThat(lower.after())
              .as("%s while %s is short", lower, upper)
              .isLessThanOrEqualTo(most + ROUNDING);
        }
      }
    }
  }

  /** What it settles at, from the same start: on the way there a larger jump may be damped. */
  @ParameterizedTest
  @MethodSource("seeds")
  void raisingImportanceNeverLowersWhatAGrantSettlesAt(long seed) {
    Random random = new Random(seed);
    Pool pool = tokensOnly(pool(random));
    int chosen = random.nextInt(pool.members().size());
    Member m = pool.members().get(chosen);
    if (m.importance() > 1) {
      List<Member> raised = new ArrayList<>(pool.members());
      raised.set(chosen, with(m, 1 + random.nextInt(m.importance() - 1), m.granted()));
      Pool after = new Pool(pool.name(), pool.windowId(), pool.ceilings(), raised);
      long band = Math.max(m.share().entitlement(), m.share().cap() / 10) / 20;
      assertThat(settled(after)[chosen])
          .isGreaterThanOrEqualTo(settled(pool)[chosen] - 2 * band - ROUNDING);
    }
  }

  private static Pool tokensOnly(Pool pool) {
    List<Member> members =
        pool.members().stream()
            .map(m ->
                new Member(
                    m.name(),
                    m.serviceClass(),
                    m.importance(),
                    m.share(),
                    m.used(),
                    m.granted(),
                    new Demand(m.demand().need(), m.demand().reserve(), 0, 0),
                    List.of(0),
                    m.stopped()))
            .toList();
    return new Pool(pool.name(), pool.windowId(), pool.ceilings().subList(0, 1), members);
  }

  private static Member with(Member m, int importance, long granted) {
    return new Member(
        m.name(),
        m.serviceClass(),
        importance,
        m.share(),
        m.used(),
        granted,
        m.demand(),
        m.ceilings(),
        m.stopped());
  }

  private static Pool granted(Pool pool, List<Grant> grants) {
    List<Member> next = new ArrayList<>();
    grants.forEach(g -> next.add(with(g.member(), g.member().importance(), g.after())));
    return new Pool(pool.name(), pool.windowId(), pool.ceilings(), next);
  }

  private static long[] settled(Pool given) {
    Pool pool = given;
    for (int tick = 0; tick < 60; tick++) {
      pool = granted(pool, arbitrate(pool));
    }
    return pool.members().stream().mapToLong(Member::granted).toArray();
  }

  /** Constant wishes, however they are limited: after a while nothing changes any more. */
  @ParameterizedTest
  @MethodSource("seeds")
  void grantsSettleBelowLimitsOfAllKinds(long seed) {
    Pool pool = pool(new Random(seed));
    int last = -1;
    for (int tick = 0; tick < 60; tick++) {
      List<Grant> grants = arbitrate(pool);
      last = grants.stream().anyMatch(Grant::changes) ? tick : last;
      pool = granted(pool, grants);
    }
    assertThat(last).as("last tick with a change").isLessThan(30);
  }
}
