package io.openwlm.server.llm.http;

/** An answer that is ready. */
public final class Reply {
  private final int status;
  private final HeaderList headers;
  private final byte[] body;

  public Reply(int status, HeaderList headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public HeaderList headers() {
    return headers;
  }

  /** Its own array: not to be changed. */
  public byte[] body() {
    return body;
  }
}
