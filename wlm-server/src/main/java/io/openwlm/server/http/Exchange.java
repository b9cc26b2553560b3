package io.openwlm.server.http;

import org.jspecify.annotations.Nullable;

/** One request as a handler sees it. Belongs to one thread. */
public interface Exchange {
  /** {@code GET}, {@code PUT}, {@code POST}. */
  String method();

  /** The decoded path, without the query. */
  String path();

  /** The raw query; empty if there is none. */
  String query();

  /**
   * The value of a header; null if it is not there.
   *
   * @throws HttpProblem 400 if it is given more than once
   */
  @Nullable String header(String name);

  Caller caller();

  /**
   * Reads the body, waiting for it.
   *
   * @throws HttpProblem 413 if it is longer than {@code maxBytes}; 400 if it breaks off
   */
  byte[] body(int maxBytes);
}
