package io.openwlm.model.decision;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One act of the controller: a receiver helped, first weights set, or weight given back.
 *
 * @param reason why
 * @param receiver the class it is about; null if it is about all classes
 * @param performanceIndex the receiver's when the decision was taken
 * @param bottleneck where the receiver waits; null if unknown or of no matter
 * @param changes all settings it changes, the receiver's first; conserves the sum of CPU weights
 * @param notChosen donors that were considered and not used, with the reason
 * @param projections what it should do to every class that it touches, the receiver first; empty if
 *     the strategy does not project
 * @param detail the numbers behind it; may be empty
 */
public record Adjustment(
    ReasonCode reason,
    @Nullable String receiver,
    OptionalDouble performanceIndex,
    @Nullable Bottleneck bottleneck,
    List<WeightChange> changes,
    List<Refusal> notChosen,
    List<Projection> projections,
    String detail) {
  public Adjustment {
    changes = List.copyOf(changes);
    notChosen = List.copyOf(notChosen);
    projections = List.copyOf(projections);
  }

  /** Without numbers. */
  public Adjustment(
      ReasonCode reason,
      @Nullable String receiver,
      OptionalDouble performanceIndex,
      @Nullable Bottleneck bottleneck,
      List<WeightChange> changes,
      List<Refusal> notChosen,
      List<Projection> projections) {
    this(reason, receiver, performanceIndex, bottleneck, changes, notChosen, projections, "");
  }

  /** Without a projection. */
  public Adjustment(
      ReasonCode reason,
      @Nullable String receiver,
      OptionalDouble performanceIndex,
      @Nullable Bottleneck bottleneck,
      List<WeightChange> changes,
      List<Refusal> notChosen) {
    this(reason, receiver, performanceIndex, bottleneck, changes, notChosen, List.of());
  }

  /** The same with the numbers behind it. */
  public Adjustment withDetail(String text) {
    return new Adjustment(
        reason, receiver, performanceIndex, bottleneck, changes, notChosen, projections, text);
  }
}
