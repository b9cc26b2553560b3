package io.openwlm.model.codec;

import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.Mask;
import io.openwlm.model.classification.PriorityRange;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.ClassificationGroup.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rules can never match because an earlier one takes all their work. Never claims it wrongly;
 * where several earlier rules hide one only together, it stays silent.
 */
final class RuleCover {
  private final Map<String, ClassificationGroup> groups;

  RuleCover(Map<String, ClassificationGroup> groups) {
    this.groups = groups;
  }

  /** Reports the hidden rules of one list. */
  void hidden(List<RuleDraft> rules, Problems problems) {
    List<RuleDraft> earlier = new ArrayList<>();
    for (RuleDraft rule : rules) {
      if (!rule.whole() || problems.isFull()) {
        continue;
      }
      for (RuleDraft first : earlier) {
        if (covers(first, rule)) {
          boolean same = first.when().equals(rule.when());
          problems.add(
              same ? ProblemCode.DUPLICATE_RULE : ProblemCode.HIDDEN_RULE,
              rule.at(),
              first.at().line());
          break;
        }
      }
      earlier.add(rule);
    }
  }

  /** True if all work that {@code later} matches is matched by {@code first} too. */
  boolean covers(RuleDraft first, RuleDraft later) {
    for (Condition mine : first.when()) {
      Condition theirs = null;
      for (Condition c : later.when()) {
        theirs = c.type() == mine.type() ? c : theirs;
      }
      if (theirs == null || !covers(mine, theirs)) {
        return false;
      }
    }
    return true;
  }

  private boolean covers(Condition mine, Condition theirs) {
    if (mine.equals(theirs)) {
      return true;
    }
    if (mine.type() == QualifierType.PRI) {
      PriorityRange range = PriorityRange.parse(mine.value());
      PriorityRange other = PriorityRange.parse(theirs.value());
      return range != null
          && other != null
          && other.operator().equals("=")
          && range.matches(other.number());
    }
    boolean part = mine.type().comparesPart();
    for (Member their : members(theirs)) {
      boolean covered = false;
      for (Member my : members(mine)) {
        covered |= covers(my, their, part);
      }
      if (!covered) {
        return false;
      }
    }
    return !members(theirs).isEmpty();
  }

  private static boolean covers(Member mine, Member theirs, boolean part) {
    return start(mine) == start(theirs) && open(mine, part).covers(open(theirs, part));
  }

  private static int start(Member member) {
    Integer start = member.start();
    return start == null ? 1 : start;
  }

  /** A mask that is compared in part matches what the same mask with a star matches. */
  private static Mask open(Member member, boolean part) {
    Mask mask = new Mask(member.value());
    boolean partly = part || member.start() != null;
    return partly && !mask.isOpen() ? new Mask(member.value() + "*") : mask;
  }

  private List<Member> members(Condition condition) {
    if (!condition.group()) {
      return List.of(new Member(condition.value(), "", condition.start()));
    }
    @Nullable ClassificationGroup group = groups.get(condition.value());
    return group == null ? List.of() : group.members();
  }
}
