package io.openwlm.server.http;

import java.util.List;
import java.util.Set;

/**
 * One method of one path.
 *
 * @param method {@code GET}, {@code PUT}, {@code POST}
 * @param pattern {@code /api/v1/classes/{name}}: a parameter is one whole segment
 * @param needs the least role that may use it
 * @param open true: also answers callers whom nobody has authenticated
 * @param isAudited true: each use is written down, done or refused
 * @param parameters the names that its query may have
 */
public record Route(
    String method,
    String pattern,
    Role needs,
    boolean open,
    boolean isAudited,
    Set<String> parameters,
    Handler handler) {

  /** Carries out a call. */
  @FunctionalInterface
  public interface Handler {
    /**
     * @throws HttpProblem if it is not carried out
     */
    Answer answer(Call call);
  }

  public Route {
    parameters = Set.copyOf(parameters);
  }

  /** Something that every caller with a role may read. */
  public static Route get(String pattern, Handler handler, String... parameters) {
    return new Route("GET", pattern, Role.VIEWER, false, false, Set.of(parameters), handler);
  }

  /** Something that changes the machine or the manager; goes into the audit log. */
  public static Route change(String method, String pattern, Role needs, Handler handler) {
    return new Route(method, pattern, needs, false, true, Set.of(), handler);
  }

  /** Something that reads with a body, or reports. */
  public static Route ask(String method, String pattern, Role needs, Handler handler) {
    return new Route(method, pattern, needs, false, false, Set.of(), handler);
  }

  /** Something that answers callers whom nobody has authenticated, too. */
  public static Route open(String method, String pattern, Handler handler, String... parameters) {
    return new Route(method, pattern, Role.VIEWER, true, false, Set.of(parameters), handler);
  }

  List<String> segments() {
    return List.of(pattern.substring(1).split("/", -1));
  }
}
