package io.openwlm.app.top;

import io.openwlm.model.status.ManagerStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The board on a terminal: raw mode, the alternate screen, only changed lines written. However the
 * process ends short of being killed, the terminal is as it was before.
 */
public final class LiveBoard {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
  private static final String LEAVE = "\u001b[0m\u001b[?25h\u001b[?1049l";
  private static final int POLL_MILLIS = 200;

  private final Pictures source;
  private final BoardView view;
  private final long delayNanos;
  private final int pictures;
  private final List<String> shown = new ArrayList<>();
  private boolean left;

  /**
   * @param source the daemon, or records; may fail, then the last picture stays with the failure
   *     above it
   * @param delayNanos time between pictures
   * @param pictures pictures to show before it ends by itself; 0 for no end
   */
  public LiveBoard(Pictures source, boolean ascii, boolean styled, long delayNanos, int pictures) {
    this.source = source;
    this.view = new BoardView(ascii, styled, ZoneId.systemDefault());
    this.delayNanos = delayNanos;
    this.pictures = pictures;
    if (source.mode() == BoardMode.REPLAY && pictures == 0) {
      view.pause();
    }
  }

  /**
   * Shows the board until the user quits.
   *
   * @param first the picture to start with
   */
  public void run(ManagerStatus first) throws IOException {
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
          view.lines(status, width, height, System.currentTimeMillis(), source.mode(), notice),
          height);
      long waitMillis = Math.clamp((nextNanos - System.nanoTime()) / 1_000_000, 1, POLL_MILLIS);
      BoardView.Wish wish = view.press(KeyReader.read(terminal.reader(), waitMillis), status);
      boolean due = System.nanoTime() >= nextNanos;
      if (due) {
        nextNanos = System.nanoTime() + delayNanos;
      }
      if (due && !view.paused() && wish instanceof BoardView.Wish.Nothing) {
        if (count == pictures) {
          return;
        }
        count++;
      }
      try {
        ManagerStatus other = picture(wish, due && !view.paused());
        if (other != null) {
          status = other;
          notice = "";
        }
      } catch (RuntimeException e) {
        notice = String.valueOf(e.getMessage());
      }
    }
  }

  /** Another picture, if a key or the time asks for one. */
  private @Nullable ManagerStatus picture(BoardView.Wish wish, boolean due) {
    return switch (wish) {
      case BoardView.Wish.Step step -> source.step(step.intervals());
      case BoardView.Wish.GoTo to -> source.goTo(to.time());
      case BoardView.Wish.Nothing _ -> due ? source.next() : null;
    };
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
}
