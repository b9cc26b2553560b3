package io.openwlm.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.classify.Classifier;
import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * T12 of the threat list: whoever gives his process the name of a privileged one gets that name,
 * but not the executable: a rule on facts that the kernel keeps is not deceived.
 */
@Tag("kernel")
class RenamedProcessThreatTest {
  @Test
  void aProcessWithABorrowedNameStaysInItsClass() throws Exception {
    ServiceDefinition definition =
        DefinitionReader.read(
                "web.yaml",
                """
                service-definition:
                  name: WEB
                  service-classes:
                    - { name: FRONT, importance: 1, goal: { velocity: 60 }, cgroup: /wlm/front }
                    - { name: REST, importance: 5, goal: { velocity: 10 }, cgroup: /wlm/rest }
                  classification:
                    - when: { executable: /usr/sbin/nginx }
                      service-class: FRONT
                  default-service-class: REST
                """)
            .definition()
            .orElseThrow();
    Process child =
        new ProcessBuilder("sh", "-c", "printf nginx > /proc/$$/comm; echo renamed; read x")
            .start();
    try {
      BufferedReader out =
          new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
      assertThat(out.readLine()).isEqualTo("renamed");
      ProcessInfo process =
          new ProcessTable(DirKernelFs.detect()).process((int) child.pid()).orElseThrow();
      assertThat(process.work().get(QualifierType.TN)).isEqualTo("nginx");
      assertThat(process.work().get(QualifierType.EXECUTABLE)).doesNotContain("nginx");
      assertThat(new Classifier(definition).classIndex(process.work())).isEqualTo(1);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
