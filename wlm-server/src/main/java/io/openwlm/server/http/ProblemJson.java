package io.openwlm.server.http;

import io.openwlm.server.JsonText;
import java.nio.charset.StandardCharsets;

/** Writes problems as {@code application/problem+json}. */
final class ProblemJson {
  private ProblemJson() {}

  static byte[] of(HttpProblem problem, String instance) {
    StringBuilder out = new StringBuilder(256);
    out.append("{\"type\":");
    JsonText.quote(out, "urn:openwlm:problem:" + problem.code());
    out.append(",\"title\":");
    JsonText.quote(out, title(problem.status()));
    out.append(",\"status\":").append(problem.status());
    out.append(",\"code\":");
    JsonText.quote(out, problem.code());
    out.append(",\"detail\":");
    JsonText.quote(out, problem.detail());
    out.append(",\"instance\":");
    JsonText.quote(out, instance);
    problem.members().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(member -> {
          out.append(',');
          JsonText.quote(out, member.getKey());
          out.append(':');
          JsonText.quote(out, member.getValue());
        });
    out.append(",\"errors\":[");
    String comma = "";
    for (HttpProblem.Detail e : problem.errors()) {
      out.append(comma).append("{\"code\":");
      JsonText.quote(out, e.code());
      out.append(",\"pointer\":");
      JsonText.quote(out, e.pointer());
      out.append(",\"line\":").append(e.line()).append(",\"column\":").append(e.column());
      out.append(",\"message\":");
      JsonText.quote(out, e.message());
      out.append(",\"hint\":");
      JsonText.quote(out, e.hint());
      out.append('}');
      comma = ",";
    }
    return out.append("]}\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Not authenticated";
      case 403 -> "Not permitted";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 406 -> "Not acceptable";
      case 408 -> "Too slow";
      case 409 -> "Conflict";
      case 412 -> "Changed since you read it";
      case 413 -> "Too long";
      case 415 -> "Content type not taken";
      case 422 -> "Not valid";
      case 428 -> "If-Match needed";
      case 429 -> "Too many";
      case 431 -> "Header too long";
      case 503 -> "Not now";
      default -> status >= 500 ? "Failed" : "Refused";
    };
  }
}
