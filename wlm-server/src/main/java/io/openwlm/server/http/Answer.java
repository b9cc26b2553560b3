package io.openwlm.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What goes back. */
public sealed interface Answer {
  int status();

  String type();

  /** Headers besides the content type. */
  Map<String, String> headers();

  /** An answer that is there as a whole. */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared, sent as it is
  record Whole(int status, String type, byte[] body, Map<String, String> headers)
      implements Answer {
    public Whole {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * An answer that goes on until one side ends it.
   *
   * @param lease given back when it has ended, however it ended
   */
  record Stream(String type, Source source, AutoCloseable lease) implements Answer {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public Map<String, String> headers() {
      return Map.of();
    }
  }

  /** Where a stream's bytes come from. */
  @FunctionalInterface
  interface Source {
    /** Writes until the end; an {@link IOException} of the sink ends it. */
    void writeTo(Sink sink) throws IOException;
  }

  /** Where a stream's bytes go: each call reaches the network before it returns. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes) throws IOException;
  }

  static Answer json(int status, byte[] body) {
    return new Whole(status, "application/json", body, Map.of());
  }

  static Answer json(byte[] body) {
    return json(200, body);
  }

  static Answer text(int status, String text) {
    return new Whole(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Answer bytes(String type, byte[] body) {
    return new Whole(200, type, body, Map.of());
  }

  /** The same answer with one more header. */
  static Answer with(Whole answer, String name, String value) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.put(name, value);
    return new Whole(answer.status(), answer.type(), answer.body(), headers);
  }
}
