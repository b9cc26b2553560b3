package io.openwlm.server.api;

import io.openwlm.server.jetty.ApiLimits;
import io.openwlm.server.jetty.Listen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The whole API on a Unix socket and on loopback, with fakes behind it. */
final class ApiBed implements AutoCloseable {
  static final String JSON = "Content-Type: application/json";

  final FakeManager manager = new FakeManager();
  final FakePolicies policies = new FakePolicies();
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final Path directory;
  final Path socket;
  final Path audit;
  final HealthApi api;

  ApiBed(Path directory) throws IOException {
    this(directory, ApiLimits.NORMAL);
  }

  ApiBed(Path directory, ApiLimits limits) throws IOException {
    this.directory = directory;
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    socket = directory.resolve("api.sock");
    audit = directory.resolve("audit.jsonl");
    Listen.Tcp tcp =
        new Listen.Tcp(
            "localhost",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            null,
            directory.resolve("api.token"));
    api =
        HealthApi.open(
            new HealthApi.Plan(
                manager,
                policies,
                new FakeOperator(),
                new Listen(socket, tcp),
                limits,
                audit,
                () -> "# HELP wlm_up as a test has it\n# TYPE wlm_up gauge\nwlm_up 1\n",
                log::add));
  }

  /** One request on a connection of its own, over the Unix socket. */
  Wire.Reply ask(String method, String path, String body, String... headers) throws IOException {
    try (Wire wire = Wire.unix(socket)) {
      return wire.ask(method, path, body, headers);
    }
  }

  Wire.Reply get(String path, String... headers) throws IOException {
    return ask("GET", path, null, headers);
  }

  Wire.Reply post(String path, String body) throws IOException {
    return ask("POST", path, body, JSON);
  }

  /** The same over TCP. */
  Wire.Reply tcp(String method, String path, String body, String... headers) throws IOException {
    try (Wire wire = Wire.tcp(api.port())) {
      return wire.ask(method, path, body, headers);
    }
  }

  String host() {
    return "Host: localhost:" + api.port();
  }

  String bearer() throws IOException {
    return "Authorization: Bearer " + Files.readString(directory.resolve("api.token")).strip();
  }

  String auditText() throws IOException {
    return Files.readString(audit);
  }

  @Override
  public void close() throws IOException {
    api.close();
  }
}
