package io.openwlm.app.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm reset UNIT}. */
@Command(
    header = {
      "Examples:",
      "  wlm reset 48213 --class BATCHLOW   this process and its descendants, until they end",
      "  wlm reset backup --quiesce         into the least important class",
      "  wlm reset backup --resume          back to what classification says",
      "  wlm get reset                      what is reset now",
      ""
    },
    description = {
      "Takes a process and its descendants out of classification until all of them have ended, an",
      "activation removes the class, or --resume. Only work that the definition manages, and only",
      "into a class with placement: move. A name that several processes have needs --pid.",
      "The same as: wlm oper 'E UNIT,SRVCLASS=X|QUIESCE|RESUME'"
    })
final class ResetCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "UNIT", description = "A process id or a command name.")
  String unit = "";

  @Option(names = "--pid", paramLabel = "PID", description = "Which of several of that name.")
  int pid;

  @ArgGroup(multiplicity = "1")
  Target target = new Target();

  /** Where the unit goes. */
  static final class Target {
    @Option(names = "--class", paramLabel = "CLASS", description = "Into this service class.")
    @Nullable String serviceClass;

    @Option(names = "--quiesce", description = "Into the least important class.")
    boolean quiesce;

    @Option(names = "--resume", description = "Back to classification.")
    boolean resume;
  }

  private final CommandContext context;

  ResetCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String into = target.serviceClass;
    String operand =
        into != null ? "SRVCLASS=" + Oper.quoted(into) : target.quiesce ? "QUIESCE" : "RESUME";
    String which = pid > 0 ? ",A=" + pid : "";
    return Oper.give("E " + Oper.quoted(unit) + which + "," + operand, context, common);
  }
}
