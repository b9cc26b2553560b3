package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import io.openwlm.server.audit.AuditChain;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm audit show|verify}: who changed what through the Health API. */
@Command(
    header = {
      "Examples:",
      "  wlm audit show        the last changes through the Health API, done and refused",
      "  wlm audit verify      is the log whole? exit code 1 if not",
      ""
    },
    description =
        "Reads the audit log. Each line is sealed with the one before it, so a line that was changed"
            + " or taken out is found. Lines taken away at the end are not: compare the number and"
            + " the hash that verify prints with a copy kept elsewhere.")
final class AuditCommand implements Callable<Integer> {
  enum Act {
    SHOW,
    VERIFY
  }

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "show|verify", description = "What to do.")
  Act act = Act.SHOW;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "State directory of the daemon. Default: ${DEFAULT-VALUE}.")
  Path state = Path.of("/var/lib/wlm");

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "show: the last N, 1 to 10000. Default: ${DEFAULT-VALUE}.")
  int lines = 20;

  private final CommandContext context;

  AuditCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (lines < 1 || lines > 10_000) {
      throw new CommandFailure(ExitCode.USAGE, "WLM0202E --lines is 1 to 10000: " + lines);
    }
    ArrayDeque<String> last = new ArrayDeque<>();
    AuditChain chain = read(last);
    if (act == Act.SHOW) {
      last.forEach(line -> context.out().println(SafeText.of(line)));
    } else {
      report(chain);
    }
    chain.faults().forEach(f -> context.err().println("WLM0221E " + SafeText.of(f)));
    return chain.isWhole() ? ExitCode.OK : ExitCode.FAILED;
  }

  private AuditChain read(ArrayDeque<String> last) {
    Path file = state.resolve("audit.jsonl");
    try {
      return AuditChain.read(
          file,
          line -> {
            last.add(line);
            if (last.size() > lines) {
              last.remove();
            }
          });
    } catch (AccessDeniedException e) {
      throw new CommandFailure(
          ExitCode.NOT_PERMITTED, "WLM0220E only the daemon's user may read " + file);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "WLM0220E cannot read " + file + ": " + e);
    }
  }

  private void report(AuditChain chain) {
    if (common.json()) {
      context
          .out()
          .println(
              "{\"apiVersion\":\"v1\",\"kind\":\"AuditCheck\",\"whole\":"
                  + chain.isWhole()
                  + ",\"entries\":"
                  + chain.entries()
                  + ",\"number\":"
                  + chain.number()
                  + ",\"hash\":\""
                  + SafeText.of(chain.hash())
                  + "\"}");
      return;
    }
    context
        .out()
        .println(
            (chain.isWhole() ? "whole: " : "NOT WHOLE: ")
                + chain.entries()
                + " good entries, the last is number "
                + chain.number()
                + ", hash "
                + SafeText.of(chain.hash()));
  }
}
