package io.openwlm.server.api;

import io.avaje.jsonb.Jsonb;
import io.openwlm.model.json.FiniteAdapter;
import io.openwlm.server.Printable;
import io.openwlm.server.http.Answer;
import java.nio.charset.StandardCharsets;

/** Writes views and the manager's records as JSON; numbers that JSON cannot say become null. */
final class Views {
  private static final Jsonb JSONB =
      Jsonb.builder()
          .serializeNulls(true)
          .add(Double.class, new FiniteAdapter(null))
          .add(double.class, new FiniteAdapter(Double.NaN))
          .build();

  private Views() {}

  static byte[] bytes(Object view) {
    // What a terminal would act on stands in texts only, where JSON takes the escaped form, too.
    String json = Printable.line(JSONB.toJson(view), Integer.MAX_VALUE);
    return json.getBytes(StandardCharsets.UTF_8);
  }

  static Answer.Whole answer(int status, Object view) {
    return (Answer.Whole) Answer.json(status, bytes(view));
  }

  static Answer.Whole answer(Object view) {
    return answer(200, view);
  }
}
