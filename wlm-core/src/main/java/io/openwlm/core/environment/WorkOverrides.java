package io.openwlm.core.environment;

import io.openwlm.model.status.EnvironmentStatus.ResetUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Units of work that an operator took out of classification: a process and its descendants, until
 * all of them ended. A process is known by its id and start time, so that a recycled id is never
 * hit; a descendant stays in its unit when its parent ends. What leaves a unit alive is noted, so
 * that it can go back where it came from. Used by the cycle's thread only.
 */
public final class WorkOverrides {
  /** More ancestors than any real process has; a chain of ids read at different times may loop. */
  private static final int MAX_ANCESTORS = 1_000;

  private final List<Unit> units = new ArrayList<>();
  private final Map<Member, String> returning = new HashMap<>();

  /** One process. */
  public record Member(int pid, long startTicks) {}

  /**
   * A process as it was just seen.
   *
   * @param parent process id of its parent
   * @param group where it is
   */
  public record Seen(Member member, int parent, String group) {}

  /**
   * What an operator asked for.
   *
   * @param root the process that was named
   * @param quiesced true if the class was chosen because nothing is less important
   */
  public record Order(
      Member root,
      String job,
      String serviceClass,
      boolean quiesced,
      String byUser,
      long atEpochMillis) {}

  /** An order and, per process of the unit, the group that it came from. */
  private record Unit(Order order, Map<Member, Place> members) {}

  /**
   * @param origin where it was before any override
   * @param group where it was seen last
   */
  private record Place(String origin, String group) {}

  /** True if nothing is overridden and nothing is on its way back. */
  public boolean isEmpty() {
    return units.isEmpty() && returning.isEmpty();
  }

  /** Overrides a unit from the next look on; replaces the override of the same process. */
  public void put(Order order) {
    Unit before = unitRootedAt(order.root());
    Map<Member, Place> members = new LinkedHashMap<>();
    if (before != null) {
      units.remove(before);
      members.putAll(before.members());
    }
    units.add(new Unit(order, members));
  }

  /** The process whose override this one is under; null if none. */
  public @Nullable Member rootOf(Member member) {
    Unit unit = unitOf(member);
    return unit == null ? null : unit.order().root();
  }

  /**
   * Ends the override of a process and its descendants.
   *
   * @return false if it has none of its own
   */
  public boolean remove(Member root) {
    Unit unit = unitRootedAt(root);
    if (unit == null) {
      return false;
    }
    end(unit);
    return true;
  }

  /**
   * Ends the overrides into classes that are not accepted any more.
   *
   * @return what was ended
   */
  public List<Order> retain(Predicate<String> accepted) {
    List<Order> ended = new ArrayList<>();
    for (Unit unit : List.copyOf(units)) {
      if (!accepted.test(unit.order().serviceClass())) {
        end(unit);
        ended.add(unit.order());
      }
    }
    return ended;
  }

  private void end(Unit unit) {
    units.remove(unit);
    unit.members().forEach((member, place) -> returning.put(member, place.origin()));
  }

  /** Brings the members up to date with what runs now; a unit without members has ended. */
  public void look(List<Seen> processes) {
    if (isEmpty()) {
      return;
    }
    Map<Integer, Seen> byPid = new HashMap<>();
    processes.forEach(p -> byPid.put(p.member().pid(), p));
    returning.keySet().removeIf(m -> !runs(m, byPid));
    for (Unit unit : units) {
      unit.members().keySet().removeIf(m -> !runs(m, byPid));
      unit.members()
          .replaceAll((m, place) -> new Place(place.origin(), groupOf(m, byPid, place.group())));
      Seen root = byPid.get(unit.order().root().pid());
      if (root != null && root.member().equals(unit.order().root())) {
        claim(unit, root);
      }
    }
    processes.forEach(p -> join(p, byPid));
    units.removeIf(unit -> unit.members().isEmpty());
  }

  private static boolean runs(Member member, Map<Integer, Seen> byPid) {
    Seen seen = byPid.get(member.pid());
    return seen != null && seen.member().equals(member);
  }

  private static String groupOf(Member member, Map<Integer, Seen> byPid, String unknown) {
    Seen seen = byPid.get(member.pid());
    return seen == null ? unknown : seen.group();
  }

  /** A root belongs to its own unit, with the descendants that an outer unit had. */
  private void claim(Unit unit, Seen root) {
    if (unit.members().containsKey(root.member())) {
      return;
    }
    Place place = new Place(leave(root), root.group());
    unit.members().put(root.member(), place);
  }

  /** Takes a process out of whatever it was under; answers where it came from. */
  private String leave(Seen process) {
    String origin = returning.remove(process.member());
    for (Unit other : units) {
      Place place = other.members().remove(process.member());
      if (place != null) {
        return place.origin();
      }
    }
    return origin == null ? process.group() : origin;
  }

  /**
   * Puts a process into the unit of its nearest ancestor that is in one. It leaves the unit that it
   * is in for a newer one only.
   */
  private void join(Seen process, Map<Integer, Seen> byPid) {
    Unit own = unitOf(process.member());
    if (own != null && own.order().root().equals(process.member())) {
      return;
    }
    Seen ancestor = byPid.get(process.parent());
    for (int i = 0; i < MAX_ANCESTORS && ancestor != null; i++) {
      Unit unit = unitOf(ancestor.member());
      if (unit != null) {
        if (own == null || units.indexOf(unit) > units.indexOf(own)) {
          enter(unit, process, unit.members().get(ancestor.member()));
        }
        return;
      }
      ancestor = byPid.get(ancestor.parent());
    }
  }

  private void enter(Unit unit, Seen process, @Nullable Place ofAncestor) {
    if (unit.members().containsKey(process.member())) {
      return;
    }
    boolean bornInside = ofAncestor != null && ofAncestor.group().equals(process.group());
    String known = leave(process);
    String origin =
        bornInside && known.equals(process.group()) && ofAncestor != null
            ? ofAncestor.origin()
            : known;
    unit.members().put(process.member(), new Place(origin, process.group()));
  }

  private @Nullable Unit unitOf(Member member) {
    for (Unit unit : units) {
      if (unit.members().containsKey(member)) {
        return unit;
      }
    }
    return null;
  }

  private @Nullable Unit unitRootedAt(Member root) {
    for (Unit unit : units) {
      if (unit.order().root().equals(root)) {
        return unit;
      }
    }
    return null;
  }

  /** The class that a process has by an override; null if classification decides. */
  public @Nullable String classOf(Member member) {
    Unit unit = unitOf(member);
    return unit == null ? null : unit.order().serviceClass();
  }

  /** Where a process that left its unit alive came from; null if it is not on its way back. */
  public @Nullable String originOf(Member member) {
    return returning.get(member);
  }

  /** A process that left its unit is where it belongs. */
  public void returned(Member member) {
    returning.remove(member);
  }

  /** The overrides in force, in the order they were asked for. */
  public List<ResetUnit> units() {
    return units.stream()
        .map(u ->
            new ResetUnit(
                u.order().root().pid(),
                u.order().job(),
                u.order().serviceClass(),
                u.order().quiesced(),
                u.members().size(),
                u.order().byUser(),
                u.order().atEpochMillis()))
        .toList();
  }
}
