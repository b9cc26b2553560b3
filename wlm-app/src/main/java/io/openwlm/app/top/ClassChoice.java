package io.openwlm.app.top;

import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ManagerStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which classes the board shows, and in what order.
 *
 * @param inverted the order turned around
 * @param filter classes whose name, goal or state has this in it, whatever the case; with {@code !}
 *     in front those that have not; empty for all
 */
public record ClassChoice(ClassOrder order, boolean inverted, String filter) {
  /** All, by importance. */
  public static final ClassChoice ALL = new ClassChoice(ClassOrder.IMPORTANCE, false, "");

  ClassChoice by(ClassOrder other) {
    return new ClassChoice(other, inverted, filter);
  }

  ClassChoice turned() {
    return new ClassChoice(order, !inverted, filter);
  }

  ClassChoice filtered(String text) {
    return new ClassChoice(order, inverted, text.strip());
  }

  /** The classes in the order shown. */
  public List<ClassStatus> of(ManagerStatus status) {
    Comparator<ClassStatus> comparator = order.comparator();
    List<ClassStatus> classes = new ArrayList<>();
    for (ClassStatus c : status.classes()) {
      if (isShown(c)) {
        classes.add(c);
      }
    }
    classes.sort(inverted ? comparator.reversed() : comparator);
    return classes;
  }

  private boolean isShown(ClassStatus c) {
    boolean inverse = filter.startsWith("!");
    String wanted = inverse ? filter.substring(1) : filter;
    return wanted.isEmpty() || matches(c, wanted) != inverse;
  }

  /** True if the class's name, goal or state has a text in it, whatever the case. */
  static boolean matches(ClassStatus c, String text) {
    String all = c.name() + '\n' + c.goal() + '\n' + c.state();
    return all.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  /** What is special about it, for the heading; empty if nothing is. */
  String text() {
    String sort = order == ClassOrder.IMPORTANCE && !inverted ? "" : "  by " + order.text();
    return sort + (inverted ? " inverted" : "") + (filter.isEmpty() ? "" : "  filter " + filter);
  }
}
