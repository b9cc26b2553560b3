package io.openwlm.server.llm.upstream;

import io.openwlm.server.llm.http.HeaderList;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Answers of one connection to a provider, by Jetty's parser. */
final class ReplyParser implements HttpParser.ResponseHandler {
  private static final int HEADER_BYTES = 64 << 10;

  private final HttpParser parser = new HttpParser(this, HEADER_BYTES, HttpCompliance.RFC9110);
  private final byte[] content = new byte[UpstreamConnection.BUFFER_BYTES];
  private int length;
  private int status;
  private HeaderList headers = new HeaderList();
  private boolean headDone;
  private boolean messageDone;
  private boolean failed;
  private boolean oldVersion;

  void next() {
    parser.reset();
    status = 0;
    headers = new HeaderList();
    headDone = false;
    messageDone = false;
    failed = false;
    length = 0;
  }

  /** Takes bytes until the head is there, or all of them as content of the answer. */
  void feed(ByteBuffer bytes) {
    boolean hadHead = headDone;
    do {
      int before = bytes.remaining();
      parser.parseNext(bytes);
      boolean moved = bytes.remaining() < before || messageDone || headDone != hadHead;
      failed |= before > 0 && !moved;
    } while (bytes.hasRemaining() && !messageDone && !failed && headDone == hadHead);
  }

  /** The provider has closed the connection. */
  void end() {
    parser.atEOF();
    for (int i = 0; i < 3 && !messageDone && !failed; i++) {
      parser.parseNext(ByteBuffer.allocate(0));
    }
  }

  int status() {
    return status;
  }

  HeaderList headers() {
    return headers;
  }

  boolean isHeadDone() {
    return headDone;
  }

  boolean isMessageDone() {
    return messageDone;
  }

  boolean isFailed() {
    return failed;
  }

  /** Bytes that the answer will have; -1 if it does not say. */
  long declared() {
    return parser.isChunking() || headers.first("Content-Length") == null
        ? -1
        : parser.getContentLength();
  }

  boolean keepsAlive() {
    String connection = headers.first("Connection");
    return messageDone
        && !failed
        && !oldVersion
        && (declared() >= 0 || parser.isChunking() || status == 204)
        && (connection == null || !connection.equalsIgnoreCase("close"));
  }

  /** The content taken since the last call: how many bytes of {@link #content}. */
  int taken() {
    int count = length;
    length = 0;
    return count;
  }

  byte[] content() {
    return content;
  }

  @Override
  public void startResponse(@Nullable HttpVersion version, int code, String reason) {
    status = code;
    oldVersion = version == null || version.getVersion() < HttpVersion.HTTP_1_1.getVersion();
  }

  @Override
  public void parsedHeader(HttpField field) {
    String value = field.getValue();
    headers.add(field.getName(), value == null ? "" : value);
  }

  @Override
  public boolean headerComplete() {
    headDone = true;
    return true;
  }

  @Override
  public boolean content(ByteBuffer item) {
    int count = item.remaining(); // never more than was fed, which fits
    item.get(content, length, count);
    length += count;
    return false;
  }

  @Override
  public boolean contentComplete() {
    return false;
  }

  @Override
  public boolean messageComplete() {
    messageDone = true;
    return true;
  }

  @Override
  public void earlyEOF() {
    failed = true;
  }

  @Override
  public void badMessage(HttpException problem) {
    failed = true;
  }
}
