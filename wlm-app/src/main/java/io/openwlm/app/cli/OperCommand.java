package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.server.oper.OperAnswer;
import io.openwlm.server.oper.OperScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm oper}: operator commands in z/OS syntax. */
@Command(
    header = {
      "Examples:",
      "  wlm oper 'D WLM,SYSTEMS'            policy, systems, modes",
      "  wlm oper 'V WLM,POLICY=WEEKEND'     activate a policy",
      "  wlm oper 'F WLM,RESOURCE=DB2_UP,ON' set a scheduling resource",
      "  wlm oper 'E PAYROLL,QUIESCE'        a running job out of the way",
      "  wlm oper -f night.cmds              one command a line; also from standard input",
      ""
    },
    description = {
      "Gives operator commands as on z/OS and prints the answer in IBM's layout: D WLM, V WLM,",
      "F WLM, E (RESET). In a file a line that ends in - or , goes on in the next one, and a line",
      "that begins with * is a comment; all commands are given, the exit code is that of the first",
      "one that was not carried out. wlm msg ID explains a message."
    })
final class OperCommand implements Callable<Integer> {
  private static final int MAX_BATCH_BYTES = 1 << 20;

  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Take the commands from a file.")
  @Nullable Path file;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "One command.")
  List<String> words = List.of();

  private final CommandContext context;

  OperCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (file != null && !words.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "WLM0202E give a command or --file, not both.");
    }
    if (!words.isEmpty()) {
      return Oper.give(String.join(" ", words), context, common);
    }
    List<OperScript.Line> commands = OperScript.commands(batch());
    if (commands.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "WLM0202E there is no command.");
    }
    try (ManagerLink link = context.connect(common)) {
      return give(commands, link);
    }
  }

  private String batch() throws IOException {
    byte[] bytes;
    Path named = file;
    if (named == null) {
      bytes = System.in.readNBytes(MAX_BATCH_BYTES + 1);
    } else {
      try (InputStream in = Files.newInputStream(named)) {
        bytes = in.readNBytes(MAX_BATCH_BYTES + 1);
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.FAILED, "WLM0209E cannot read " + named + ": " + e.getMessage());
      }
    }
    if (bytes.length > MAX_BATCH_BYTES) {
      throw new CommandFailure(ExitCode.USAGE, "WLM0202E a batch has at most 1 MiB.");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int give(List<OperScript.Line> commands, ManagerLink link) {
    int exitCode = ExitCode.OK;
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "OperatorAnswers").name("items").array();
    for (OperScript.Line each : commands) {
      OperAnswer answer = link.oper(each.command());
      if (common.json()) {
        json.object().field("line", each.line()).field("command", each.command());
        json.field("result", answer.result().name()).field("text", answer.text()).endObject();
      } else {
        context.out().println(SafeText.of(each.command()));
        context.out().println(SafeText.lines(answer.text()) + "\n");
      }
      exitCode = exitCode == ExitCode.OK ? Oper.exitCode(answer) : exitCode;
    }
    if (common.json()) {
      context.out().println(json.endArray().endObject());
    }
    return exitCode;
  }
}
