package io.openwlm.simulator.compare;

import io.openwlm.simulator.outcome.Score;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Comparisons written by hand. */
public final class Samples {
  private static final int ROWS = 30;

  private Samples() {}

  /** Two scenarios; in the second nobody is a donor and no goal of importance 1 or 2 is missed. */
  public static Comparison comparison() {
    Map<Contender, Score> flood = new EnumMap<>(Contender.class);
    flood.put(Contender.ADAPTIVE, new Score(32, List.of(4.0), 45, 6));
    flood.put(Contender.PI_CONTROLLER, new Score(80, List.of(12.0, 8.0), 40, 21));
    flood.put(Contender.PUBLISHED_SEED, new Score(200, List.of(30.0), 20, 18));
    flood.put(Contender.STATIC, new Score(160, List.of(20.0), 30, 0));
    flood.put(Contender.EQUAL, new Score(400, List.of(60.0), 50, 0));
    flood.put(Contender.ORACLE, new Score(16, List.of(2.0, 2.0), 44, 0));
    Map<Contender, Score> peers = new EnumMap<>(Contender.class);
    int missed = 10;
    for (Contender contender : Contender.values()) {
      peers.put(contender, new Score(missed++, List.of(), 0, 1));
    }
    return new Comparison(
        List.of(
            scenario("flood", "Batch floods <a machine>", 100, flood),
            scenario("peers", "Two equals & nobody else", 4000, peers)),
        1);
  }

  private static ScenarioComparison scenario(
      String name, String description, double cpuSeconds, Map<Contender, Score> scores) {
    Map<Contender, Curve> curves = new EnumMap<>(Contender.class);
    for (Contender contender : Contender.values()) {
      curves.put(contender, curve(scores.get(contender).weightedMissed() / 100));
    }
    return new ScenarioComparison(
        name, description, cpuSeconds, 2, "SHOP (90% < 50ms)", scores, curves);
  }

  /** Misses the goal from the tenth interval on, for a while; the last interval has no data. */
  private static Curve curve(double badness) {
    List<Double> indexes = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      indexes.add(r < 10 || r >= 20 ? 0.5 : 0.6 + 10 * badness);
      shares.add(r < 10 ? 0.2 : 0.8 / (1 + badness));
    }
    indexes.set(ROWS - 1, Double.NaN);
    return new Curve(indexes, shares);
  }
}
