package io.openwlm.app.top;

import java.io.IOException;
import org.jline.utils.NonBlockingReader;

/** Turns what a terminal sends into keys. */
final class KeyReader {
  private static final int ESCAPE_MILLIS = 50;
  private static final int MOST_DIGITS = 4;

  private KeyReader() {}

  /** What was typed: a key, and the character for a line of text; 0 if it is none. */
  record Press(BoardView.Key key, int character) {
    static Press of(BoardView.Key key) {
      return new Press(key, 0);
    }
  }

  static Press read(NonBlockingReader reader, long waitMillis) throws IOException {
    int c = reader.read(waitMillis);
    BoardView.Key key =
        switch (c) {
          case NonBlockingReader.EOF -> BoardView.Key.QUIT;
          case NonBlockingReader.READ_EXPIRED -> BoardView.Key.OTHER;
          case 3, 4 -> BoardView.Key.QUIT;
          case 27 -> escape(reader);
          default -> BoardView.Key.of(c);
        };
    return new Press(key, c >= ' ' && c != 127 ? c : 0);
  }

  private static BoardView.Key escape(NonBlockingReader reader) throws IOException {
    int c = reader.read(ESCAPE_MILLIS);
    if (c == 'O') {
      return function(reader.read(ESCAPE_MILLIS));
    }
    if (c != '[') {
      return BoardView.Key.BACK;
    }
    int number = 0;
    for (int i = 0; i < MOST_DIGITS; i++) {
      int next = reader.read(ESCAPE_MILLIS);
      if (next < '0' || next > '9') {
        return next == '~' ? numbered(number) : function(next);
      }
      number = 10 * number + next - '0';
    }
    return BoardView.Key.OTHER;
  }

  private static BoardView.Key function(int letter) {
    return switch (letter) {
      case 'A' -> BoardView.Key.UP;
      case 'B' -> BoardView.Key.DOWN;
      case 'P' -> BoardView.Key.HELP;
      case 'R' -> BoardView.Key.SEARCH;
      case 'S' -> BoardView.Key.FILTER;
      default -> BoardView.Key.OTHER;
    };
  }

  private static BoardView.Key numbered(int number) {
    return switch (number) {
      case 5 -> BoardView.Key.PAGE_UP;
      case 6 -> BoardView.Key.PAGE_DOWN;
      case 11 -> BoardView.Key.HELP;
      case 13 -> BoardView.Key.SEARCH;
      case 14 -> BoardView.Key.FILTER;
      case 17 -> BoardView.Key.SORT;
      case 21 -> BoardView.Key.QUIT;
      default -> BoardView.Key.OTHER;
    };
  }
}
