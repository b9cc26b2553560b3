package io.openwlm.core.adjust;

import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.Random;

/** Definitions, measurements and weights as they come, for the laws of the strategies. */
public final class Generated {
  private Generated() {}

  public static ServiceDefinition definition(Random random) {
    ServiceClass[] classes = new ServiceClass[1 + random.nextInt(6)];
    for (int i = 0; i < classes.length; i++) {
      int min = 1 + random.nextInt(50);
      int max = min + 1 + random.nextInt(2000);
      classes[i] =
          random.nextInt(5) == 0
              ? Cases.discretionary("C" + i, min, max)
              : Cases.velocity("C" + i, 1 + random.nextInt(5), min, max);
    }
    return Cases.definition(classes);
  }

  public static Seen anything(Random random) {
    double pi =
        switch (random.nextInt(8)) {
          case 0 -> Double.NaN;
          case 1 -> 1000;
          case 2 -> 0.01;
          case 3 -> 1;
          default -> Math.exp(random.nextGaussian());
        };
    return new Seen(pi, random.nextInt(4) == 0 ? 0 : random.nextDouble(), random.nextDouble() * 20);
  }

  public static int[] withinRanges(Random random, ServiceDefinition d) {
    return d.serviceClasses().stream()
        .mapToInt(c -> c.weights().clamp(1 + random.nextInt(1000)))
        .toArray();
  }
}
