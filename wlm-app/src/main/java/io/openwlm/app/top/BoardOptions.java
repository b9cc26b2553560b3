package io.openwlm.app.top;

import java.time.ZoneId;

/**
 * How a board is drawn.
 *
 * @param ascii only ASCII characters
 * @param styled with ANSI styles
 * @param selected row of the marked class, counted in the order shown; negative for none
 * @param paused the picture stands still
 * @param keys show the line of keys: only for a board that takes some
 * @param nowEpochMillis now; a picture much older than this is called stale
 * @param zone time zone of the times shown
 */
public record BoardOptions(
    boolean ascii,
    boolean styled,
    int selected,
    boolean paused,
    boolean keys,
    long nowEpochMillis,
    ZoneId zone) {

  /** No mark, no keys, no styles: what files and pipes get. */
  public static BoardOptions plain(boolean ascii, long nowEpochMillis) {
    return new BoardOptions(ascii, false, -1, false, false, nowEpochMillis, ZoneId.systemDefault());
  }

  /** Without keys or mark: what a screen that only shows gets. */
  public static BoardOptions show(boolean ascii, boolean styled, long nowEpochMillis) {
    return new BoardOptions(
        ascii, styled, -1, false, false, nowEpochMillis, ZoneId.systemDefault());
  }
}
