package io.openwlm.app.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.Golden;
import io.openwlm.app.SampleStatus;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ManagerStatus;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardGoldenTest {
  private static final ManagerStatus FLOOD = SampleStatus.flood();

  private static BoardOptions options(boolean ascii, boolean styled, int selected) {
    return new BoardOptions(
        ascii, styled, selected, false, true, SampleStatus.AT_MILLIS + 100, ZoneOffset.UTC);
  }

  @Test
  void drawsTheSmallScreen() {
    Golden.check("board-80x24", Board.render(FLOOD, 80, 24, options(false, false, 0)));
  }

  @Test
  void drawsTheUsualScreen() {
    Golden.check("board-100x30", Board.render(FLOOD, 100, 30, options(false, false, 2)));
  }

  @Test
  void drawsTheLargeScreen() {
    Golden.check("board-200x50", Board.render(FLOOD, 200, 50, options(false, false, 0)));
  }

  @Test
  void drawsInAscii() {
    List<String> lines = Board.render(FLOOD, 120, 30, options(true, false, 0));
    assertThat(String.join("", lines).chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
    Golden.check("board-120x30-ascii", lines);
  }

  @Test
  void drawsTheScreenOfDecisions() {
    Golden.check("decisions-80x24", DecisionScreen.render(FLOOD, 80, 24, options(false, false, 1)));
  }

  @Test
  void drawsAReplayedPictureInAscii() {
    Golden.check(
        "board-80x24-replay-ascii",
        Board.render(
            FLOOD,
            80,
            24,
            new BoardOptions(
                true,
                false,
                0,
                BoardMode.REPLAY,
                true,
                SampleStatus.AT_MILLIS + 3_600_000,
                ZoneOffset.UTC,
                new ClassChoice(ClassOrder.INDEX, false, "!night"))));
  }

  @Test
  void dropsDelayBelow80ColumnsAndWeightBelow70() {
    assertThat(Board.render(FLOOD, 79, 24, options(false, false, 0)).get(3))
        .contains("WEIGHT")
        .doesNotContain("DELAY");
    assertThat(Board.render(FLOOD, 69, 24, options(false, false, 0)).get(3))
        .doesNotContain("WEIGHT")
        .doesNotContain("DELAY");
  }

  @Test
  void drawsEverythingForAPipe() {
    Golden.check(
        "board-plain",
        Board.render(
            FLOOD,
            120,
            0,
            new BoardOptions(
                false, false, -1, false, false, SampleStatus.AT_MILLIS, ZoneOffset.UTC)));
  }

  @ParameterizedTest
  @CsvSource({"40,10", "60,5", "80,24", "99,12", "100,30", "119,8", "160,24", "300,100", "80,1"})
  void staysWithinTheScreen(int width, int height) {
    ManagerStatus many = manyClasses(40);
    for (int selected : new int[] {-1, 0, 20, 39, 99}) {
      List<String> lines = Board.render(many, width, height, options(false, true, selected));
      assertThat(lines).hasSizeLessThanOrEqualTo(height);
      assertThat(lines).allMatch(line -> Line.width(line) <= width);
      assertThat(lines).allMatch(line -> !line.contains("\n"));
    }
  }

  @Test
  void keepsTheSelectedClassInSight() {
    List<String> lines = Board.render(manyClasses(40), 80, 24, options(false, false, 30));
    assertThat(lines).anyMatch(line -> line.startsWith(">C30"));
  }

  @Test
  void showsHostileNamesInert() {
    ClassStatus c = SampleStatus.classes().get(1);
    ClassStatus hostile =
        new ClassStatus(
            "X\u001b[2J\n<3>\u202e",
            1,
            "\u009bgoal",
            "\u0085",
            1.0,
            c.history(),
            "e\u001b]0;t\u0007",
            "HIGH",
            "",
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            0,
            1,
            "\u2028",
            "",
            c.resources(),
            List.of(),
            List.of());
    ManagerStatus status =
        SampleStatus.with(List.of(hostile), List.of(), List.of("\u001b[31mred\r"));
    String all = String.join("\n", Board.render(status, 200, 40, options(false, false, 0)));
    assertThat(all)
        .doesNotContain("\u001b", "\u202e", "\u009b", "\u0085", "\u0007", "\r", "\u2028");
    assertThat(all).contains("X\\u001b[2J\\u000a<3>\\u202e");
    all = String.join("\n", BoardPages.why(hostile, status, 100, ZoneOffset.UTC));
    assertThat(all).doesNotContain("\u001b", "\u202e", "\u009b", "\u0085");
  }

  @Test
  void saysThatThePictureIsOld() {
    BoardOptions later =
        new BoardOptions(
            false, false, -1, false, false, SampleStatus.AT_MILLIS + 60_000, ZoneOffset.UTC);
    assertThat(Board.render(FLOOD, 100, 0, later))
        .anyMatch(line -> line.contains("this picture is 60 s old"));
  }

  private static ManagerStatus manyClasses(int n) {
    List<ClassStatus> classes = new ArrayList<>();
    ClassStatus c = SampleStatus.classes().get(1);
    for (int i = 0; i < n; i++) {
      classes.add(
          new ClassStatus(
              "C" + i,
              2,
              c.goal(),
              c.achieved(),
              1.2,
              c.history(),
              c.evidence(),
              c.confidence(),
              "",
              10000,
              9999,
              3200,
              1,
              99,
              0,
              5,
              1,
              1,
              0,
              3,
              c.state(),
              "",
              c.resources(),
              List.of(),
              List.of()));
    }
    return SampleStatus.with(classes, SampleStatus.decisions(), List.of("one", "two"));
  }
}
