package io.openwlm.core.adaptive;

import io.openwlm.core.resource.DiscretionaryDonors;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Gives discretionary work some CPU weight of work that does much better than its modest goal asks,
 * while nobody is in need (discretionary goal management of z/OS WLM).
 */
final class DiscretionaryFix {
  /** A donor gives at most this part of its weight at once. */
  private static final double STEP = 0.25;

  private static final int HALVINGS = 3;

  /** The receiver gets so much more CPU at least, else a gift changes nothing. */
  private static final double NOTICED = 1.05;

  /**
   * One gift.
   *
   * @param amount weight that goes from the donor to the receiver
   * @param projected performance index of the donor afterwards
   */
  record Gift(int donor, int receiver, int amount, double projected) {}

  private final Picture picture;
  private final Projector projector;

  DiscretionaryFix(Picture picture, Projector projector) {
    this.picture = picture;
    this.projector = projector;
  }

  /**
   * What may be given.
   *
   * @param resting classes whose last gift has still to show its effect
   */
  Optional<Gift> find(List<Integer> usable, IntPredicate resting) {
    int receiver = receiver(usable);
    if (receiver < 0
        || resting.test(receiver)
        || !DiscretionaryDonors.areWanted(picture.situation)) {
      return Optional.empty();
    }
    for (int donor : DiscretionaryDonors.of(picture.situation, Set.of())) {
      int room =
          picture.situation.serviceClass(receiver).weights().max() - (int) picture.weight[receiver];
      int left =
          (int) picture.weight[donor] - picture.situation.serviceClass(donor).weights().min();
      int amount = (int) Math.min(Math.min(room, left), STEP * picture.weight[donor]);
      boolean mayGive = usable.contains(donor) && picture.areSiblings(receiver, donor);
      for (int k = 0; k < HALVINGS && amount >= 1 && mayGive; k++, amount /= 2) {
        if (isWorthIt(donor, receiver, amount)) {
          return Optional.of(new Gift(donor, receiver, amount, projector.projected[donor]));
        }
      }
    }
    return Optional.empty();
  }

  /** The discretionary class that waits most. */
  private int receiver(List<Integer> usable) {
    int most = -1;
    for (int i : usable) {
      if (picture.isDiscretionary(i)
          && (most < 0 || picture.situation.waiting(i) > picture.situation.waiting(most))) {
        most = i;
      }
    }
    return most;
  }

  /** Nobody with a goal is hurt, and the receiver gets more. */
  private boolean isWorthIt(int donor, int receiver, int amount) {
    double[] weights = picture.weights();
    weights[donor] -= amount;
    weights[receiver] += amount;
    projector.project(weights);
    for (int i = 0; i < picture.size; i++) {
      boolean hurt = projector.projected[i] > picture.index[i] * 1.01;
      if (!picture.isDiscretionary(i)
          && hurt
          && projector.projected[i] > DiscretionaryDonors.KEPT_INDEX) {
        return false;
      }
    }
    return projector.share(receiver) >= NOTICED * projector.shareNow(receiver);
  }
}
