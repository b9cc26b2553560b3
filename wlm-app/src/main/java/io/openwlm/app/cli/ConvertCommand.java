package io.openwlm.app.cli;

import io.openwlm.app.text.SafeText;
import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.DefinitionWriter;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.codec.Written;
import io.openwlm.model.definition.ServiceDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm policy convert}: a definition in another form. */
@Command(
    header = {
      "Examples:",
      "  wlm policy convert --to yaml -o my.yaml wlm.xml     from a z/OS export",
      "  wlm policy convert --to xml -o wlm.xml my.yaml      for z/OS; refused if something is lost",
      "  wlm policy convert --to json my.yaml | jq .         prints it",
      ""
    },
    description = {
      "Reads a definition in any form and writes it in the named one. Comments do not go over.",
      "What the form cannot express is listed on standard error, and nothing is written unless"
          + " --allow-loss is given."
    })
final class ConvertCommand implements Callable<Integer> {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "yaml|json|xml",
      description = "The form to write.")
  DefinitionForm to = DefinitionForm.YAML;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "The file to write. Default: standard output.")
  @Nullable Path output;

  @Option(names = "--allow-loss", description = "Write also if something is lost.")
  boolean allowLoss;

  @Option(names = "--force", description = "Overwrite OUT if it exists.")
  boolean force;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused")
  boolean help;

  @Parameters(paramLabel = "FILE", description = "A service definition in any form.")
  Path file = Path.of("");

  private final CommandContext context;

  ConvertCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DefinitionResult result = DefinitionReader.read(file);
    print(result.problems());
    ServiceDefinition definition = result.definition().orElse(null);
    if (definition == null) {
      return ExitCode.INVALID_DEFINITION;
    }
    Written written = DefinitionWriter.write(definition, to);
    print(written.losses());
    int losses = written.losses().size();
    if (losses > 0 && !allowLoss) {
      throw new CommandFailure(
          ExitCode.INVALID_DEFINITION,
          "WLM0222E "
              + losses
              + (losses == 1 ? " thing" : " things")
              + " would be lost: nothing is written.\n  To write it all the same: --allow-loss");
    }
    Path out = output;
    if (out == null) {
      context.document(written.text());
    } else {
      FileReplacement.write(out, written.text(), force);
    }
    return ExitCode.OK;
  }

  private void print(List<Problem> problems) {
    problems.forEach(p -> context.err().println(SafeText.of(p.toString())));
  }
}
