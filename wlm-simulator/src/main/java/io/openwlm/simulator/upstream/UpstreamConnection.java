package io.openwlm.simulator.upstream;

import io.openwlm.simulator.upstream.Billed.Ending;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One connection: requests one after the other, until the peer or a fault ends it. */
final class UpstreamConnection {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final UpstreamPlan plan;
  private final UpstreamAccount account;
  private final Catalogue catalogue;

  UpstreamConnection(
      Socket socket, UpstreamPlan plan, UpstreamAccount account, Catalogue catalogue) {
    this.socket = socket;
    this.plan = plan;
    this.account = account;
    this.catalogue = catalogue;
  }

  void run() throws IOException, InterruptedException {
    RequestReader reader = new RequestReader(new BufferedInputStream(socket.getInputStream()));
    AnswerOutput out = new AnswerOutput(socket);
    for (RawRequest request = reader.next(); request != null; request = reader.next()) {
      Asked asked = AskedReader.read(request);
      boolean reusable = asked == null ? other(request, out) : call(asked, out);
      if (!reusable) {
        // A connection that closes with bytes unread would be a reset, not a half-close.
        out.waitForPeer(PATIENCE_MILLIS);
        return;
      }
      if (!request.keepAlive()) {
        return;
      }
    }
  }

  private boolean call(Asked asked, AnswerOutput out) throws IOException, InterruptedException {
    long number = account.begin();
    Reply reply = Reply.of(number, asked, plan.course(number, asked));
    Answering answering = new Answering(reply, out);
    Ending ending = Ending.CLIENT_GONE;
    try {
      ending = answering.answer();
    } finally {
      account.end(new Billed(number, asked, answering.billed(ending), ending));
    }
    return answering.reusable();
  }

  private boolean other(RawRequest request, AnswerOutput out) throws IOException {
    String list = request.method().equals("GET") ? catalogue.answer(request.path()) : null;
    int status = list == null ? 404 : 200;
    String text = list == null ? "{\"error\":{\"message\":\"no such path\"}}" : list;
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    out.whole(status, "application/json", Map.of(), body, body.length);
    return true;
  }
}
