package io.openwlm.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartedTasksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/system.slice/systemd-journald.service",
        "/system.slice/systemd-udevd.service/udev",
        "/system.slice/dbus.service",
        "/system.slice/dbus-broker.service",
        "/system.slice/system-core.slice/auditd.service",
        "/system.slice/chrony.service"
      })
  void servicesOnTheListAreTheSystemsOwn(String path) {
    assertThat(StartedTasks.parameter(50, 1, path, "messagebus")).isEqualTo("SYSSTC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/system.slice/nginx.service",
        "/system.slice/systemd-nspawn@guest.service",
        "/system.slice/docker-0123.scope/system.slice/dbus.service",
        "/system.slice/nginx.service/dbus.service",
        "/user.slice/user-7.slice/user@7.service/app.slice/systemd-mine.service",
        "/machine.slice/dbus.service",
        "/dbus.service",
        "/system.slice",
        "/",
        ""
      })
  void whatOthersCanNameIsNot(String path) {
    assertThat(StartedTasks.parameter(50, 1, path, "root")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/system.slice/ssh.service, 1, root, SYSSTC",
    "/system.slice/sshd.service, 1, root, SYSSTC",
    "/system.slice/cron.service, 1, root, SYSSTC",
    "/system.slice/crond.service, 40, root, ",
    "/system.slice/cron.service, 1, ann, ",
    "/system.slice/ssh.service, 1, , "
  })
  void ofServicesThatStartOthersOnlyTheFirstProcessCounts(
      String path, long parent, String user, String expected) {
    assertThat(StartedTasks.parameter(50, parent, path, user)).isEqualTo(expected);
  }

  @Test
  void processOneIsTheSystem() {
    assertThat(StartedTasks.isStartedTask(1, "init.scope")).isTrue();
    assertThat(StartedTasks.isStartedTask(1, null)).isTrue();
    assertThat(StartedTasks.parameter(1, 0, "/init.scope", "root")).isEqualTo("SYSTEM");
  }

  @Test
  void aServiceIsAStartedTask() {
    assertThat(StartedTasks.isStartedTask(2, "nginx.service")).isTrue();
    assertThat(StartedTasks.isStartedTask(2, "session-1.scope")).isFalse();
    assertThat(StartedTasks.isStartedTask(2, null)).isFalse();
  }
}
