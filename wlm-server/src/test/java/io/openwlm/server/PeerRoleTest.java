package io.openwlm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles of real peers: as root, the other peer is a process of another user. */
class PeerRoleTest {
  @TempDir Path dir;
  private final FakeControl control = new FakeControl();
  private final List<String> log = new CopyOnWriteArrayList<>();

  @Test
  void letsOnlyRootAndItsOwnUserChangeTheMachine() throws Exception {
    Path socket = dir.resolve("wlmd.sock");
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    boolean root = Files.getOwner(dir).getName().equals("root");
    try (ControlServer server = ControlServer.open(socket, control, new FakePolicies(), log::add)) {
      assertThat(server).isNotNull();
      List<String> answers =
          runClient(
              root,
              socket,
              "{\"op\":\"status\"}",
              "{\"op\":\"enforce\",\"on\":true}",
              "{\"op\":\"restore\"}",
              "{\"op\":\"classify\",\"pid\":7}",
              "{\"op\":\"report\",\"ack\":true,\"class\":\"ROOTS\",\"responseMicros\":[1]}",
              "{\"op\":\"report\",\"ack\":true,\"class\":\"INTERACT\",\"responseMicros\":[2]}");
      assertThat(answers).hasSize(6);
      assertThat(answers.get(0)).startsWith("{\"ok\":true,\"status\":{\"host\":\"host\"");
      assertThat(answers.get(3)).startsWith("{\"ok\":true,\"text\":");
      assertThat(answers.get(5)).isEqualTo("{\"ok\":true}");
      String changed = root ? "{\"ok\":false,\"error\":\"NOT_PERMITTED\"" : "{\"ok\":true";
      assertThat(answers.get(1)).startsWith(changed);
      assertThat(answers.get(2)).startsWith(changed);
      assertThat(answers.get(4)).startsWith("{\"ok\":false,\"error\":\"NOT_PERMITTED\"");
      assertThat(control.nanos()).containsExactly(2000L);
      if (root) {
        assertThat(control.calls()).doesNotContain("enforce true by root");
        assertThat(log)
            .contains("refused enforce to user nobody", "refused restore to user nobody");
      }
    }
  }

  @Test
  void lettingEverybodyLookOperatorCommandsThatChangeAreForThemToo() throws Exception {
    Path socket = dir.resolve("wlmd.sock");
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    boolean root = Files.getOwner(dir).getName().equals("root");
    FakeOperator operator = new FakeOperator();
    try (ControlServer server =
        ControlServer.open(
            socket, control, new FakePolicies(), DaemonPages.NONE, operator, log::add)) {
      assertThat(server).isNotNull();
      List<String> answers =
          runClient(
              root,
              socket,
              "{\"op\":\"oper\",\"text\":\"D WLM,SYSTEMS\"}",
              "{\"op\":\"environments\"}",
              "{\"op\":\"oper\",\"text\":\"E job,Q\"}");
      assertThat(answers.get(0)).startsWith("{\"ok\":true,\"text\":\"WLM025I ");
      assertThat(answers.get(1)).startsWith("{\"ok\":true,\"environments\":");
      if (root) {
        assertThat(answers.get(2)).startsWith("{\"ok\":false,\"error\":\"NOT_PERMITTED\"");
        assertThat(operator.asked).isEmpty();
        assertThat(log).containsExactly("refused \"E job,Q\" to user nobody");
      }
    }
  }

  private List<String> runClient(boolean asNobody, Path socket, String... lines) throws Exception {
    Path classes = Files.createDirectories(dir.resolve("classes/io/openwlm/server"));
    for (Path d = classes; !d.equals(dir); d = d.getParent()) {
      Files.setPosixFilePermissions(d, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    try (InputStream in = RawClient.class.getResourceAsStream("RawClient.class")) {
      Path copy = classes.resolve("RawClient.class");
      Files.copy(in, copy);
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
    }
    List<String> command = new ArrayList<>();
    if (asNobody) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(dir.resolve("classes").toString());
    command.add(RawClient.class.getName());
    command.add(socket.toString());
    command.addAll(List.of(lines));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }
}
