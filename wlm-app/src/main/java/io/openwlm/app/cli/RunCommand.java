package io.openwlm.app.cli;

import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ManagerStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm run}: starts a command in the control group of a service class. */
@Command(
    header = {
      "Examples:",
      "  wlm run --class CIBUILD -- make -j8      the build and all it starts belong to CIBUILD",
      ""
    },
    description =
        "Starts a command in the control group of a service class; ends with the command's exit"
            + " code.")
final class RunCommand implements Callable<Integer> {
  /** Enters the group before the command starts, so that nothing it starts is left outside. */
  private static final String ENTER_AND_EXEC =
      "while [ \"$1\" != -- ]; do echo $$ >\"$1\" || exit 126; shift; done; shift; exec \"$@\"";

  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = {"-c", "--class"},
      required = true,
      paramLabel = "CLASS",
      description = "The service class.")
  String serviceClass = "";

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command and its arguments.")
  List<String> command = new ArrayList<>();

  private final CommandContext context;

  RunCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    ManagerStatus status;
    try (ManagerLink link = context.connect(common)) {
      status = link.status();
    }
    List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", ENTER_AND_EXEC, "wlm-run"));
    for (Path procs : Machine.processesFiles(status.mode(), cgroup(status))) {
      if (!java.nio.file.Files.isWritable(procs)) {
        throw new CommandFailure(
            ExitCode.NOT_PERMITTED,
            "WLM0205E may not put a process into "
                + procs
                + ".\n  Run it as root, or as the user that owns this control group.");
      }
      wrapped.add(procs.toString());
    }
    wrapped.add("--");
    wrapped.addAll(command);
    context.out().flush();
    return ChildProcess.run(wrapped);
  }

  private String cgroup(ManagerStatus status) {
    List<String> names = status.classes().stream().map(ClassStatus::name).toList();
    ClassStatus found =
        status.classes().stream()
            .filter(c -> c.name().equals(serviceClass))
            .findFirst()
            .orElseThrow(() -> WhyCommand.noSuchClass(serviceClass, names));
    if (status.mode().equals("simulated")) {
      throw new CommandFailure(
          ExitCode.FAILED, "WLM0217E the daemon runs a simulation: there is no group to run in.");
    }
    if (found.cgroups().isEmpty()) {
      throw new CommandFailure(
          ExitCode.NO_SUCH_OBJECT,
          "WLM0204E service class "
              + serviceClass
              + " has no control group now.\n  Give it one in the definition (cgroup:), or start"
              + " work that its rules match.");
    }
    return found.cgroups().getFirst();
  }
}
