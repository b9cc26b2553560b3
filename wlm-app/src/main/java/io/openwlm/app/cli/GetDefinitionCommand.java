package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.DefinitionWriter;
import io.openwlm.model.codec.Written;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wlm get definition}: a definition that is installed, as a text to edit. */
@Command(
    header = {
      "Examples:",
      "  wlm get definition > plant.yaml         the newest revision, to edit and install again",
      "  wlm get definition --rev 12 -o json     an older one, as JSON",
      ""
    },
    description = {
      "Prints an installed service definition in its canonical form. For root and the user that",
      "wlmd runs as. Exit code 4: no such revision; 7: the z/OS form cannot hold all of it."
    })
final class GetDefinitionCommand implements Callable<Integer> {
  @Option(names = "--rev", paramLabel = "N", description = "A revision. Default: the newest.")
  long revision;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "yaml|json|xml",
      description = "The form. Default: yaml.")
  DefinitionForm form = DefinitionForm.YAML;

  @Mixin final DaemonOptions daemon = new DaemonOptions();

  private final CommandContext context;

  GetDefinitionCommand(CommandContext context) {
    this.context = context;
  }

  /** True if the arguments of {@code wlm get} ask for a definition. */
  static boolean isAskedFor(List<String> args) {
    return args.contains("definition") || args.contains("def");
  }

  @Override
  public Integer call() {
    try (ManagerLink link = context.connector().connect(context.socket(daemon.socket))) {
      context.document(inForm(link.policies().definition(revision), form, context));
    }
    return ExitCode.OK;
  }

  /** A canonical text in another form; fails if something would be lost. */
  static String inForm(String yaml, DefinitionForm form, CommandContext context) {
    if (form == DefinitionForm.YAML) {
      return yaml;
    }
    DefinitionResult read = DefinitionReader.read("definition", yaml);
    Written written =
        DefinitionWriter.write(
            read.definition()
                .orElseThrow(() ->
                    new CommandFailure(
                        ExitCode.INVALID_DEFINITION, read.errors().getFirst().toString())),
            form);
    written.losses().forEach(p -> context.err().println(SafeText.of(p.toString())));
    if (!written.losses().isEmpty()) {
      throw new CommandFailure(
          ExitCode.INVALID_DEFINITION,
          "WLM0222E something would be lost in this form: nothing is written.\n"
              + "  Take YAML or JSON, or: wlm policy convert --allow-loss");
    }
    return written.text();
  }
}
