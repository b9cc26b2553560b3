package io.openwlm.core.classify;

import io.openwlm.model.classification.PriorityRange;
import io.openwlm.model.classification.QualifierType;
import java.util.List;

/** A condition of a rule, ready to compare; asks for one qualifier. Allocates nothing. */
sealed interface CompiledCondition {
  QualifierType type();

  /** True if a known value satisfies the condition. */
  boolean matches(String value);

  /** What was asked for and not found, for people. */
  String wanted();

  /** One mask. */
  record OneMask(QualifierType type, CompiledMask mask) implements CompiledCondition {
    @Override
    public boolean matches(String value) {
      return mask.matches(value);
    }

    @Override
    public String wanted() {
      return "does not match " + mask + (mask.offset() == 0 ? "" : " at " + (mask.offset() + 1));
    }
  }

  /** The members of a classification group, of which one has to match. */
  record AnyMask(QualifierType type, String group, List<CompiledMask> masks)
      implements CompiledCondition {
    private static final int SHOWN = 8;

    @Override
    public boolean matches(String value) {
      for (int i = 0; i < masks.size(); i++) {
        if (masks.get(i).matches(value)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String wanted() {
      StringBuilder text = new StringBuilder("is not in group ").append(group).append(" (");
      for (int i = 0; i < Math.min(SHOWN, masks.size()); i++) {
        CompiledMask mask = masks.get(i);
        text.append(i == 0 ? "" : ", ").append(mask);
        text.append(mask.offset() == 0 ? "" : "@" + (mask.offset() + 1));
      }
      int more = masks.size() - SHOWN;
      return text.append(more > 0 ? ", and " + more + " more)" : ")").toString();
    }
  }

  /** One mask, of which one line of the value has to match. */
  record AnyLine(QualifierType type, CompiledMask mask) implements CompiledCondition {
    @Override
    public boolean matches(String value) {
      int begin = 0;
      while (true) {
        int end = value.indexOf('\n', begin);
        if (mask.matches(value, begin, end < 0 ? value.length() : end)) {
          return true;
        }
        if (end < 0) {
          return false;
        }
        begin = end + 1;
      }
    }

    @Override
    public String wanted() {
      return "has nothing that matches " + mask;
    }
  }

  /** A range of numbers. */
  record Priority(QualifierType type, PriorityRange range) implements CompiledCondition {
    private static final int MAX_DIGITS = 9;

    @Override
    public boolean matches(String value) {
      int number = number(value);
      return number >= 0 && range.matches(number);
    }

    /** The number that a value is, blanks around it aside; -1 if it is none. */
    private static int number(String value) {
      int begin = 0;
      int end = value.length();
      while (begin < end && value.charAt(begin) == ' ') {
        begin++;
      }
      while (end > begin && value.charAt(end - 1) == ' ') {
        end--;
      }
      if (begin == end || end - begin > MAX_DIGITS) {
        return -1;
      }
      int number = 0;
      for (int i = begin; i < end; i++) {
        int digit = value.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        number = number * 10 + digit;
      }
      return number;
    }

    @Override
    public String wanted() {
      return "is not " + range.operator() + " " + range.number();
    }
  }
}
