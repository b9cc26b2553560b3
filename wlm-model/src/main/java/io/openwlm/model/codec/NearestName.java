package io.openwlm.model.codec;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that a mistyped one was meant to be. */
public final class NearestName {
  private static final int LONGEST = 40;

  private NearestName() {}

  /**
   * The candidate with the smallest edit distance (case, {@code _} and {@code -} do not count), or
   * null if none is near: at most a third of the word may differ.
   */
  static @Nullable String of(String name, Collection<String> candidates) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return null;
    }
    String best = null;
    int bestDistance = Math.max(1, name.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(plain(name), plain(candidate));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** {@code did you mean X?}, or {@code otherwise} if no name is near. */
  public static String hint(String name, Collection<String> candidates, String otherwise) {
    String nearest = of(name, candidates);
    return nearest == null ? otherwise : "did you mean " + nearest + "?";
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Insertions, deletions, changes and swaps of neighbours, one each. */
  private static int distance(String a, String b) {
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
        }
      }
      int[] oldest = beforePrevious;
      beforePrevious = previous;
      previous = current;
      current = oldest;
    }
    return previous[b.length()];
  }
}
