package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.app.SampleDaemon;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
  @TempDir private Path directory;

  @Test
  void asksARealSocket() throws Exception {
    Path socket = directory.resolve("wlmd.sock");
    try (SampleDaemon daemon = new SampleDaemon(socket);
        ManagerLink link = Connection.open(socket)) {
      assertThat(link.status().classes()).hasSize(5);
      assertThat(link.enforce(false)).isEqualTo("observing");
      assertThat(link.status().enforcing()).isFalse();
      assertThat(link.restore()).isEqualTo("restored");
      assertThat(link.classifyPid(12)).isEqualTo("result for 12");
      assertThat(
              link.classify(
                  WorkAttributes.of(SubsystemType.OMVS, 0, Map.of(QualifierType.UI, "www"))))
          .isEqualTo("result for www");
      link.report("INTERACT", new long[] {1_000_000, 2_000_000});
      assertThat(daemon.reported()).isEqualTo(2);
      assertThatThrownBy(() -> link.report("NONE", new long[] {1}))
          .isInstanceOfSatisfying(
              CommandFailure.class,
              f -> assertThat(f.exitCode()).isEqualTo(ExitCode.NO_SUCH_OBJECT));
    }
  }

  @Test
  void saysThatNobodyListens() {
    Path socket = directory.resolve("none.sock");
    assertThatThrownBy(() -> Connection.open(socket))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            f -> {
              assertThat(f.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
              assertThat(f.text()).startsWith("WLM0203E").contains(socket.toString(), "WLM_SOCKET");
            });
  }

  @Test
  void connectsAgainAfterAFailure() throws Exception {
    Path socket = directory.resolve("again.sock");
    try (Reconnecting link = new Reconnecting(() -> Connection.open(socket))) {
      assertThatThrownBy(link::status).isInstanceOf(CommandFailure.class);
      try (SampleDaemon first = new SampleDaemon(socket)) {
        assertThat(link.status().host()).isEqualTo("HOST01");
        assertThat(first.reported()).isZero();
      }
      assertThatThrownBy(link::status).isInstanceOf(CommandFailure.class);
      try (SampleDaemon second = new SampleDaemon(socket)) {
        assertThat(link.status().host()).isEqualTo("HOST01");
        assertThat(second.reported()).isZero();
      }
    }
  }
}
