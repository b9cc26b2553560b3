package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import io.openwlm.simulator.upstream.Billed.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives one answer as its course says, and keeps count of what is to be billed. */
final class Answering {
  private static final String JSON = "application/json";

  private final Reply reply;
  private final Wire wire;
  private final AnswerOutput out;
  private final Map<String, String> headers;
  private long outputTokens;
  private boolean reusable = true;

  Answering(Reply reply, AnswerOutput out) {
    this.reply = reply;
    this.out = out;
    wire = Wire.of(reply.asked().kind());
    headers = new HashMap<>(reply.course().headers());
    headers.put("x-request-id", "req_" + reply.number());
  }

  /** The connection can take another request. */
  boolean reusable() {
    return reusable;
  }

  /** What to bill for an answer that ended this way. */
  TokenUsage billed(Ending ending) {
    boolean whole = ending == Ending.COMPLETE || !reply.asked().stream();
    return switch (ending) {
      case REFUSED -> TokenUsage.NONE;
      case COMPLETE, CUT, CLIENT_GONE -> whole ? reply.billed() : reply.billed(outputTokens);
    };
  }

  /**
   * Answers.
   *
   * @throws IOException if the peer is gone
   */
  Ending answer() throws IOException, InterruptedException {
    Thread.sleep(reply.course().pace().firstByteMillis());
    return switch (reply.course().fault()) {
      case Fault.Status status -> refuse(status);
      case Fault.Silent _ -> silent();
      case Fault.Hang _ -> hang();
      case Fault.Cut cut when !reply.asked().stream() -> cutWhole(cut);
      case Fault.Cut cut -> stream(cut.afterPieces(), 0, cut);
      case Fault.Drip drip when !reply.asked().stream() -> dripWhole(drip);
      case Fault.Drip drip -> stream(Integer.MAX_VALUE, drip.byteMillis(), drip);
      case Fault.None _ when !reply.asked().stream() -> whole();
      case Fault.None none -> stream(Integer.MAX_VALUE, 0, none);
    };
  }

  private Ending refuse(Fault.Status status) throws IOException {
    if (status.retryAfterSeconds() >= 0) {
      headers.put("retry-after", Long.toString(status.retryAfterSeconds()));
    }
    String text = wire.error(status.status(), "fake trouble " + status.status());
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    out.whole(status.status(), JSON, headers, body, body.length);
    return Ending.REFUSED;
  }

  private Ending silent() throws IOException {
    reusable = false;
    out.reset();
    return Ending.REFUSED;
  }

  private Ending hang() throws IOException {
    reusable = false;
    out.waitForPeer(0);
    return Ending.REFUSED;
  }

  private byte[] body() throws InterruptedException {
    Thread.sleep(reply.course().pace().pieceMillis() * reply.pieces().size());
    return wire.whole(reply).getBytes(StandardCharsets.UTF_8);
  }

  private Ending whole() throws IOException, InterruptedException {
    byte[] body = body();
    out.whole(200, JSON, headers, body, body.length);
    return Ending.COMPLETE;
  }

  private Ending dripWhole(Fault.Drip drip) throws IOException, InterruptedException {
    byte[] body = body();
    out.whole(200, JSON, headers, body, 0);
    out.drip(body, drip.byteMillis());
    return Ending.COMPLETE;
  }

  private Ending cutWhole(Fault.Cut cut) throws IOException, InterruptedException {
    byte[] body = body();
    switch (cut.how()) {
      case HALF_CLOSE, RESET -> {
        out.whole(200, JSON, headers, body, body.length / 2);
        cutOff(cut.how());
      }
      case ERROR_EVENT -> {
        byte[] error = wire.error(500, "the model broke off").getBytes(StandardCharsets.UTF_8);
        out.whole(500, JSON, headers, error, error.length);
        return Ending.REFUSED;
      }
      case GARBAGE -> {
        byte[] garbage = garbage(body.length);
        out.whole(200, JSON, headers, garbage, garbage.length);
      }
    }
    return Ending.CUT;
  }

  private Ending stream(int pieces, long byteMillis, Fault fault)
      throws IOException, InterruptedException {
    out.stream(wire.streamType(reply.asked()), headers);
    List<Piece> all = wire.stream(reply);
    int textPieces = 0;
    for (Piece piece : all) {
      if (piece.tokens() > 0 && textPieces++ == pieces) {
        break;
      }
      Thread.sleep(reply.course().pace().pieceMillis());
      byte[] bytes = piece.text().getBytes(StandardCharsets.UTF_8);
      if (byteMillis > 0) {
        out.dripChunk(bytes, byteMillis);
      } else {
        out.chunk(bytes);
      }
      outputTokens += piece.tokens();
    }
    if (fault instanceof Fault.Cut cut) {
      cutStream(cut.how());
      return Ending.CUT;
    }
    out.end();
    return Ending.COMPLETE;
  }

  private void cutStream(Fault.How how) throws IOException {
    switch (how) {
      case HALF_CLOSE, RESET -> cutOff(how);
      case ERROR_EVENT -> {
        out.chunk(wire.brokenStream(reply).getBytes(StandardCharsets.UTF_8));
        out.end();
      }
      case GARBAGE -> {
        out.chunk(garbage(300));
        out.end();
      }
    }
  }

  private void cutOff(Fault.How how) throws IOException {
    reusable = false;
    if (how == Fault.How.RESET) {
      out.reset();
    } else {
      out.halfClose();
    }
  }

  /** Bytes of no format: broken JSON after {@code data:}, NULs, bytes that are no UTF-8. */
  private static byte[] garbage(int length) {
    byte[] garbage = new byte[Math.max(length, 16)];
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] = (byte) (i * 37 + (i >> 3));
    }
    byte[] begin = "data: {\"a\":[[[\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(begin, 0, garbage, 0, begin.length);
    garbage[begin.length] = 0;
    return garbage;
  }
}
