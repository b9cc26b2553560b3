package io.openwlm.app.top;

import io.openwlm.model.status.ManagerStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * The board on a terminal: raw mode, the alternate screen, only changed lines written. However the
 * process ends short of being killed, the terminal is as it was before.
 */
public final class LiveBoard {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
  private static final String LEAVE = "\u001b[0m\u001b[?25h\u001b[?1049l";
  private static final int POLL_MILLIS = 200;
  private static final int ESCAPE_MILLIS = 50;

  private final Supplier<ManagerStatus> source;
  private final BoardView view;
  private final long delayNanos;
  private final int pictures;
  private final List<String> shown = new ArrayList<>();
  private boolean left;

  /**
   * @param source asks the daemon; may fail, then the last picture stays with the failure above it
   * @param delayNanos time between pictures
   * @param pictures pictures to show before it ends by itself; 0 for no end
   */
  public LiveBoard(
      Supplier<ManagerStatus> source,
      boolean ascii,
      boolean styled,
      long delayNanos,
      int pictures) {
    this.source = source;
    this.view = new BoardView(ascii, styled, ZoneId.systemDefault());
    this.delayNanos = delayNanos;
    this.pictures = pictures;
  }

  /**
   * Shows the board until the user quits. Fails as the source does if there is no first picture.
   */
  public void run() throws IOException {
    ManagerStatus first = source.get();
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).provider("ffm").nativeSignals(false).build()) {
      Attributes before = terminal.enterRawMode();
      Thread hook = new Thread(() -> leave(terminal, before), "restore-terminal");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        terminal.writer().print(ENTER);
        loop(terminal, first);
      } finally {
        leave(terminal, before);
        removeHook(hook);
      }
    }
  }

  private void loop(Terminal terminal, ManagerStatus first) throws IOException {
    ManagerStatus status = first;
    String notice = "";
    int count = 1;
    long nextNanos = System.nanoTime() + delayNanos;
    int width = 0;
    int height = 0;
    while (!view.done()) {
      Size size = terminal.getSize();
      if (size.getColumns() != width || size.getRows() != height) {
        width = size.getColumns();
        height = size.getRows();
        clear(terminal.writer());
      }
      draw(
          terminal.writer(),
          view.lines(status, width, height, System.currentTimeMillis(), notice),
          height);
      long waitMillis = Math.clamp((nextNanos - System.nanoTime()) / 1_000_000, 1, POLL_MILLIS);
      view.press(readKey(terminal.reader(), waitMillis), status);
      if (System.nanoTime() < nextNanos) {
        continue;
      }
      nextNanos = System.nanoTime() + delayNanos;
      if (!view.paused()) {
        if (count == pictures) {
          return;
        }
        try {
          status = source.get();
          notice = "";
          count++;
        } catch (RuntimeException e) {
          notice = String.valueOf(e.getMessage());
        }
      }
    }
  }

  private synchronized void clear(PrintWriter out) {
    if (!left) {
      shown.clear();
      out.print("\u001b[2J");
    }
  }

  private synchronized void draw(PrintWriter out, List<String> lines, int height) {
    if (left) {
      return;
    }
    for (int row = 0; row < height; row++) {
      String line = row < lines.size() ? lines.get(row) : "";
      String old = row < shown.size() ? shown.get(row) : "";
      if (!line.equals(old)) {
        out.print("\u001b[" + (row + 1) + ";1H" + line + "\u001b[K");
      }
    }
    shown.clear();
    shown.addAll(lines);
    out.flush();
  }

  /** From the loop or from the shutdown hook, whoever is first; later drawing does nothing. */
  private synchronized void leave(Terminal terminal, Attributes before) {
    if (left) {
      return;
    }
    left = true;
    terminal.writer().print(LEAVE);
    terminal.writer().flush();
    terminal.setAttributes(before);
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs already and finds nothing left to do.
    }
  }

  private static BoardView.Key readKey(NonBlockingReader reader, long waitMillis)
      throws IOException {
    int c = reader.read(waitMillis);
    return switch (c) {
      case NonBlockingReader.EOF -> BoardView.Key.QUIT;
      case 'q', 'Q', 3, 4 -> BoardView.Key.QUIT;
      case 'k' -> BoardView.Key.UP;
      case 'j' -> BoardView.Key.DOWN;
      case 'w', '\r', '\n' -> BoardView.Key.WHY;
      case ' ' -> BoardView.Key.PAUSE;
      case '?', 'h' -> BoardView.Key.HELP;
      case 27 -> escape(reader);
      default -> BoardView.Key.OTHER;
    };
  }

  private static BoardView.Key escape(NonBlockingReader reader) throws IOException {
    int c = reader.read(ESCAPE_MILLIS);
    if (c != '[' && c != 'O') {
      return BoardView.Key.BACK;
    }
    return switch (reader.read(ESCAPE_MILLIS)) {
      case 'A' -> BoardView.Key.UP;
      case 'B' -> BoardView.Key.DOWN;
      default -> BoardView.Key.OTHER;
    };
  }
}
