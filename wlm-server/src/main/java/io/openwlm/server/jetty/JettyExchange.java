package io.openwlm.server.jetty;

import io.openwlm.server.http.Caller;
import io.openwlm.server.http.Exchange;
import io.openwlm.server.http.HttpProblem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request of Jetty's. */
final class JettyExchange implements Exchange {
  private final Request request;
  private final ConnectionBook.Entry connection;

  JettyExchange(Request request, ConnectionBook.Entry connection) {
    this.request = request;
    this.connection = connection;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    String path = request.getHttpURI().getDecodedPath();
    return path == null ? "" : path;
  }

  @Override
  public String query() {
    String query = request.getHttpURI().getQuery();
    return query == null ? "" : query;
  }

  @Override
  public @Nullable String header(String name) {
    List<String> values = request.getHeaders().getValuesList(name);
    if (values.size() > 1) {
      throw new HttpProblem(400, "BAD_REQUEST", name + " is given more than once");
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  @Override
  public Caller caller() {
    return connection.caller;
  }

  @Override
  public byte[] body(int maxBytes) {
    if (request.getLength() > maxBytes) {
      throw tooLong(maxBytes);
    }
    connection.enter(ConnectionBook.Phase.BODY);
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] body = in.readNBytes(maxBytes + 1);
      if (body.length > maxBytes) {
        throw tooLong(maxBytes);
      }
      return body;
    } catch (IOException e) {
      throw new HttpProblem(400, "BAD_REQUEST", "the body broke off");
    } finally {
      connection.enter(ConnectionBook.Phase.HANDLING);
    }
  }

  private static HttpProblem tooLong(int maxBytes) {
    return new HttpProblem(413, "TOO_LONG", "a body may have " + maxBytes + " bytes here")
        .header("Connection", "close");
  }
}
