package io.openwlm.server.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that has found its route: its parameters are known to the route and given once.
 *
 * @param path parameters in the path, by name
 * @param query parameters of the query, by name; a parameter without a value is empty
 * @param notes what the audit log says about it besides its method and path; grows
 */
public record Call(
    Exchange exchange,
    Caller caller,
    Map<String, String> path,
    Map<String, String> query,
    List<String> notes) {
  public Call {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }

  /** Adds to what the audit log says about this call. */
  public void note(String what) {
    notes.add(what);
  }

  /** A parameter of the path. */
  public String part(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no parameter " + name);
    }
    return value;
  }

  /** A parameter of the query; null if it is not given. */
  public @Nullable String parameter(String name) {
    return query.get(name);
  }

  /**
   * A whole number in the query.
   *
   * @throws HttpProblem 400 if it is none, or not from {@code min} to {@code max}
   */
  public long number(String name, long ifAbsent, long min, long max) {
    String text = query.get(name);
    if (text == null) {
      return ifAbsent;
    }
    long value;
    try {
      value = text.length() > 18 ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      value = -1;
    }
    if (value < min || value > max) {
      throw HttpProblem.badParameter(
          name, name + " must be a whole number from " + min + " to " + max);
    }
    return value;
  }
}
