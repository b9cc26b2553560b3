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
    List<String> lines = view.lines(FLOOD, 100, 30, SampleStatus.AT_MILLIS, "");
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
    List<String> lines = view.lines(FLOOD, 80, 24, SampleStatus.AT_MILLIS, "gone\u001b[2J");
    assertThat(lines.getFirst()).isEqualTo(" ! gone\\u001b[2J");
    assertThat(lines).hasSize(24);
    assertThat(String.join("\n", lines)).contains("INTERACT");
  }

  @Test
  void survivesAManagerWithoutClasses() {
    ManagerStatus none = SampleStatus.with(List.of(), List.of(), List.of());
    press(Key.DOWN);
    view.press(Key.WHY, none);
    assertThat(view.lines(none, 80, 24, 0, "")).anyMatch(l -> l.contains("There is no class"));
  }
}
