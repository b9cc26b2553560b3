package io.openwlm.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.model.status.ClassResources;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.ResponseTimeSpan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
  private static final String HOSTILE = "a\nb\u001b[2J\"\\\u0085\u2028\u202e \ud83d\ude00\u0000";

  @Test
  void readsBackEqualWhatItWrote() {
    ManagerStatus status = status(HOSTILE, 1.25);
    assertThat(StatusJson.read(StatusJson.write(status))).isEqualTo(status);
  }

  @Test
  void keepsNullsInTheHistoryAndInTheIndex() {
    ManagerStatus read = StatusJson.read(StatusJson.write(status("x", null)));
    ClassStatus c = read.classes().getFirst();
    assertThat(c.history()).containsExactly(1.5, null, 0.25, null);
    assertThat(c.performanceIndex()).isNull();
  }

  @Test
  void writesOneLineWhateverTheTextsHold() {
    assertThat(StatusJson.write(status(HOSTILE, 1.0)).chars()).noneMatch(c -> c < ' ');
  }

  @Test
  void keepsExtremeNumbers() {
    for (double d :
        new double[] {0, -1, 0.1 + 0.2, 1e-300, 1.7976931348623157e308, 1e21, 123456789.125}) {
      assertThat(
              StatusJson.read(StatusJson.write(status("x", d)))
                  .classes()
                  .getFirst()
                  .performanceIndex())
          .isEqualTo(d);
    }
  }

  @Test
  void writesNumbersThatJsonCannotSayAsNull() {
    for (double d : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      ManagerStatus read = StatusJson.read(StatusJson.write(status("x", d)));
      assertThat(read.classes().getFirst().performanceIndex()).isNull();
      assertThat(read.systemCpuPercent()).isNaN();
    }
  }

  @Test
  void readsBackADecision() {
    DecisionStatus decision = decision("INTERACT", 1.5);
    assertThat(StatusJson.readDecision(StatusJson.write(decision))).isEqualTo(decision);
  }

  @Test
  void readsBackAnswersOfEveryKind() {
    for (ControlAnswer answer :
        List.of(
            ControlAnswer.DONE,
            ControlAnswer.text("line 1\nline 2"),
            ControlAnswer.status(status("x", 2.0)),
            ControlAnswer.refused("NOT_PERMITTED", "no"))) {
      String line = new String(StatusJson.writeLine(answer), StandardCharsets.UTF_8);
      assertThat(line).endsWith("}\n");
      assertThat(line.strip()).doesNotContain("\n");
      assertThat(StatusJson.readAnswer(line)).isEqualTo(answer);
    }
  }

  @Test
  void passesOverUnknownKeys() {
    assertThat(StatusJson.readAnswer("{\"ok\":true,\"later\":{\"a\":[1,{}]},\"text\":\"t\"}"))
        .isEqualTo(ControlAnswer.text("t"));
  }

  @Test
  void refusesOtherTextWithItsOwnError() {
    for (String text :
        List.of("", "null", "{", "[]", "7", "{\"classes\":7}", "{\"host\":", "{}", "\u0000")) {
      assertThatThrownBy(() -> StatusJson.read(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static ManagerStatus status(String text, Double pi) {
    ClassStatus c =
        new ClassStatus(
            text,
            1,
            "90% < 500ms",
            "66%",
            pi,
            Arrays.asList(1.5, null, 0.25, null),
            "transactions",
            "HIGH",
            text,
            100,
            90,
            12.5,
            50,
            25,
            0,
            -1,
            1234.5,
            Long.MAX_VALUE,
            2,
            3,
            "steady",
            text,
            new ClassResources(1, 2, 0, 55.5, Long.MAX_VALUE, 1, 2, 3, 4),
            List.of("/a/b", text),
            List.of(
                new ResponseTimeSpan(2, 0, null, null, "NONE"),
                new ResponseTimeSpan(60, 12, pi == null ? 0.5 : pi, 99.5, "MEDIUM")));
    return new ManagerStatus(
        "host",
        text,
        "",
        "DEFAULT",
        0,
        "root",
        "hybrid",
        true,
        "0.1",
        42,
        1_790_000_000_123L,
        12.25,
        7,
        250,
        2000,
        2,
        pi == null ? 99.5 : pi,
        -1,
        List.of(c),
        List.of(decision(text, pi)),
        List.of(text),
        List.of(),
        List.of());
  }

  private static DecisionStatus decision(String text, Double pi) {
    return new DecisionStatus(
        1,
        2,
        3,
        "RAISE",
        text,
        "GOAL_MISSED",
        "",
        "-",
        pi,
        "none",
        new DecisionStatus.Where(1, 2, 3, 4, 5, 6),
        List.of(new DecisionStatus.Change(text, 1, "weight", 100, 200, "GOAL_MISSED")),
        List.of(new DecisionStatus.NotChosen("B", "DONOR_AT_FLOOR", text)),
        List.of(new DecisionStatus.Projected(text, 1, pi, 0.5, null)),
        List.of(new DecisionStatus.Write("A", "cpu.weight", "200", "200", "APPLIED", "")),
        List.of(0.9, 0.8),
        text);
  }
}
