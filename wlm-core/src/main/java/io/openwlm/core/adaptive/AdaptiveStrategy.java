package io.openwlm.core.adaptive;

import io.openwlm.core.adjust.Bottlenecks;
import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.DelayType;
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
    private final List<Integer> usable;
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
      usable = Usable.of(situation, skips);
    }

    Outcome<AdaptiveState> run(long id) {
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
      Attempts vain = new Attempts();
      for (DelayType delay : picture.delays(i)) {
        if (!vain.rulesOut(delay) && isHelped(i, delay, new Search(cpu, moves, vain))) {
          return;
        }
      }
      inVain(i, vain);
    }

    /** True if something was done about this delay; otherwise it is noted why not. */
    private boolean isHelped(int i, DelayType delay, Search search) {
      double now = picture.index[i];
      String detail = situation.performance(i).detail();
      return switch (delay) {
        case CPU -> helpCpu(i, search);
        case CAP -> helpCapped(i, search);
        case IO ->
            helpOther(i, OtherFix.io(picture, i))
                || search.add(delay, ReasonCode.IO_NOT_MANAGED, detail, now);
        case MEMORY ->
            helpOther(i, OtherFix.memory(picture, i))
                || search.add(delay, ReasonCode.MEMORY_NOT_MANAGED, detail, now);
        case QUEUE -> search.add(delay, ReasonCode.QUEUE_NOT_MANAGED, detail, now);
        case NONE -> search.add(delay, ReasonCode.NOT_CPU_BOUND, detail, now);
      };
    }

    private void skip(int i, ReasonCode reason) {
      skips.add(new Refusal(picture.name(i), reason, situation.performance(i).detail()));
    }

    private boolean helpOther(int i, OtherFix fix) {
      if (fix.found()) {
        wanted.set(i, fix.wanted());
        note(i, List.of(fix.change(picture)), List.of(), fix.projections(picture), "");
        predict(i, fix.projected(), List.of());
      }
      return fix.found();
    }

    private boolean helpCpu(int i, Search search) {
      boolean misses = picture.misses(i);
      CpuFix.Result result = search.cpu().search(i, misses);
      if (result.found()) {
        move(i, result, misses ? ReasonCode.GOAL_MISSED : ReasonCode.GOAL_CLOSE, "");
        return true;
      }
      if (picture.used[i] >= NEAR_LIMIT * picture.groups.limit(i)) {
        return helpCapped(i, search);
      }
      if (!misses) {
        return search.add(DelayType.CPU, ReasonCode.NO_DONOR, "close to its goal", result.best());
      }
      search
          .vain()
          .add(
              DelayType.CPU,
              whyInVain(i, result),
              situation.performance(i).detail(),
              result.refusals(),
              Math.min(result.best(), picture.index[i]));
      return false;
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
    private boolean helpCapped(int i, Search search) {
      double now = picture.index[i];
      if (!picture.groups.isCapped(i)) {
        String detail = situation.performance(i).detail();
        return search.add(DelayType.CAP, ReasonCode.CAPPED, detail, now);
      }
      List<Integer> group = usable.stream().filter(k -> picture.groups.isSameGroup(i, k)).toList();
      GroupProjector projector = new GroupProjector(picture, memory, i);
      CpuFix.Result result =
          new CpuFix(picture, projector, search.moves(), group).search(i, picture.misses(i));
      String detail = picture.groups.maximumText(i);
      if (result.found()) {
        move(i, result, ReasonCode.GROUP_RELIEF, detail);
      } else {
        search
            .vain()
            .add(DelayType.CAP, ReasonCode.GROUP_AT_MAXIMUM, detail, result.refusals(), now);
      }
      return result.found();
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

    private ReasonCode whyInVain(int i, CpuFix.Result result) {
      if (usable.size() > 1
          && usable.stream().noneMatch(k -> k != i && picture.areSiblings(i, k))) {
        return ReasonCode.NO_SIBLING;
      }
      boolean nobody = result.refused() >= usable.size() - 1;
      return nobody ? ReasonCode.NO_DONOR : ReasonCode.NO_RECEIVER_VALUE;
    }

    /** Notes that nothing helps; after some intervals a missed goal counts as out of reach. */
    private void inVain(int i, Attempts vain) {
      boolean counts = picture.misses(i) && (!situation.early() || vain.has(DelayType.CPU));
      ClassMemory m = memory.get(i);
      int fruitless = counts ? m.fruitless() + 1 : 0;
      boolean out = fruitless >= FRUITLESS_LIMIT;
      double reachable = out ? Math.max(vain.best(), 1.01) : 0;
      if (counts) {
        long until = out ? nowNanos + SKIP_INTERVALS * intervalNanos : ClassMemory.NEVER;
        memory.set(i, m.inVain(fruitless, until, reachable));
      }
      String detail =
          out ? Reachable.text(picture.goal(i), reachable) + vain.obstacle() : vain.detail();
      skips.add(
          new Refusal(
              picture.name(i),
              out ? ReasonCode.GOAL_UNREACHABLE : vain.reason(),
              detail,
              vain.asked()));
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
