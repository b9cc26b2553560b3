package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassificationTestReaderTest {
  private static List<String> problems(String text) {
    ClassificationTestReader.Result read = ClassificationTestReader.read("t.yaml", text);
    assertThat(read.tests()).isEmpty();
    return read.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void readsWorkInEverySpelling() {
    ClassificationTestReader.Result read =
        ClassificationTestReader.read(
            "t.yaml",
            """
            definition: ../a.yaml
            tests:
              - name: one
                work: { subsystem: JES, transaction-class: A, UI: OPS1 }
                expect: { service-class: X, report-class: null, rule: "1.2" }
              - name: two
                work: { systemd-unit: a.service, pod-label: [a=b, c=d] }
                expect: { boost: true }
            """);
    assertThat(read.problems()).isEmpty();
    assertThat(read.definition()).isEqualTo("../a.yaml");
    ClassificationTest one = read.tests().getFirst();
    assertThat(one.work().subsystem()).isEqualTo(SubsystemType.JES);
    assertThat(one.work().get(QualifierType.TC)).isEqualTo("A");
    assertThat(one.reportClass()).isEqualTo("none");
    ClassificationTest two = read.tests().getLast();
    assertThat(two.line()).isEqualTo(6);
    assertThat(two.work().subsystem()).isEqualTo(SubsystemType.STC);
    assertThat(two.work().get(QualifierType.POD_LABEL)).isEqualTo("a=b\nc=d");
  }

  @Test
  void saysEverythingThatIsWrongWithItsPlace() {
    assertThat(
            problems(
                """
                tests:
                  - name: one
                    work: { subsystem: JESSIE, TX: A, UI: a, user: b }
                    expect: { service-clas: X }
                  - work: {}
                    expect: {}
                """))
        .containsExactly(
            "t.yaml:3:24: error WLM0421E JESSIE is not a subsystem type: 1 to 4 letters, digits or $ # @ (hint: for example JES, STC or OMVS)",
            "t.yaml:3:32: error WLM0115E unknown key TX (hint: did you mean PX?)",
            "t.yaml:3:46: error WLM0194E the work has UI twice (hint: keep one of them)",
            "t.yaml:4:15: error WLM0115E unknown key service-clas (hint: did you mean service-class?)",
            "t.yaml:5:11: error WLM0192E a test without work (hint: for example work: {subsystem: JES, TC: A})",
            "t.yaml:6:13: error WLM0193E the test expects nothing (hint: name one of service-class, report-class, rule)");
  }

  @Test
  void refusesWhatHoldsNoTests() {
    assertThat(problems("tests: []"))
        .containsExactly(
            "t.yaml:1:8: error WLM0191E the file holds no tests (hint: tests: is a list of name, work, expect)");
    assertThat(problems("- a")).hasSize(1);
    assertThat(problems("a: &x [*x]")).isNotEmpty();
    assertThat(problems("tests: [1, {name: [], work: 3, expect: x}]")).hasSize(4);
  }
}
