package io.openwlm.server.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that is not carried out, in the form of RFC 9457. All texts are safe to send back.
 * Carries no stack trace: it is an answer, not a fault.
 */
public final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient List<Detail> errors;
  private final transient Map<String, String> members = new TreeMap<>();
  private final transient Map<String, String> headers = new TreeMap<>();

  /**
   * One thing that is wrong.
   *
   * @param pointer JSON pointer into the body; {@code ?name} for a parameter of the query
   * @param line in the body, 1 or more; 0 if it has no place
   * @param column as {@code line}
   * @param hint what to do; may be empty
   */
  public record Detail(
      String code, String pointer, int line, int column, String message, String hint) {}

  public HttpProblem(int status, String code, String detail) {
    this(status, code, detail, List.of());
  }

  public HttpProblem(int status, String code, String detail, List<Detail> errors) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  /** 400 about a parameter of the query. */
  public static HttpProblem badParameter(String name, String message) {
    return new HttpProblem(
        400,
        "BAD_PARAMETER",
        message,
        List.of(new Detail("BAD_PARAMETER", "?" + name, 0, 0, message, "")));
  }

  /** 400 about a field of the body. */
  public static HttpProblem badField(String name, String message) {
    return new HttpProblem(
        400,
        "BAD_BODY",
        message,
        List.of(new Detail("BAD_BODY", name.isEmpty() ? "" : "/" + name, 0, 0, message, "")));
  }

  public static HttpProblem notFound(String detail) {
    return new HttpProblem(404, "NOT_FOUND", detail);
  }

  /** Adds a member of the problem's own; answers this problem. */
  public HttpProblem member(String name, String value) {
    members.put(name, value);
    return this;
  }

  /** Adds a header to the answer; answers this problem. */
  public HttpProblem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  public List<Detail> errors() {
    return errors;
  }

  public Map<String, String> members() {
    return Map.copyOf(members);
  }

  /** The answer that says it. */
  public Answer.Whole answer(String instance) {
    return new Answer.Whole(
        status, "application/problem+json", ProblemJson.of(this, instance), headers);
  }
}
