package io.openwlm.server.jetty;

import io.openwlm.server.http.Answer;
import io.openwlm.server.http.HttpProblem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses by itself, in the form of all other problems; echoes nothing. */
final class ProblemPage extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() >= 400 ? response.getStatus() : 500;
    HttpProblem problem =
        status >= 500
            ? new HttpProblem(status, "INTERNAL", "the request failed")
            : new HttpProblem(status, "BAD_REQUEST", "the request is not HTTP as it should be");
    Answer.Whole answer = problem.answer("");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }
}
