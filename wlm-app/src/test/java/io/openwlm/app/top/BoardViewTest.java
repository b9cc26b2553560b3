package io.openwlm.app.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.SampleStatus;
import io.openwlm.app.top.BoardView.Key;
import io.openwlm.model.status.ManagerStatus;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardViewTest {
  private static final ManagerStatus FLOOD = SampleStatus.flood();
  private final BoardView view = new BoardView(true, false, ZoneOffset.UTC);

  private String screen() {
    List<String> lines = view.lines(FLOOD, 100, 30, SampleStatus.AT_MILLIS, BoardMode.LIVE, "");
    assertThat(lines).hasSizeLessThanOrEqualTo(30);
    return String.join("\n", lines);
  }

  private void press(Key... keys) {
    for (Key key : keys) {
      view.press(key, FLOOD);
    }
  }

  @Test
  void selectsClassesAndStopsAtTheEnds() {
    press(Key.UP);
    assertThat(screen()).contains("\n>INTERACT");
    press(Key.DOWN, Key.DOWN);
    assertThat(screen()).contains("\n>CIBUILD");
    press(Key.DOWN, Key.DOWN, Key.DOWN, Key.DOWN);
    assertThat(screen()).contains("\n>BATCHLOW");
  }

  @Test
  void explainsTheSelectedClass() {
    press(Key.DOWN, Key.DOWN, Key.WHY);
    assertThat(screen()).contains("Why: CIBUILD", "Decision 48213", "WHO PAID", "RESULT");
    press(Key.DOWN);
    assertThat(screen()).contains("Nothing was decided about it yet: no process in the class.");
    press(Key.BACK);
    assertThat(screen()).contains("DECISIONS");
  }

  @Test
  void showsHelpAndGoesBack() {
    press(Key.HELP);
    assertThat(screen()).contains("performance index");
    press(Key.HELP);
    assertThat(screen()).contains("DECISIONS");
  }

  @Test
  void pausesAndQuits() {
    press(Key.PAUSE);
    assertThat(view.paused()).isTrue();
    assertThat(screen()).contains("PAUSED");
    press(Key.PAUSE, Key.OTHER);
    assertThat(view.paused()).isFalse();
    assertThat(view.done()).isFalse();
    press(Key.QUIT);
    assertThat(view.done()).isTrue();
  }

  @Test
  void keepsTheLastPictureUnderANotice() {
    List<String> lines =
        view.lines(FLOOD, 80, 24, SampleStatus.AT_MILLIS, BoardMode.LIVE, "gone\u001b[2J");
    assertThat(lines.getFirst()).isEqualTo(" ! gone\\u001b[2J");
    assertThat(lines).hasSize(24);
    assertThat(String.join("\n", lines)).contains("INTERACT");
  }

  @Test
  void survivesAManagerWithoutClasses() {
    ManagerStatus none = SampleStatus.with(List.of(), List.of(), List.of());
    press(Key.DOWN);
    view.press(Key.WHY, none);
    assertThat(view.lines(none, 80, 24, 0, BoardMode.LIVE, ""))
        .anyMatch(l -> l.contains("There is nothing to explain"));
    press(Key.BACK, Key.DECISIONS, Key.SEARCH);
    type("x\n", none);
    assertThat(view.lines(none, 80, 24, 0, BoardMode.LIVE, "")).contains(" none");
  }

  private BoardView.Wish type(String text, ManagerStatus status) {
    BoardView.Wish last = new BoardView.Wish.Nothing();
    for (int c : text.chars().toArray()) {
      Key key = c == 27 ? Key.BACK : Key.of(c);
      last = view.press(new KeyReader.Press(key, c >= ' ' && c != 127 ? c : 0), status);
    }
    return last;
  }

  @Test
  void filtersClassesAndInvertsTheFilter() {
    type("\\ci\n", FLOOD);
    assertThat(screen()).contains("filter ci", "CIBUILD").doesNotContain(" PAYMENTS ");
    type("\\!ci\n", FLOOD);
    assertThat(screen()).contains("filter !ci", " PAYMENTS ").doesNotContain("\n CIBUILD");
    press(Key.BACK);
    assertThat(screen()).doesNotContain("filter !ci");
  }

  @Test
  void keysAreTextWhileALineIsTyped() {
    type("/q\u007fnight", FLOOD);
    assertThat(view.done()).isFalse();
    assertThat(screen()).contains("search: night_");
    type("\n", FLOOD);
    assertThat(screen()).contains("\n>NIGHTLY").doesNotContain("search:");
  }

  @Test
  void whatIsTypedMovesNoCursor() {
    type("\\", FLOOD);
    view.press(new KeyReader.Press(Key.OTHER, 0x9b), FLOOD);
    assertThat(screen()).doesNotContain("\u009b").contains("\\u009b_");
  }

  @Test
  void sortsByTheLetterAndTurnsTheOrder() {
    press(Key.SORT_CPU);
    assertThat(screen()).contains("by CPU", "\n>INTERACT");
    press(Key.DOWN);
    assertThat(screen()).contains("\n>BATCHLOW");
    press(Key.INVERT, Key.UP);
    assertThat(screen()).contains("by CPU inverted", "\n>NIGHTLY");
    press(Key.INVERT, Key.SORT, Key.SORT, Key.SORT, Key.SORT);
    assertThat(screen()).doesNotContain("  by ");
  }

  @Test
  void listsAndExplainsDecisions() {
    press(Key.DECISIONS, Key.DOWN);
    assertThat(screen()).contains("4 of 4", "\n>14:32:08 48212 SKIP");
    press(Key.WHY);
    assertThat(screen()).contains("Decision 48212", "YOU CAN DO");
    press(Key.BACK);
    type("\\settling\n", FLOOD);
    assertThat(screen()).contains("1 of 4", ">14:32:06 48211");
    press(Key.CLASSES);
    assertThat(screen()).contains("CLASS  ");
  }

  @Test
  void showsDelaysAboveTheExplanation() {
    press(Key.WHY);
    assertThat(screen()).contains("waits for a CPU     61% ||||||||||||||||||||||||");
  }

  @Test
  void asksForOtherPicturesAndStandsStill() {
    assertThat(type(",", FLOOD)).isEqualTo(new BoardView.Wish.Step(-1));
    assertThat(view.paused()).isTrue();
    assertThat(type(".", FLOOD)).isEqualTo(new BoardView.Wish.Step(1));
    assertThat(type("@14:30\n", FLOOD)).isEqualTo(new BoardView.Wish.GoTo("14:30"));
    assertThat(type("@now\n", FLOOD)).isEqualTo(new BoardView.Wish.GoTo("now"));
    assertThat(view.paused()).isFalse();
    assertThat(type("@x\u001b", FLOOD)).isEqualTo(new BoardView.Wish.Nothing());
  }
}
