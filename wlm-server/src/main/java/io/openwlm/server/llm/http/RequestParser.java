package io.openwlm.server.llm.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** One connection's requests, one after the other, by Jetty's parser of the strict kind. */
final class RequestParser implements HttpParser.RequestHandler {
  private final HttpParser parser;
  private final long maxBody;
  private final BodyRoom room;

  private String method = "";
  private String target = "";
  private HeaderList headers = new HeaderList();
  private boolean oldVersion;
  private boolean headDone;
  private boolean messageDone;
  private int failure;
  private byte[] body = new byte[0];
  private int length;
  private long reserved;

  RequestParser(HttpLimits limits, BodyRoom room) {
    parser = new HttpParser(this, limits.headerBytes(), HttpCompliance.RFC9110);
    maxBody = limits.bodyBytes();
    this.room = room;
  }

  /** Gets ready for the next request; gives back the room of the last one's body. */
  void next() {
    parser.reset();
    method = "";
    target = "";
    headers = new HeaderList();
    headDone = false;
    messageDone = false;
    failure = 0;
    dropBody();
  }

  /** The body is not needed any more. */
  void dropBody() {
    body = new byte[0];
    length = 0;
    room.giveBack(reserved);
    reserved = 0;
  }

  /** Takes bytes until the head or the request is complete, or there are none left. */
  void feed(ByteBuffer bytes) {
    boolean hadHead = headDone;
    do {
      int before = bytes.remaining();
      parser.parseNext(bytes);
      boolean moved = bytes.remaining() < before || messageDone || headDone != hadHead;
      if (before > 0 && !moved) {
        failure = failure == 0 ? 400 : failure; // a parser that takes nothing never will
      }
    } while (bytes.hasRemaining() && !messageDone && failure == 0 && headDone == hadHead);
  }

  boolean hasBegun() {
    return !parser.isStart();
  }

  boolean isHeadDone() {
    return headDone;
  }

  boolean isMessageDone() {
    return messageDone;
  }

  /** HTTP status of what was wrong; 0 if nothing is. */
  int failure() {
    return failure;
  }

  /** Whether the connection may serve another request after this one. */
  boolean keepsAlive() {
    String connection = headers.first("Connection");
    return !oldVersion
        && failure == 0
        && (connection == null || !connection.toLowerCase(java.util.Locale.ROOT).contains("close"));
  }

  boolean isOldVersion() {
    return oldVersion;
  }

  boolean expectsContinue() {
    String expect = headers.first("Expect");
    return expect != null && expect.equalsIgnoreCase("100-continue");
  }

  RequestHead head(Object peer) {
    String length = headers.first("Content-Length");
    long declared = length == null || parser.isChunking() ? -1 : parser.getContentLength();
    return RequestHead.of(method, target, headers, declared, peer);
  }

  String target() {
    return target;
  }

  byte[] body() {
    return length == body.length ? body : Arrays.copyOf(body, length);
  }

  @Override
  public void startRequest(String newMethod, String uri, @Nullable HttpVersion version) {
    method = newMethod;
    target = uri;
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
    if (parser.getContentLength() > maxBody) {
      failure = 413;
    } else if (parser.getContentLength() > 0) {
      grow((int) parser.getContentLength());
    }
    return true;
  }

  @Override
  public boolean content(ByteBuffer item) {
    int more = item.remaining();
    if (length + (long) more > maxBody) {
      failure = 413;
    } else if (length + more <= body.length || grow(Math.max(length + more, 2 * length))) {
      item.get(body, length, more);
      length += more;
    }
    return failure != 0;
  }

  private boolean grow(int to) {
    int size = (int) Math.min(to, maxBody);
    if (!room.take(size - reserved)) {
      failure = 503;
      return false;
    }
    reserved = size;
    body = Arrays.copyOf(body, size);
    return true;
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
    failure = failure == 0 ? 400 : failure;
  }

  @Override
  public void badMessage(HttpException problem) {
    failure = failure == 0 ? Math.max(400, problem.getCode()) : failure;
  }
}
