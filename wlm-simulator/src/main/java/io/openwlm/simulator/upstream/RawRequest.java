package io.openwlm.simulator.upstream;

import java.util.Map;

/**
 * A request as it came in.
 *
 * @param target path and query, undecoded
 * @param headers by name in small letters; the last one of a name counts
 * @param text of the body
 * @param bytes of the body
 * @param keepAlive the connection stays for the next request
 */
public record RawRequest(
    String method,
    String target,
    Map<String, String> headers,
    String text,
    int bytes,
    boolean keepAlive) {
  public RawRequest {
    headers = Map.copyOf(headers);
  }

  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  public String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }
}
