package io.openwlm.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.definition.ServiceClass;
import org.junit.jupiter.api.Test;

class DemoDefinitionTest {

  @Test
  void theDemosDefinitionHasNoProblems() {
    DefinitionResult result =
        DefinitionReader.read("demo.yaml", DemoRun.definition("/openwlm-demo-1"));

    assertThat(result.problems()).isEmpty();
    assertThat(result.definition().orElseThrow().serviceClasses())
        .extracting(ServiceClass::name)
        .containsExactly("INTERACT", "BUILD", "BATCH");
    assertThat(result.definition().orElseThrow().control().enforce()).isTrue();
  }
}
