package io.openwlm.server;

import io.openwlm.core.port.ManagerControl.ReportAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One client of the control socket, served by a virtual thread of its own: one line in, at most one
 * line out. Another thread calls {@link #closeIfStalled} and ends it by closing the channel.
 */
final class Connection implements Runnable {
  private static final int WRITE_BYTES = 16 << 10;
  private static final int LINES_PER_SECOND = 500;
  private static final long BYTES_PER_SECOND = 4 << 20;

  private final long id;
  private final SocketChannel channel;
  private final Peer peer;
  private final Operations operations;
  private final ServerLimits limits;
  private final LineReader lines;
  private final Request request = new Request();
  private long @Nullable [] nanos;
  private boolean reported;
  private boolean refusalSaid;
  private int badLines;
  private long secondNanos = System.nanoTime();
  private int linesThisSecond;
  private long bytesThisSecond;
  private volatile long lastLineNanos = System.nanoTime();
  private volatile long writingSinceNanos;
  private volatile boolean busy;

  Connection(
      long id,
      SocketChannel channel,
      Peer peer,
      Operations operations,
      ServerLimits limits,
      LineBudget budget) {
    this.id = id;
    this.channel = channel;
    this.peer = peer;
    this.operations = operations;
    this.limits = limits;
    lines = new LineReader(channel, limits.lineBytes(), budget);
  }

  Peer peer() {
    return peer;
  }

  @Override
  public void run() {
    try {
      while (badLines < limits.badLines()) {
        switch (lines.next()) {
          case LINE -> {
            busy = true;
            serve();
            lastLineNanos = System.nanoTime();
            busy = false;
            pace();
          }
          case END -> {
            return;
          }
          case TOO_LONG -> {
            write(
                Operations.refusal(
                    "TOO_LONG", "a request may have " + limits.lineBytes() + " bytes"));
            return;
          }
          case NO_ROOM -> {
            write(Operations.refusal("BUSY", "too many long requests at one time"));
            return;
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      // the client went away or was closed for stalling: there is nobody to tell
    } catch (RuntimeException e) {
      operations.failed(e);
    } finally {
      lines.release();
      close();
      if (reported) {
        operations.reporterGone(id);
      }
    }
  }

  private void serve() throws IOException {
    Op op;
    try {
      op = request.parse(lines.buffer(), lines.lineAt(), lines.lineLength(), null);
      if (op == Op.REPORT) {
        report();
        return;
      }
    } catch (BadRequest e) {
      badLines++;
      if (!refusalSaid || request.ack() || !request.looksLikeReport()) {
        refusalSaid |= request.looksLikeReport();
        write(Operations.refusal("BAD_REQUEST", String.valueOf(e.getMessage())));
      }
      return;
    }
    write(operations.answer(op, request, peer));
  }

  private void report() throws BadRequest, IOException {
    if (nanos == null) {
      nanos = Operations.room();
    }
    reported = true;
    ReportAnswer answer = operations.report(request, id, peer, nanos);
    boolean refused = answer != ReportAnswer.ACCEPTED;
    if (request.ack() || (refused && !refusalSaid)) {
      refusalSaid |= refused;
      write(operations.answer(answer, request, peer));
    }
  }

  /** Slows down a client that could otherwise keep a CPU busy. */
  private void pace() throws InterruptedException {
    if (peer.privileged()) {
      return;
    }
    long spentMillis = (lastLineNanos - secondNanos) / 1_000_000;
    if (spentMillis >= 1000) {
      secondNanos = lastLineNanos;
      linesThisSecond = 0;
      bytesThisSecond = 0;
    }
    linesThisSecond++;
    bytesThisSecond += lines.lineLength();
    if (linesThisSecond > LINES_PER_SECOND || bytesThisSecond > BYTES_PER_SECOND) {
      Thread.sleep(Math.max(1, 1000 - spentMillis));
    }
  }

  private void write(byte[] line) throws IOException {
    writingSinceNanos = System.nanoTime() | 1;
    ByteBuffer view = ByteBuffer.wrap(line);
    while (view.position() < line.length) {
      view.limit(Math.min(line.length, view.position() + WRITE_BYTES));
      channel.write(view);
    }
    writingSinceNanos = 0;
  }

  /** Ends the connection if its client sends nothing, too slowly, or does not take its answer. */
  void closeIfStalled(long nowNanos) {
    long stallNanos = limits.stallMillis() * 1_000_000;
    long writing = writingSinceNanos;
    long line = lines.lineSinceNanos();
    boolean idle = !busy && nowNanos - lastLineNanos > limits.idleMillis() * 1_000_000;
    boolean slowTaker = writing != 0 && nowNanos - writing > stallNanos;
    boolean slowSender = line != 0 && nowNanos - line > stallNanos;
    if (idle || slowTaker || slowSender) {
      close();
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // closed is closed
    }
  }
}
