package io.openwlm.app.cli;

import io.openwlm.app.top.Board;
import io.openwlm.app.top.BoardOptions;
import io.openwlm.app.top.Explanation;
import io.openwlm.model.json.ControlAnswer;
import io.openwlm.model.status.ClassResources;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.ResponseTimeSpan;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The run that the AOT cache of {@code wlm} is made from: the usual commands once, their output
 * thrown away. Started by the build only; reaches no daemon and writes one temporary file.
 */
final class Training {
  private static final String DEFINITION =
      """
      service_classes:
        - name: web
          cgroup: /wlm/web
          goal: { type: response_time, target: 50ms }
          importance: 1
        - name: batch
          cgroup: /wlm/batch
          goal: { type: velocity, target: 10 }
          importance: 5
      """;

  private Training() {}

  static void run(CommandContext given) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    CommandContext context =
        new CommandContext(nowhere, nowhere, given.environment(), false, true, Connection::open);
    Wlm wlm = new Wlm(context);
    wlm.run("--version");
    wlm.run("--help");
    wlm.run("status", "--socket", "/nonexistent/wlm.sock");
    wlm.run("report", "WEB", "--time", "1ms", "--socket", "/nonexistent/wlm.sock");
    wlm.run("enforce", "maybe");
    check(wlm);
    ManagerStatus status = sample();
    askForStatus(wlm, status);
    nowhere.println(StatusJson.of(status));
    Board.render(status, 120, 40, BoardOptions.show(false, true, status.atEpochMillis()));
    Explanation.of(status.decisions().getFirst(), 96, ZoneOffset.UTC);
  }

  /** One status over a socket of its own, so that the client and its codec are in the cache. */
  private static void askForStatus(Wlm wlm, ManagerStatus status) {
    try {
      Path directory = Files.createTempDirectory("wlm-training");
      Path socket = directory.resolve("wlmd.sock");
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread answerer = new Thread(() -> answerOnce(server, status), "training-daemon");
        answerer.setDaemon(true);
        answerer.start();
        wlm.run("status", "--socket", socket.toString());
      } finally {
        Files.deleteIfExists(socket);
        Files.delete(directory);
      }
    } catch (IOException e) {
      // The cache then lacks the client: that start is slower, nothing else.
    }
  }

  private static void answerOnce(ServerSocketChannel server, ManagerStatus status) {
    try (SocketChannel client = server.accept()) {
      if (client.read(ByteBuffer.allocate(1024)) > 0) {
        ByteBuffer line =
            ByteBuffer.wrap(
                io.openwlm.model.json.StatusJson.writeLine(ControlAnswer.status(status)));
        while (line.hasRemaining()) {
          client.write(line);
        }
      }
    } catch (IOException e) {
      // The client says that nobody answers, which is a start worth training too.
    }
  }

  private static void check(Wlm wlm) {
    try {
      Path file = Files.createTempFile("wlm-training", ".yaml");
      try {
        Files.writeString(file, DEFINITION);
        wlm.run("check", file.toString());
        wlm.run("classify", "--definition", file.toString(), "user=nobody");
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      // The cache then lacks the reader of definitions: that start is slower, nothing else.
    }
  }

  private static ManagerStatus sample() {
    ClassStatus web =
        new ClassStatus(
            "WEB",
            1,
            "90% < 50ms",
            "80%",
            1.2,
            List.of(0.9, 1.2),
            "transactions",
            "HIGH",
            "",
            200,
            100,
            50,
            60,
            40,
            0,
            10,
            5,
            1,
            0,
            2,
            "receiver",
            "",
            ClassResources.UNKNOWN,
            List.of("/wlm/web"),
            List.of(new ResponseTimeSpan(2, 10, 61.0, 80.0, "MEDIUM")));
    DecisionStatus raise =
        new DecisionStatus(
            1,
            1,
            0,
            "RAISE",
            "WEB",
            "GOAL_MISSED",
            "90% < 50ms",
            "80%",
            1.2,
            "transactions",
            new DecisionStatus.Where(60, 40, 0, 0, 0, 0),
            List.of(new DecisionStatus.Change("WEB", 1, "weight", 100, 200, "GOAL_MISSED")),
            List.of(),
            List.of(new DecisionStatus.Projected("WEB", 1, 1.2, 0.9, null)),
            List.of(),
            List.of(0.9),
            "");
    return new ManagerStatus(
        "host",
        "TRAINING",
        "",
        "DEFAULT",
        0,
        "root",
        "simulated",
        true,
        "0",
        1,
        0,
        1,
        1,
        250,
        2000,
        2,
        50,
        10,
        List.of(web),
        List.of(raise),
        List.of("training"),
        List.of(),
        List.of());
  }
}
