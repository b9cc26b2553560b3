package io.openwlm.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.openwlm.server.NeedsPrograms;
import io.openwlm.server.peer.UserDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T2: another local user reads and changes nothing, and each attempt is written down. */
@NeedsPrograms({"curl", "setpriv"})
class LocalUserThreatTest {
  @TempDir Path directory;

  @Test
  void letsNobodyReadAndRefusesEveryChange() throws Exception {
    assumeTrue(Files.getOwner(directory).getName().equals("root"), "only root becomes another");
    try (ApiBed bed = new ApiBed(directory)) {
      assertThat(asNobody(bed, "GET", "/api/v1/status", "")).startsWith("200");
      assertThat(asNobody(bed, "GET", "/api/v1/definition", "")).startsWith("200");
      int changes = 0;
      for (var route : bed.api.routes()) {
        boolean open = route.open() || route.pattern().endsWith("/classify");
        if (!route.method().equals("GET") && !open) {
          changes++;
          String path = route.pattern().replace("{id}", "x");
          assertThat(asNobody(bed, route.method(), path, "{}"))
              .as(route.pattern())
              .startsWith("403")
              .contains("NOT_PERMITTED");
        }
      }
      assertThat(changes).isEqualTo(17);
      assertThat(bed.manager.calls).isEmpty();
      assertThat(bed.policies.installed().number()).isEqualTo(1);
      assertThat(bed.auditText())
          .contains(
              "\"user\":\"nobody\",\"uid\":65534,\"role\":\"viewer\",\"from\":\"unix\","
                  + "\"what\":\"PUT /api/v1/definition\"")
          .contains("\"status\":403,\"result\":\"NOT_PERMITTED\"");
    }
  }

  private String asNobody(ApiBed bed, String method, String path, String body) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "curl",
                "-sS",
                "-w",
                "%{http_code}",
                "-X",
                method,
                "--unix-socket",
                bed.socket.toString(),
                "-H",
                "Content-Type: application/json",
                "http://localhost" + path));
    if (!body.isEmpty()) {
      command.addAll(List.of("-d", body));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.substring(out.length() - 3) + " " + out;
  }

  @Test
  void knowsUsersAndGroupsOfTheMachine() {
    UserDatabase users = new UserDatabase();
    assertThat(users.userNumber("root")).isZero();
    assertThat(users.groupNumber("root")).isZero();
    assertThat(users.groupsOf("root")).contains(0);
    assertThat(users.userNumber("no-such-user-here")).isEqualTo(-1);
    assertThat(users.groupsOf("no-such-user-here")).isEmpty();
    assertThat(users.groupNumber("no-such-group-here")).isEqualTo(-1);
  }
}
