package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import io.openwlm.simulator.machine.Dice;
import io.openwlm.simulator.upstream.Course.Pace;
import java.util.List;
import java.util.Map;

/**
 * Courses by dice. The same seed gives the same course to the call of the same number. The prompt
 * has a token for every four bytes of the request's body.
 *
 * @param leastOutput to {@code mostOutput}: tokens of the output, all equally likely
 * @param cachedShare of the prompt, 0 to 1
 * @param reasoningShare of the output, 0 to 1
 * @param faultShare of the calls that go wrong, 0 to 1
 * @param faults all equally likely
 */
public record SeededPlan(
    long seed,
    int leastOutput,
    int mostOutput,
    double cachedShare,
    double reasoningShare,
    double faultShare,
    List<Fault> faults,
    Pace pace)
    implements UpstreamPlan {
  private static final int BYTES_PER_TOKEN = 4;

  public SeededPlan {
    faults = List.copyOf(faults);
    if (leastOutput < 0 || mostOutput < leastOutput || (faultShare > 0 && faults.isEmpty())) {
      throw new IllegalArgumentException("least <= most, and faults if there is a share of them");
    }
  }

  /** Short answers, at once, without faults. */
  public static SeededPlan calm(long seed) {
    return new SeededPlan(seed, 20, 200, 0.3, 0.2, 0, List.of(), Pace.AT_ONCE);
  }

  @Override
  public Course course(long number, Asked asked) {
    Dice dice = Dice.named(seed, "call " + number);
    long input = Math.max(1, asked.request().bytes() / BYTES_PER_TOKEN);
    long cached = (long) (input * cachedShare * dice.uniform());
    long output = leastOutput + (long) ((mostOutput - leastOutput + 1) * dice.uniform());
    long reasoning = (long) (output * reasoningShare * dice.uniform());
    TokenUsage wanted = new TokenUsage(input - cached, cached, 0, output - reasoning, reasoning);
    Fault fault =
        dice.uniform() < faultShare
            ? faults.get((int) (dice.uniform() * faults.size()))
            : Fault.NONE;
    return new Course(wanted, pace, fault, true, true, Map.of());
  }
}
