package io.openwlm.app.cli;

import java.util.Collection;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds what somebody who mistyped a name may have meant. */
final class Nearest {
  private Nearest() {}

  /** {@code " Did you mean 'status'?"}, or an empty text if nothing is near. */
  static String suggestion(String given, Collection<String> known) {
    String best = "";
    int bestDistance = Math.max(1, given.length() / 3) + 1;
    for (String name : known) {
      int distance = distance(given, name);
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? "" : " Did you mean '" + best + "'?";
  }

  /** What is wrong with a command line, in one line. */
  static String message(ParameterException wrong) {
    String message = String.valueOf(wrong.getMessage()).replace('\n', ' ').strip();
    String end = message.endsWith(".") ? "" : ".";
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String first = unmatched.getUnmatched().getFirst();
      Collection<String> known = wrong.getCommandLine().getCommandSpec().optionsMap().keySet();
      return message + end + suggestion(first, known);
    }
    return message + end;
  }

  /** Edit distance without regard to case: letters inserted, removed or changed. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int change = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
