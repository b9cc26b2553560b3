package io.openwlm.core.adaptive;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.Projection;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.measurement.ClassMeasurement;
import java.util.ArrayList;
import java.util.List;

/**
 * Help for work that CPU cannot help: a higher I/O weight, or protected memory. Others are harmed
 * by it in proportion to what they wait for the same thing; it is refused if the net value does not
 * hold.
 */
final class OtherFix {
  private static final int MAX_IO_WEIGHT = 10_000;
  private static final double IO_RAISE = 4;
  private static final double MEMORY_RAISE = 1.25;

  /** At most this part of the memory that all classes have is protected. */
  private static final double MAX_PROTECTED = 0.8;

  private final int receiver;
  private final Setting setting;
  private final ClassSettings now;
  private final ClassSettings wanted;
  private final double[] projected;
  private final boolean found;

  private OtherFix(
      Picture picture, int receiver, Setting setting, ClassSettings wanted, double[] projected) {
    this.receiver = receiver;
    this.setting = setting;
    this.wanted = wanted;
    this.projected = projected;
    now = picture.situation.kernel().get(receiver);
    found =
        !wanted.equals(now)
            && NetValue.isWorthIt(picture.index[receiver], projected[receiver])
            && holds(picture);
  }

  /** A higher weight on the block devices. */
  static OtherFix io(Picture picture, int receiver) {
    ClassSettings now = picture.situation.kernel().get(receiver);
    int weight = (int) Math.min(MAX_IO_WEIGHT, now.ioWeight() * IO_RAISE);
    double[] projected = picture.index.clone();
    if (now.controls(Setting.IO_WEIGHT)) {
      double others = 0;
      for (int i = 0; i < picture.size; i++) {
        boolean waits =
            picture.situation.measured(i).usingDelay().ioDelayNanos() > 0
                && picture.areSiblings(receiver, i);
        others += i != receiver && waits ? picture.situation.kernel().get(i).ioWeight() : 0;
      }
      double shareNow = now.ioWeight() / (now.ioWeight() + others);
      double share = weight / (weight + others);
      for (int i = 0; i < picture.size; i++) {
        double part = part(picture, i, Setting.IO_WEIGHT);
        double stretch =
            i == receiver ? shareNow / share : others == 0 ? 1 : (1 - shareNow) / (1 - share);
        projected[i] = picture.index[i] * (1 + part * (stretch - 1));
      }
    }
    return new OtherFix(picture, receiver, Setting.IO_WEIGHT, now.withIoWeight(weight), projected);
  }

  /** Protection for the memory that it has and some more. */
  static OtherFix memory(Picture picture, int receiver) {
    ClassSettings now = picture.situation.kernel().get(receiver);
    long has = picture.situation.measured(receiver).consumption().memoryBytes();
    long all = 0;
    long protectedBytes = 0;
    for (int i = 0; i < picture.size; i++) {
      all += picture.situation.measured(i).consumption().memoryBytes();
      long low = picture.situation.kernel().get(i).memoryLowBytes();
      protectedBytes += i == receiver ? 0 : Math.max(0, low);
    }
    long room = Math.max(0, (long) (MAX_PROTECTED * all) - protectedBytes);
    long low = Math.min(room, (long) (has * MEMORY_RAISE));
    double[] projected = picture.index.clone();
    boolean more = low > now.memoryLowBytes() * 1.05;
    if (now.controls(Setting.MEMORY_LOW) && more) {
      projected[receiver] *= 1 - part(picture, receiver, Setting.MEMORY_LOW) / 2;
    }
    return new OtherFix(
        picture, receiver, Setting.MEMORY_LOW, more ? now.withMemoryLow(low) : now, projected);
  }

  /** Part of the class's time that it waits for this. */
  private static double part(Picture picture, int i, Setting setting) {
    ClassMeasurement m = picture.situation.measured(i);
    double all = m.usingDelay().servedNanos();
    double delay =
        setting == Setting.IO_WEIGHT
            ? m.usingDelay().ioDelayNanos()
            : m.usingDelay().memoryDelayNanos();
    return all <= 0 ? 0 : delay / all;
  }

  private boolean holds(Picture picture) {
    for (int i = 0; i < picture.size; i++) {
      if (i != receiver
          && NetValue.of(
                  picture.misses(receiver),
                  picture.importance(receiver),
                  picture.importance(i),
                  picture.index[i],
                  projected[i])
              != NetValue.Verdict.OK) {
        return false;
      }
    }
    return true;
  }

  boolean found() {
    return found;
  }

  ClassSettings wanted() {
    return wanted;
  }

  double projected() {
    return projected[receiver];
  }

  WeightChange change(Picture picture) {
    return new WeightChange(
        picture.name(receiver),
        setting,
        now.value(setting),
        wanted.value(setting),
        ReasonCode.GOAL_MISSED);
  }

  List<Projection> projections(Picture picture) {
    List<Projection> projections = new ArrayList<>();
    projections.add(projection(picture, receiver));
    for (int i = 0; i < picture.size; i++) {
      if (i != receiver && Math.abs(projected[i] - picture.index[i]) > 0.02 * picture.index[i]) {
        projections.add(projection(picture, i));
      }
    }
    return projections;
  }

  private Projection projection(Picture picture, int i) {
    return new Projection(picture.name(i), picture.index[i], projected[i]);
  }
}
