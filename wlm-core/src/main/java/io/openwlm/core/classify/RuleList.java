package io.openwlm.core.classify;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one level under one parent; finds the first that matches. A short list is gone
 * through in order. In a long one each rule stands in {@link MaskIndex blocks} under the condition
 * that tells most, so that only few rules are compared; the smallest rule found in any block is the
 * first match. Rules that no block can hold (priorities, labels) are compared in order, as far as
 * they come before that one.
 */
final class RuleList {
  /** Most masks that are gone through; measured. */
  static final int SCAN_LIMIT = 16;

  static final RuleList EMPTY = new RuleList(List.of());

  private final CompiledRule[] rules;

  /** Of each rule without rules in it, its outcome; else null. */
  private final @Nullable Outcome[] ends;

  /** False if the list is gone through. */
  private final boolean indexed;

  private final MaskIndex[] blocks;
  private final int[] unindexed;

  RuleList(List<CompiledRule> list) {
    rules = list.toArray(CompiledRule[]::new);
    ends =
        list.stream()
            .map(rule -> rule.children().rules.length == 0 ? rule.outcome() : null)
            .toArray(Outcome[]::new);
    indexed = comparisons(list) > SCAN_LIMIT;
    List<Integer> left = new ArrayList<>();
    Map<QualifierType, List<MaskIndex.Entry>> entries = new EnumMap<>(QualifierType.class);
    for (int i = 0; indexed && i < rules.length; i++) {
      CompiledCondition pivot = pivot(rules[i]);
      if (pivot == null) {
        left.add(i);
      } else {
        var of = entries.computeIfAbsent(pivot.type(), _ -> new ArrayList<>());
        for (CompiledMask mask : masks(pivot)) {
          of.add(new MaskIndex.Entry(mask, i, rules[i].conditions().size() == 1));
        }
      }
    }
    List<MaskIndex> made = new ArrayList<>();
    entries.forEach((type, of) -> made.addAll(MaskIndex.blocks(type, of)));
    made.sort(Comparator.comparingInt(MaskIndex::first));
    blocks = made.toArray(MaskIndex[]::new);
    unindexed = left.stream().mapToInt(i -> i).toArray();
  }

  /** How many masks going through the list compares. */
  private static int comparisons(List<CompiledRule> list) {
    return list.stream()
        .flatMap(rule -> rule.conditions().stream())
        .mapToInt(condition -> Math.max(1, masks(condition).size()))
        .sum();
  }

  /** The condition with the most literal characters; of a group its weakest member counts. */
  private static @Nullable CompiledCondition pivot(CompiledRule rule) {
    CompiledCondition best = null;
    int most = -1;
    for (CompiledCondition condition : rule.conditions()) {
      int literals = masks(condition).stream().mapToInt(CompiledMask::literals).min().orElse(-1);
      if (literals > most) {
        most = literals;
        best = condition;
      }
    }
    return best;
  }

  private static List<CompiledMask> masks(CompiledCondition condition) {
    return switch (condition) {
      case CompiledCondition.OneMask one -> List.of(one.mask());
      case CompiledCondition.AnyMask any -> any.masks();
      case CompiledCondition.AnyLine _, CompiledCondition.Priority _ -> List.of();
    };
  }

  /** Where the way of work ends that takes it through this list; null if no rule matches. */
  @Nullable Outcome find(WorkAttributes work) {
    int match = indexed ? firstByIndex(work) : first(work);
    if (match == rules.length) {
      return null;
    }
    Outcome end = ends[match];
    if (end != null) {
      return end;
    }
    CompiledRule rule = rules[match];
    Outcome inner = rule.children().find(work);
    return inner != null ? inner : rule.outcome();
  }

  private int first(WorkAttributes work) {
    int i = 0;
    while (i < rules.length && !rules[i].matches(work)) {
      i++;
    }
    return i;
  }

  private int firstByIndex(WorkAttributes work) {
    int best = rules.length;
    for (MaskIndex block : blocks) {
      if (block.first() >= best) {
        break;
      }
      best = block.firstMatch(work, rules, best);
    }
    for (int i : unindexed) {
      if (i >= best || rules[i].matches(work)) {
        return Math.min(i, best);
      }
    }
    return best;
  }

  List<CompiledRule> rules() {
    return List.of(rules);
  }
}
