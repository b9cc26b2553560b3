package io.openwlm.server.llm.http;

/**
 * The first part of a request.
 *
 * @param path as it was sent: escapes are not resolved
 * @param query without the question mark; empty if there is none
 * @param contentLength bytes of the body; -1 if the client does not say
 * @param peer what is known of the client; the same object for all requests of a connection
 */
public record RequestHead(
    String method, String path, String query, HeaderList headers, long contentLength, Object peer) {

  /** Path and query apart; an absolute target is cut to its path. */
  static RequestHead of(
      String method, String target, HeaderList headers, long contentLength, Object peer) {
    String local = target;
    int scheme = target.indexOf("://");
    if (scheme > 0 && !target.startsWith("/")) {
      int slash = target.indexOf('/', scheme + 3);
      local = slash < 0 ? "/" : target.substring(slash);
    }
    int question = local.indexOf('?');
    String path = question < 0 ? local : local.substring(0, question);
    String query = question < 0 ? "" : local.substring(question + 1);
    return new RequestHead(method, path, query, headers, contentLength, peer);
  }

  /** Without values of headers and without the query: both may hold keys. */
  @Override
  public String toString() {
    return method + " " + path + " " + headers;
  }
}
