package io.openwlm.server.llm.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** What stands behind the listeners. Called by many threads at one time. */
public interface HttpService {

  /** Finds out who a new connection belongs to; whatever it gives comes with each request. */
  Object peer(SocketChannel channel);

  /**
   * Looks at a request before its body is taken.
   *
   * @return an answer that refuses it; null to go on
   */
  @Nullable Reply refuse(RequestHead head);

  /** Serves a request. What it leaves unfinished is broken off. */
  void serve(Exchange exchange) throws IOException;

  /**
   * The answer to what is not HTTP, or too much of it.
   *
   * @param path as far as it was read
   * @param status 400, 408, 413, 429, 431, 500, 503 or 505
   */
  Reply malformed(String path, int status);
}
