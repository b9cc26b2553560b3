package io.openwlm.app.top;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What the board shows and how keys change it: the screen, the marked class or decision, the order,
 * the filter, the pause, and a line of text being typed. No I/O; the mark always is on something
 * that exists, if there is anything.
 */
final class BoardView {
  private static final int PAGE = 10;
  private static final int MOST_TYPED = 80;

  /** Keys that the board understands. */
  enum Key {
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    WHY,
    PAUSE,
    HELP,
    BACK,
    QUIT,
    CLASSES,
    DECISIONS,
    SEARCH,
    FILTER,
    SORT,
    SORT_CPU,
    SORT_MEMORY,
    SORT_IO,
    SORT_TASKS,
    SORT_INDEX,
    INVERT,
    EARLIER,
    LATER,
    GO_TO,
    ERASE,
    OTHER;

    /** The key of a character. */
    static Key of(int character) {
      return switch (character) {
        case 'q', 'Q' -> QUIT;
        case 'k' -> UP;
        case 'j' -> DOWN;
        case 'w', '\r', '\n' -> WHY;
        case ' ' -> PAUSE;
        case '?', 'h' -> HELP;
        case '1' -> CLASSES;
        case '8' -> DECISIONS;
        case '/' -> SEARCH;
        case '\\' -> FILTER;
        case 'c' -> SORT_CPU;
        case 'm' -> SORT_MEMORY;
        case 'i' -> SORT_IO;
        case 't' -> SORT_TASKS;
        case 'P' -> SORT_INDEX;
        case 'I' -> INVERT;
        case ',' -> EARLIER;
        case '.' -> LATER;
        case '@' -> GO_TO;
        case 8, 127 -> ERASE;
        default -> OTHER;
      };
    }
  }

  /** What the one who shows the board has to do after a key. */
  sealed interface Wish {
    record Nothing() implements Wish {}

    record Step(int intervals) implements Wish {}

    record GoTo(String time) implements Wish {}
  }

  private enum Screen {
    CLASSES,
    DECISIONS
  }

  private enum Page {
    BOARD,
    WHY,
    HELP
  }

  private enum Typing {
    NOTHING(""),
    SEARCH(" search: "),
    FILTER(" filter (! inverts): "),
    TIME(" go to time: ");

    private final String prompt;

    Typing(String prompt) {
      this.prompt = prompt;
    }
  }

  private final boolean ascii;
  private final boolean styled;
  private final ZoneId zone;
  private Screen screen = Screen.CLASSES;
  private Page page = Page.BOARD;
  private Typing typing = Typing.NOTHING;
  private String typed = "";
  private ClassChoice choice = ClassChoice.ALL;
  private int selected;
  private boolean paused;
  private boolean done;

  BoardView(boolean ascii, boolean styled, ZoneId zone) {
    this.ascii = ascii;
    this.styled = styled;
    this.zone = zone;
  }

  void press(Key key, ManagerStatus status) {
    press(new KeyReader.Press(key, 0), status);
  }

  Wish press(KeyReader.Press press, ManagerStatus status) {
    if (typing != Typing.NOTHING) {
      return type(press, status);
    }
    switch (press.key()) {
      case UP -> move(-1, status);
      case DOWN -> move(1, status);
      case PAGE_UP -> move(-PAGE, status);
      case PAGE_DOWN -> move(PAGE, status);
      case WHY -> page = page == Page.WHY ? Page.BOARD : Page.WHY;
      case HELP -> page = page == Page.HELP ? Page.BOARD : Page.HELP;
      case BACK -> back();
      case PAUSE -> paused = !paused;
      case QUIT -> done = true;
      case CLASSES -> show(Screen.CLASSES);
      case DECISIONS -> show(Screen.DECISIONS);
      case SEARCH -> start(Typing.SEARCH);
      case FILTER -> start(Typing.FILTER);
      case GO_TO -> start(Typing.TIME);
      case SORT -> choice = choice.by(choice.order().next());
      case SORT_CPU -> choice = choice.by(ClassOrder.CPU);
      case SORT_MEMORY -> choice = choice.by(ClassOrder.MEMORY);
      case SORT_IO -> choice = choice.by(ClassOrder.IO);
      case SORT_TASKS -> choice = choice.by(ClassOrder.TASKS);
      case SORT_INDEX -> choice = choice.by(ClassOrder.INDEX);
      case INVERT -> choice = choice.turned();
      case EARLIER -> {
        paused = true;
        return new Wish.Step(-1);
      }
      case LATER -> {
        paused = true;
        return new Wish.Step(1);
      }
      case ERASE, OTHER -> {}
    }
    return new Wish.Nothing();
  }

  private void back() {
    if (page == Page.BOARD) {
      choice = choice.filtered("");
    }
    page = Page.BOARD;
  }

  private void show(Screen other) {
    screen = other;
    page = Page.BOARD;
    selected = 0;
  }

  private void start(Typing what) {
    typing = what;
    typed = "";
  }

  private Wish type(KeyReader.Press press, ManagerStatus status) {
    if (press.character() > 0) {
      typed = typed.length() < MOST_TYPED ? typed + Character.toString(press.character()) : typed;
      return new Wish.Nothing();
    }
    Typing what = typing;
    switch (press.key()) {
      case ERASE -> typed = typed.isEmpty() ? "" : typed.substring(0, typed.length() - 1);
      case WHY, BACK -> typing = Typing.NOTHING;
      case QUIT -> done = true;
      default -> {}
    }
    if (press.key() != Key.WHY) {
      return new Wish.Nothing();
    }
    switch (what) {
      case SEARCH -> search(status);
      case FILTER -> choice = choice.filtered(typed);
      case TIME -> {
        paused = !typed.strip().equals("now");
        return new Wish.GoTo(typed);
      }
      case NOTHING -> {}
    }
    return new Wish.Nothing();
  }

  /** Marks the next class or decision that has the text in it. */
  private void search(ManagerStatus status) {
    int rows = rows(status);
    for (int i = 1; i <= rows; i++) {
      int row = (selected + i) % rows;
      boolean found =
          screen == Screen.CLASSES
              ? ClassChoice.matches(choice.of(status).get(row), typed)
              : DecisionScreen.chosen(status.with(List.of(), List.of(decision(status, row))), typed)
                      .size()
                  == 1;
      if (found) {
        selected = row;
        return;
      }
    }
  }

  private int rows(ManagerStatus status) {
    return screen == Screen.CLASSES
        ? choice.of(status).size()
        : DecisionScreen.chosen(status, choice.filter()).size();
  }

  private DecisionStatus decision(ManagerStatus status, int row) {
    return DecisionScreen.chosen(status, choice.filter()).get(row);
  }

  private void move(int by, ManagerStatus status) {
    selected = Math.clamp((long) selected + by, 0, Math.max(0, rows(status) - 1));
  }

  /** Stands still until Space is pressed. */
  void pause() {
    paused = true;
  }

  boolean paused() {
    return paused;
  }

  boolean done() {
    return done;
  }

  /**
   * The lines to show.
   *
   * @param mode where the picture comes from
   * @param notice something to say above all else; empty if nothing
   */
  List<String> lines(
      ManagerStatus status,
      int width,
      int height,
      long nowEpochMillis,
      BoardMode mode,
      String notice) {
    move(0, status);
    int below = typing == Typing.NOTHING ? 0 : 1;
    int room = height - (notice.isEmpty() ? 0 : 1) - below;
    List<String> lines = new ArrayList<>();
    if (!notice.isEmpty()) {
      lines.add(Cell.cut(" ! " + SafeText.of(notice), width));
    }
    BoardOptions options =
        new BoardOptions(
            ascii,
            styled,
            selected,
            paused && mode == BoardMode.LIVE ? BoardMode.PAUSED : mode,
            true,
            nowEpochMillis,
            zone,
            choice);
    lines.addAll(
        switch (page) {
          case WHY -> BoardPages.page(why(status, width), width, room, ascii);
          case HELP -> BoardPages.page(BoardPages.HELP, width, room, ascii);
          case BOARD ->
              screen == Screen.CLASSES
                  ? Board.render(status, width, room, options)
                  : DecisionScreen.render(status, Math.max(Board.MIN_WIDTH, width), room, options);
        });
    if (below > 0) {
      while (lines.size() < height - 1) {
        lines.add("");
      }
      lines.add(Cell.cut(typing.prompt + SafeText.of(typed) + "_", width));
    }
    return lines;
  }

  private List<String> why(ManagerStatus status, int width) {
    if (rows(status) == 0) {
      return List.of("There is nothing to explain.");
    }
    if (screen == Screen.DECISIONS) {
      return Explanation.of(decision(status, selected), width - 2, zone);
    }
    ClassStatus c = choice.of(status).get(selected);
    return BoardPages.why(c, status, width, zone);
  }
}
