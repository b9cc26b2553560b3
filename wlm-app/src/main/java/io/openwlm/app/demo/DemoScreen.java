package io.openwlm.app.demo;

import io.openwlm.app.top.Board;
import io.openwlm.app.top.BoardOptions;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.server.ControlClient;
import io.openwlm.server.DaemonUnreachable;
import io.openwlm.server.RequestRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the viewer sees while the demo runs: on a terminal a live board, elsewhere one line a
 * second.
 */
public final class DemoScreen {
  private static final long SECOND = 1_000_000_000L;
  private static final int WIDTH = 100;
  private static final int HEIGHT = 30;

  private final PrintStream out;
  private final boolean live;
  private final boolean ascii;
  private volatile @Nullable ControlClient client;
  private long lastDecision;
  private int rows = HEIGHT;
  private int columns = WIDTH;

  /**
   * @param live the stream is a terminal that understands cursor movements
   */
  public DemoScreen(PrintStream out, boolean live, boolean ascii) {
    this.out = out;
    this.live = live;
    this.ascii = ascii;
  }

  /** Prints one line. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  void watch(Path socket) throws IOException {
    try {
      client = ControlClient.connect(socket);
    } catch (DaemonUnreachable e) {
      throw new IOException(e.getMessage(), e);
    }
    if (live) {
      int[] size = terminalSize();
      rows = size[0];
      columns = size[1];
      out.print("\u001b[?1049h\u001b[?25l");
    }
  }

  /** Leaves the board; also called from a shutdown hook while the board is drawn. */
  synchronized void unwatch() {
    ControlClient watched = client;
    if (watched != null) {
      watched.close();
      client = null;
      if (live) {
        out.print("\u001b[?1049l\u001b[?25h");
        out.flush();
      }
    }
  }

  /** Waits out one phase and shows it. */
  void phase(String caption, int seconds, ServiceLog log) throws IOException, InterruptedException {
    long start = System.nanoTime();
    if (!live || client == null) {
      say("-- " + caption);
    }
    for (int k = 1; k <= seconds; k++) {
      long due = start + k * SECOND;
      while (System.nanoTime() < due) {
        Thread.sleep(Math.clamp((due - System.nanoTime()) / 1_000_000, 1, 250));
        if (live && client != null) {
          draw(caption, seconds - k + 1);
        }
      }
      if (!live || client == null) {
        line(k, log);
      }
    }
  }

  private @Nullable ManagerStatus status() {
    ControlClient watched = client;
    if (watched == null) {
      return null;
    }
    try {
      return watched.status();
    } catch (DaemonUnreachable | RequestRefused e) {
      say("wlmd: " + e.getMessage());
      return null;
    }
  }

  private void draw(String caption, int secondsLeft) {
    ManagerStatus status = status();
    if (status == null) {
      return;
    }
    StringBuilder text = new StringBuilder("\u001b[H");
    text.append("\u001b[7m ")
        .append(caption)
        .append("  (")
        .append(secondsLeft)
        .append("s) \u001b[0m\u001b[K\n");
    List<String> board =
        Board.render(
            status, columns, rows - 2, BoardOptions.show(ascii, true, System.currentTimeMillis()));
    for (String row : board) {
      text.append(row).append("\u001b[K\n");
    }
    synchronized (this) {
      if (client != null) {
        out.print(text.append("\u001b[J"));
        out.flush();
      }
    }
  }

  private void line(int second, ServiceLog log) throws IOException {
    log.refresh();
    long now = System.nanoTime();
    long p90 = log.endedNanos(DemoPlan.GOAL_PERCENTILE, now - SECOND, now);
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "   %3ds  p90 %8.1f ms", second, p90 / 1e6));
    ManagerStatus status = status();
    if (status != null) {
      status
          .classes()
          .forEach(c ->
              text.append(
                  String.format(
                      Locale.ROOT,
                      "   %s PI %s w%d",
                      c.name(),
                      c.performanceIndex() == null
                          ? "-"
                          : String.format(Locale.ROOT, "%.2f", c.performanceIndex()),
                      c.weight())));
      for (DecisionStatus d : status.decisions().reversed()) {
        if (d.id() > lastDecision && !d.changes().isEmpty()) {
          text.append("\n         ").append(explain(d));
        }
        lastDecision = Math.max(lastDecision, d.id());
      }
    }
    say(text.toString());
  }

  /** A decision as a sentence; the receiver is the first of its changes. */
  static String explain(DecisionStatus d) {
    List<String> moves =
        d.changes().stream().map(c -> c.serviceClass() + " " + c.from() + ">" + c.to()).toList();
    String others = String.join(", ", moves.subList(1, moves.size()));
    String reason = d.reason().toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (d.act()) {
      case "RAISE" ->
          "OpenWLM raised " + moves.getFirst() + ", " + others + " paid (" + reason + ")";
      case "GIVE BACK" -> "OpenWLM gives back: " + String.join(", ", moves);
      case "FIRST WEIGHTS" ->
          "OpenWLM takes first weights from demand: " + String.join(", ", moves);
      default -> d.act() + " " + String.join(", ", moves) + " (" + reason + ")";
    };
  }

  /** Rows and columns of the terminal; a common size if it does not tell. */
  private static int[] terminalSize() {
    try {
      Process process = new ProcessBuilder("sh", "-c", "stty size </dev/tty").start();
      process.getOutputStream().close();
      try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
        String[] answer = String.valueOf(out.readLine()).split(" ");
        int rows = Integer.parseInt(answer[0]);
        int columns = Integer.parseInt(answer[1]);
        return rows < 10 || columns < 40 ? new int[] {HEIGHT, WIDTH} : new int[] {rows, columns};
      }
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return new int[] {HEIGHT, WIDTH};
    }
  }
}
