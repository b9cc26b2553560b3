package io.openwlm.core.adaptive;

import io.openwlm.core.adjust.Bottlenecks;
import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.decision.Projection;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.decision.WeightChange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The goal algorithm of z/OS WLM on Linux shares. Each interval: compare what earlier moves did,
 * choose receivers by importance, find what each waits for, look for the move with the least harm
 * on projected performance indexes, and make it only if its net value holds. See
 * docs/policy-adjustment.md.
 *
 * <p>Invariants: CPU weight is conserved; no move without a projected gain; a donor at least as
 * important as the receiver still meets its goal afterwards, as far as can be foreseen.
 */
public final class AdaptiveStrategy implements ControlStrategy<AdaptiveState> {
  /** A move is compared after this many intervals. */
  private static final double COMPARED_AFTER = 1.5;

  /** In vain this many times in a row: the goal is out of reach. */
  private static final int FRUITLESS_LIMIT = 5;

  /** Work that uses this part of its limit in a resource group may be slow because of it. */
  private static final double NEAR_LIMIT = 0.5;

  /** Intervals until work is tried again that could not be helped. */
  private static final int SKIP_INTERVALS = 6;

  @Override
  public AdaptiveState initial(int classes, boolean adopted) {
    return AdaptiveState.initial(classes, adopted);
  }

  @Override
  public boolean actsEarly() {
    return true;
  }

  @Override
  public AdaptiveState observed(AdaptiveState before, AdaptiveState decided) {
    return new AdaptiveState(decided.classes(), List.of(), before.stage());
  }

  @Override
  public Outcome<AdaptiveState> decide(long id, Situation situation, AdaptiveState state) {
    return new Interval(situation, state).run(id);
  }

  /** One interval being decided. */
  private static final class Interval {
    private final Situation situation;
    private final Picture picture;
    private final long nowNanos;
    private final long intervalNanos;
    private final List<Adjustment> adjustments = new ArrayList<>();
    private final List<Refusal> skips = new ArrayList<>();
    private final List<Integer> usable = new ArrayList<>();
    private final List<ClassMemory> memory;
    private final List<Prediction> open;
    private final List<Prediction> regretted;
    private final List<ClassSettings> wanted;
    private AdaptiveState.Stage stage;

    Interval(Situation situation, AdaptiveState state) {
      this.situation = situation;
      picture = new Picture(situation, state.classes());
      nowNanos = situation.report().atNanos();
      intervalNanos = situation.definition().control().adjustmentNanos();
      stage = state.stage();
      wanted = new ArrayList<>(situation.kernel());
      long due = nowNanos - (long) (COMPARED_AFTER * intervalNanos);
      Learning.Comparison seen =
          Learning.compare(picture, state.classes(), state.predictions(), due);
      memory = new ArrayList<>(seen.memory());
      open = new ArrayList<>(seen.open());
      regretted = seen.regretted();
    }

    Outcome<AdaptiveState> run(long id) {
      findUsable();
      if (stage == AdaptiveState.Stage.STARTED
          || (stage == AdaptiveState.Stage.FIRST_LOOK && situation.early())) {
        adjust();
      } else {
        setFirstWeights();
      }
      for (int i = 0; i < picture.size && !situation.early(); i++) {
        memory.set(i, picture.remembered(i, memory.get(i)));
      }
      return new Outcome<>(
          new AdaptiveState(memory, open, stage),
          new PolicyDecision(id, nowNanos, adjustments, skips),
          wanted);
    }

    private void findUsable() {
      for (int i = 0; i < picture.size; i++) {
        if (!situation.serviceClass(i).isManaged()) {
          continue; // a goal on tokens: the arbiter of token budgets looks after it
        }
        if (situation.kernel().get(i).cpuWeight() == 0) {
          skips.add(new Refusal(picture.name(i), ReasonCode.NO_CGROUP, ""));
        } else if (situation.blocked().contains(i)) {
          skips.add(
              new Refusal(picture.name(i), ReasonCode.FOREIGN_WRITER, "left alone for a while"));
        } else {
          usable.add(i);
        }
      }
    }

    private void setFirstWeights() {
      List<WeightChange> changes = new ArrayList<>();
      for (List<Integer> running : FirstShares.families(picture, usable)) {
        int[] shares = FirstShares.of(picture, running);
        for (int k = 0; k < shares.length; k++) {
          stage = situation.early() ? AdaptiveState.Stage.FIRST_LOOK : AdaptiveState.Stage.STARTED;
          change(running.get(k), shares[k], ReasonCode.INITIAL_FROM_DEMAND, changes);
        }
      }
      noteWithoutReceiver(ReasonCode.INITIAL_FROM_DEMAND, changes);
    }

    private void adjust() {
      if (keepRanges() || undo()) {
        return; // what follows would rest on weights that are about to change
      }
      Projector projector = new Projector(picture, memory);
      Moves moves = new Moves(picture);
      CpuFix cpu = new CpuFix(picture, projector, moves, usable);
      MinimumFix minimum = new MinimumFix(picture, projector, moves, usable);
      for (int i = 0; i < picture.size; i++) {
        if (!Double.isNaN(picture.index[i]) && !picture.misses(i)) {
          memory.set(i, memory.get(i).content());
        }
      }
      for (int i : new Receivers(picture, memory, open, nowNanos).inOrder(usable, skips)) {
        if (moves.isTouched(i)) {
          skips.add(new Refusal(picture.name(i), ReasonCode.SETTLING, "gave in this interval"));
        } else if (!picture.isBelowMinimum(i) || !helpToMinimum(i, minimum)) {
          help(i, cpu, moves);
        }
      }
      if (adjustments.isEmpty() && !situation.early()) {
        new DiscretionaryFix(picture, projector)
            .find(usable, i -> memory.get(i).skipUntilNanos() > nowNanos)
            .ifPresent(this::give);
      }
    }

    /** A gift shows its effect before the next. */
    private void give(DiscretionaryFix.Gift gift) {
      int d = gift.donor();
      int r = gift.receiver();
      memory.set(r, memory.get(r).inVain(0, nowNanos + SKIP_INTERVALS * intervalNanos, 0));
      List<WeightChange> changes = new ArrayList<>();
      change(r, (int) picture.weight[r] + gift.amount(), ReasonCode.SPARE_GIVEN, changes);
      change(d, (int) picture.weight[d] - gift.amount(), ReasonCode.SPARE_GIVEN, changes);
      note(
          r,
          changes,
          List.of(),
          List.of(new Projection(picture.name(d), picture.index[d], gift.projected())),
          "");
    }

    private void help(int i, CpuFix cpu, Moves moves) {
      if (picture.isDiscretionary(i)) {
        rest(i);
        skip(i, ReasonCode.NO_DONOR);
        return;
      }
      switch (picture.bottleneck[i]) {
        case CPU -> helpCpu(i, cpu, moves);
        case IO -> helpOther(i, OtherFix.io(picture, i), ReasonCode.IO_NOT_MANAGED);
        case MEMORY -> helpOther(i, OtherFix.memory(picture, i), ReasonCode.MEMORY_NOT_MANAGED);
        case CAP -> helpCapped(i, moves);
        case QUEUE -> skip(i, ReasonCode.QUEUE_NOT_MANAGED);
        case NONE -> helpNothing(i);
      }
    }

    /** Work that waits for nothing, and is late: its goal asks more than the machine can do. */
    private void helpNothing(int i) {
      if (picture.misses(i) && !situation.early()) {
        inVain(i, picture.index[i], ReasonCode.NOT_CPU_BOUND, List.of());
      } else {
        skip(i, ReasonCode.NOT_CPU_BOUND);
      }
    }

    private void skip(int i, ReasonCode reason) {
      skips.add(new Refusal(picture.name(i), reason, situation.performance(i).detail()));
    }

    private void helpOther(int i, OtherFix fix, ReasonCode otherwise) {
      if (!fix.found()) {
        skip(i, otherwise);
        return;
      }
      wanted.set(i, fix.wanted());
      note(i, List.of(fix.change(picture)), List.of(), fix.projections(picture), "");
      predict(i, fix.projected(), List.of());
    }

    private void helpCpu(int i, CpuFix cpu, Moves moves) {
      CpuFix.Result result = cpu.search(i, picture.misses(i));
      if (result.found()) {
        move(i, result, picture.misses(i) ? ReasonCode.GOAL_MISSED : ReasonCode.GOAL_CLOSE, "");
      } else if (picture.used[i] >= NEAR_LIMIT * picture.groups.limit(i)) {
        helpCapped(i, moves);
      } else {
        inVain(i, result);
      }
    }

    /** True if the class's group comes nearer to its minimum. */
    private boolean helpToMinimum(int i, MinimumFix fix) {
      CpuFix.Result result = fix.search(i);
      if (result.found()) {
        move(i, result, ReasonCode.GROUP_MINIMUM, picture.groups.minimumText(i));
        rest(i);
      }
      return result.found();
    }

    /** Discretionary work has no index that shows what helped: the next try comes later. */
    private void rest(int i) {
      if (picture.isDiscretionary(i)) {
        memory.set(i, memory.get(i).inVain(0, nowNanos + 2 * intervalNanos, 0));
      }
    }

    /** Held back by a CPU limit: other work of the same resource group can give way. */
    private void helpCapped(int i, Moves moves) {
      if (!picture.groups.isCapped(i)) {
        skip(i, ReasonCode.CAPPED);
        return;
      }
      List<Integer> group = usable.stream().filter(k -> picture.groups.isSameGroup(i, k)).toList();
      GroupProjector projector = new GroupProjector(picture, memory, i);
      CpuFix.Result result =
          new CpuFix(picture, projector, moves, group).search(i, picture.misses(i));
      if (result.found()) {
        move(i, result, ReasonCode.GROUP_RELIEF, picture.groups.maximumText(i));
      } else {
        atMaximum(i, result.refusals());
      }
    }

    private void atMaximum(int i, List<Refusal> asked) {
      String detail = picture.groups.maximumText(i);
      skips.add(new Refusal(picture.name(i), ReasonCode.GROUP_AT_MAXIMUM, detail, asked));
    }

    private void move(int i, CpuFix.Result result, ReasonCode reason, String detail) {
      List<WeightChange> changes = new ArrayList<>();
      List<Prediction.Moved> moved = new ArrayList<>();
      List<Projection> projections = new ArrayList<>();
      for (CpuFix.Step step : result.steps()) {
        int k = step.index();
        projections.add(new Projection(picture.name(k), picture.index[k], step.projected()));
        if (step.from() != step.to()) {
          moved.add(new Prediction.Moved(k, step.from(), step.to(), picture.index[k]));
          change(k, step.to(), k == i ? reason : ReasonCode.DONATED, changes);
        }
      }
      note(i, changes, result.refusals(), projections, detail);
      predict(i, result.steps().getFirst().projected(), moved);
    }

    private void note(
        int i,
        List<WeightChange> changes,
        List<Refusal> refusals,
        List<Projection> projections,
        String detail) {
      adjustments.add(
          new Adjustment(
                  changes.getFirst().reason(),
                  picture.name(i),
                  situation.performance(i).performanceIndex(),
                  Bottlenecks.of(situation.measured(i), situation.usingDelaySource()),
                  changes,
                  refusals,
                  projections)
              .withDetail(detail));
    }

    private void noteWithoutReceiver(ReasonCode reason, List<WeightChange> changes) {
      if (!changes.isEmpty()) {
        adjustments.add(
            new Adjustment(reason, null, OptionalDouble.empty(), null, changes, List.of()));
      }
    }

    private void predict(int i, double projected, List<Prediction.Moved> moved) {
      memory.set(i, memory.get(i).received());
      open.add(new Prediction(nowNanos, i, picture.index[i], projected, picture.load[i], moved));
    }

    private void inVain(int i, CpuFix.Result result) {
      if (!picture.misses(i)) {
        skips.add(new Refusal(picture.name(i), ReasonCode.NO_DONOR, "close to its goal"));
        return;
      }
      double best = Math.min(result.best(), picture.index[i]);
      inVain(i, best, whyInVain(i, result), result.refusals());
    }

    private ReasonCode whyInVain(int i, CpuFix.Result result) {
      if (usable.size() > 1
          && usable.stream().noneMatch(k -> k != i && picture.areSiblings(i, k))) {
        return ReasonCode.NO_SIBLING;
      }
      boolean nobody = result.refused() >= usable.size() - 1;
      return nobody ? ReasonCode.NO_DONOR : ReasonCode.NO_RECEIVER_VALUE;
    }

    /** Notes that nothing helps; after some intervals the goal counts as out of reach. */
    private void inVain(int i, double best, ReasonCode reason, List<Refusal> candidates) {
      ClassMemory m = memory.get(i);
      int fruitless = m.fruitless() + 1;
      boolean out = fruitless >= FRUITLESS_LIMIT;
      double reachable = out ? Math.max(best, 1.01) : 0;
      long until = out ? nowNanos + SKIP_INTERVALS * intervalNanos : ClassMemory.NEVER;
      memory.set(i, m.inVain(fruitless, until, reachable));
      skips.add(
          out
              ? new Refusal(
                  picture.name(i),
                  ReasonCode.GOAL_UNREACHABLE,
                  Reachable.text(picture.goal(i), reachable),
                  candidates)
              : new Refusal(
                  picture.name(i), reason, situation.performance(i).detail(), candidates));
    }

    /** Weights outside the bounds of their class come back into them. */
    private boolean keepRanges() {
      List<WeightChange> changes = new ArrayList<>();
      for (int i : usable) {
        int weight = (int) picture.weight[i];
        int bounded = situation.serviceClass(i).weights().clamp(weight);
        change(i, bounded, ReasonCode.RESOURCE_GROUP_MIN, changes);
      }
      noteWithoutReceiver(ReasonCode.RESOURCE_GROUP_MIN, changes);
      return !changes.isEmpty();
    }

    /** Takes moves back that hurt somebody and helped nobody. */
    private boolean undo() {
      for (Prediction p : regretted) {
        if (!usable.contains(p.receiver()) || !Learning.isUntouched(picture, p)) {
          continue;
        }
        List<WeightChange> changes = new ArrayList<>();
        for (Prediction.Moved moved : p.moved()) {
          change(moved.index(), moved.from(), ReasonCode.MOVE_UNDONE, changes);
        }
        int r = p.receiver();
        memory.set(
            r,
            memory
                .get(r)
                .inVain(
                    memory.get(r).fruitless() + 1, nowNanos + SKIP_INTERVALS * intervalNanos, 0));
        adjustments.add(
            new Adjustment(
                ReasonCode.MOVE_UNDONE,
                picture.name(r),
                situation.performance(r).performanceIndex(),
                null,
                changes,
                List.of()));
        return true;
      }
      return false;
    }

    private void change(int i, int to, ReasonCode reason, List<WeightChange> changes) {
      int from = wanted.get(i).cpuWeight();
      if (from != to) {
        wanted.set(i, wanted.get(i).withCpuWeight(to));
        changes.add(new WeightChange(picture.name(i), from, to, reason));
      }
    }
  }
}
