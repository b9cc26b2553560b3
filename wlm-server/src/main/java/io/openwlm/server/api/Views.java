package io.openwlm.server.api;

import io.avaje.jsonb.Jsonb;
import io.openwlm.server.http.Answer;
import java.nio.charset.StandardCharsets;

/** Writes views and the manager's records as JSON; numbers that JSON cannot say become null. */
final class Views {
  private static final Jsonb JSONB =
      Jsonb.builder()
          .serializeNulls(true)
          .add(Double.class, new FiniteNumber())
          .add(double.class, new FiniteNumber())
          .build();

  private Views() {}

  static byte[] bytes(Object view) {
    return JSONB.toJson(view).getBytes(StandardCharsets.UTF_8);
  }

  static Answer.Whole answer(int status, Object view) {
    return (Answer.Whole) Answer.json(status, bytes(view));
  }

  static Answer.Whole answer(Object view) {
    return answer(200, view);
  }
}
