package io.openwlm.app.top;

import java.time.ZoneId;

/**
 * How a board is drawn.
 *
 * @param ascii only ASCII characters
 * @param styled with ANSI styles
 * @param selected row of the marked class or decision, counted in the order shown; negative for
 *     none
 * @param mode a picture that is not live may be old
 * @param keys show the line of keys: only for a board that takes some
 * @param nowEpochMillis now; a live picture much older than this is called stale
 * @param zone time zone of the times shown
 * @param choice the classes shown, and their order
 */
public record BoardOptions(
    boolean ascii,
    boolean styled,
    int selected,
    BoardMode mode,
    boolean keys,
    long nowEpochMillis,
    ZoneId zone,
    ClassChoice choice) {

  /** All classes by importance. */
  public BoardOptions(
      boolean ascii,
      boolean styled,
      int selected,
      boolean paused,
      boolean keys,
      long nowEpochMillis,
      ZoneId zone) {
    this(
        ascii,
        styled,
        selected,
        paused ? BoardMode.PAUSED : BoardMode.LIVE,
        keys,
        nowEpochMillis,
        zone,
        ClassChoice.ALL);
  }

  /** No mark, no keys, no styles: what files and pipes get. */
  public static BoardOptions plain(boolean ascii, long nowEpochMillis) {
    return new BoardOptions(ascii, false, -1, false, false, nowEpochMillis, ZoneId.systemDefault());
  }

  /** The same for a picture from records. */
  public static BoardOptions replayed(boolean ascii, long atEpochMillis) {
    return new BoardOptions(
        ascii,
        false,
        -1,
        BoardMode.REPLAY,
        false,
        atEpochMillis,
        ZoneId.systemDefault(),
        ClassChoice.ALL);
  }

  /** Without keys or mark: what a screen that only shows gets. */
  public static BoardOptions show(boolean ascii, boolean styled, long nowEpochMillis) {
    return new BoardOptions(
        ascii, styled, -1, false, false, nowEpochMillis, ZoneId.systemDefault());
  }
}
