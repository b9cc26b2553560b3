package io.openwlm.server.jetty;

import io.openwlm.server.http.Access;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Dispatcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands requests to the dispatcher and sends its answers, one virtual thread a request. */
final class ApiHandler extends Handler.Abstract {
  private static final int WORTH_COMPRESSING_BYTES = 1400;

  /** What every answer says: no page of ours runs, loads or frames anything that is not here. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "X-Frame-Options", "DENY",
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                  + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
                  + " form-action 'self'");

  private final Dispatcher dispatcher;
  private final ConnectionBook book;
  private final Map<String, Access> access;

  /**
   * @param access the door of each connector, by the connector's name
   */
  ApiHandler(Dispatcher dispatcher, ConnectionBook book, Map<String, Access> access) {
    this.dispatcher = dispatcher;
    this.book = book;
    this.access = Map.copyOf(access);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    ConnectionBook.Entry connection = book.of(endPoint);
    Access door = access.get(request.getConnectionMetaData().getConnector().getName());
    if (connection == null || door == null) {
      endPoint.close();
      callback.failed(new IOException("a connection that nobody let in"));
      return true;
    }
    connection.enter(ConnectionBook.Phase.HANDLING);
    Request.addCompletionListener(request, _ -> connection.enter(ConnectionBook.Phase.WAITING));
    Answer answer = dispatcher.answer(new JettyExchange(request, connection), door);
    try {
      send(request, response, connection, answer);
      callback.succeeded();
    } catch (IOException | RuntimeException e) {
      callback.failed(e);
    }
    return true;
  }

  private static void send(
      Request request, Response response, ConnectionBook.Entry connection, Answer answer)
      throws IOException {
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    ALWAYS.forEach(headers::put);
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    answer.headers().forEach(headers::put);
    switch (answer) {
      case Answer.Whole whole -> {
        connection.enter(ConnectionBook.Phase.ANSWERING);
        byte[] body = whole.body();
        if (body.length >= WORTH_COMPRESSING_BYTES && takesGzip(request)) {
          body = gzip(body);
          headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        headers.put(HttpHeader.VARY, "Accept-Encoding, Accept");
        if (answer.status() == 304) {
          Content.Sink.write(response, true, ByteBuffer.allocate(0));
          return;
        }
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean head = request.getMethod().equals("HEAD");
        Content.Sink.write(response, true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body));
      }
      case Answer.Stream stream -> {
        connection.enter(ConnectionBook.Phase.STREAMING);
        try (AutoCloseable _ = stream.lease()) {
          stream
              .source()
              .writeTo(bytes -> Content.Sink.write(response, false, ByteBuffer.wrap(bytes)));
          Content.Sink.write(response, true, ByteBuffer.allocate(0));
        } catch (IOException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    }
  }

  private static boolean takesGzip(Request request) {
    List<String> codings = request.getHeaders().getQualityCSV(HttpHeader.ACCEPT_ENCODING);
    return codings.contains("gzip") || codings.contains("x-gzip");
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
