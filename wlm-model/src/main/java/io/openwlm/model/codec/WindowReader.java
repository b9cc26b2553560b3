package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.BudgetWindow.Aligned;
import io.openwlm.model.token.BudgetWindow.Period;
import io.openwlm.model.token.BudgetWindow.Rolling;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads limits: how much of a unit, in which window. */
final class WindowReader {
  static final int MAX_LIMITS = 16;
  private static final int MAX_ZONE = 64;
  private static final List<String> UNITS =
      Arrays.stream(BudgetUnit.values()).map(BudgetUnit::key).toList();
  private static final List<String> WINDOWS =
      List.of("hour", "day", "week", "month", "rolling 24h");
  private static final Pattern ROLLING = Pattern.compile("rolling +([0-9.]+ ?[a-z]+)");
  private static final Pattern DAYS = Pattern.compile("([0-9]{1,3}) ?d");
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])");
  private static final String ZONE_EXAMPLE = "for example Europe/Berlin or UTC";

  private final Problems problems;

  WindowReader(Problems problems) {
    this.problems = problems;
  }

  /** A limit and where it stands. */
  record Limit(BudgetLimit limit, Node at) {}

  /** The limits of a key, as far as they could be read; none if it is not there. */
  List<Limit> limits(Fields owner, String key, boolean session) {
    List<Limit> found = new ArrayList<>();
    Node node = owner.get(key);
    if (node == null) {
      return found;
    }
    List<String> keys = session ? ProjectKeys.SESSION_LIMIT : ProjectKeys.BUDGET_LIMIT;
    for (Node item : Values.items(problems, node, key, MAX_LIMITS)) {
      Fields fields = Fields.of(item, "a limit", problems, keys);
      Limit limit = fields == null ? null : limit(fields, session);
      if (limit != null) {
        found.add(limit);
      }
    }
    return found;
  }

  private @Nullable Limit limit(Fields fields, boolean session) {
    List<String> units = UNITS.stream().filter(fields::has).toList();
    BudgetWindow window = session ? new BudgetWindow.Session() : window(fields);
    if (units.size() != 1) {
      if (!units.isEmpty() || !fields.hasUnknownKeys()) {
        String found = units.isEmpty() ? "none" : String.join(" and ", units);
        problems.add(ProblemCode.LIMIT_UNIT, fields.at(), found);
      }
      return null;
    }
    BudgetUnit unit = BudgetUnit.valueOf(units.getFirst().toUpperCase(Locale.ROOT));
    Node at = fields.get(unit.key());
    Long amount = at == null ? null : Amounts.limit(problems, at, unit);
    return at == null || amount == null || window == null
        ? null
        : new Limit(new BudgetLimit(unit, amount, window), at);
  }

  private @Nullable BudgetWindow window(Fields fields) {
    Node per = fields.required("per", "per", "one of " + String.join(", ", WINDOWS));
    String text = per == null ? null : Values.text(problems, per, "per");
    if (per == null || text == null) {
      return null;
    }
    if (text.startsWith("rolling")) {
      for (String key : List.of("zone", "starts-at", "week-start")) {
        only(fields, key, "per: hour, day, week or month");
      }
      return rolling(per, text);
    }
    for (Period period : Period.values()) {
      if (period.key().equals(text)) {
        return aligned(fields, period);
      }
    }
    String hint = NearestName.hint(text, WINDOWS, "one of " + String.join(", ", WINDOWS));
    problems.addWithHint(ProblemCode.WINDOW, per, hint, Values.found(per));
    return null;
  }

  private @Nullable BudgetWindow rolling(Node per, String text) {
    Matcher m = ROLLING.matcher(text);
    Long nanos = m.matches() ? nanos(m.group(1)) : null;
    if (nanos == null || nanos < Rolling.MIN_NANOS || nanos > Rolling.MAX_NANOS) {
      problems.addWithHint(ProblemCode.WINDOW, per, "rolling 1s to rolling 92d", Values.found(per));
      return null;
    }
    return new Rolling(nanos);
  }

  private static @Nullable Long nanos(String text) {
    Matcher days = DAYS.matcher(text);
    if (days.matches()) {
      return Integer.parseInt(days.group(1)) * 86_400L * 1_000_000_000L;
    }
    Node.Scalar duration = new Node.Scalar(1, 1, Pointer.ROOT, text, true);
    return Values.durationNanos(new Problems(""), duration, "");
  }

  private @Nullable BudgetWindow aligned(Fields fields, Period period) {
    Node zoneAt = fields.get("zone");
    ZoneId zone = zoneAt == null ? ZoneOffset.UTC : zone(zoneAt);
    Node startsAt = fields.get("starts-at");
    LocalTime time = startsAt == null ? LocalTime.MIDNIGHT : time(startsAt, period);
    if (period != Period.WEEK) {
      only(fields, "week-start", "per: week");
    }
    DayOfWeek day =
        Values.oneOf(
            problems,
            period == Period.WEEK ? fields.get("week-start") : null,
            "week-start",
            DayOfWeek.values(),
            WindowReader::key);
    return zone == null || time == null
        ? null
        : new Aligned(period, zone, time, day == null ? DayOfWeek.MONDAY : day);
  }

  private @Nullable LocalTime time(Node node, Period period) {
    Matcher m = node instanceof Node.Scalar s ? TIME.matcher(s.value()) : null;
    boolean good = m != null && m.matches();
    if (good && m != null && (period != Period.HOUR || m.group(1).equals("00"))) {
      return LocalTime.of(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
    }
    if (!(node instanceof Node.Refused)) {
      boolean hour = period == Period.HOUR;
      String expected = hour ? "a minute of the hour, 00:00 to 00:59" : "a time of day, hh:mm";
      Values.wrongType(problems, node, "starts-at", expected);
    }
    return null;
  }

  private @Nullable ZoneId zone(Node node) {
    String text = Values.text(problems, node, "zone");
    if (text == null) {
      return null;
    }
    try {
      if (text.length() <= MAX_ZONE) {
        return text.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(text);
      }
    } catch (DateTimeException e) {
      // Falls through: not a zone.
    }
    List<String> known = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    String hint = NearestName.hint(text, known, ZONE_EXAMPLE);
    problems.addWithHint(ProblemCode.ZONE, node, hint, PrintableText.of(text, MAX_ZONE));
    return null;
  }

  private void only(Fields fields, String key, String with) {
    Node node = fields.get(key);
    if (node != null) {
      problems.add(ProblemCode.WINDOW_PART, node, key, with);
    }
  }

  /** {@code monday}. */
  static String key(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }
}
