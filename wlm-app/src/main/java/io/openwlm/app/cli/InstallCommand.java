package io.openwlm.app.cli;

import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.DefinitionWriter;
import io.openwlm.model.definition.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm install FILE}: hands a definition to the daemon. */
@Command(
    header = {
      "Examples:",
      "  wlm install plant.yaml        check it and hand it to the daemon; nothing changes yet",
      "  wlm activate WEEKEND          then put one of its policies in force",
      ""
    },
    description = {
      "Installs a service definition (YAML, JSON or z/OS XML) in the running daemon. The active",
      "policy stays in force until wlm activate. A definition with errors is refused."
    })
final class InstallCommand implements Callable<Integer> {
  /** With its escapes, a text must fit into one request. */
  private static final int LONG_TEXT = 500_000;

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "FILE", description = "A service definition.")
  Path file = Path.of("");

  private final CommandContext context;

  InstallCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DefinitionResult result = DefinitionReader.read(file);
    if (result.definition().isEmpty()) {
      throw new CommandFailure(
          ExitCode.INVALID_DEFINITION,
          result.errors().stream().map(Object::toString).collect(Collectors.joining("\n"))
              + "\nWLM0208E the definition has errors; nothing was installed");
    }
    String text = text(result.definition().get());
    try (ManagerLink link = context.connect(common)) {
      context.answer(link.install(text, file.toString()), common);
    }
    return ExitCode.OK;
  }

  /** The file as it is, so that lines in messages are its own; shorter if it is long. */
  private String text(ServiceDefinition definition) {
    try {
      String text = Files.readString(file);
      if (text.length() <= LONG_TEXT) {
        return text;
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "WLM0209E cannot read " + file + ": " + e);
    }
    return DefinitionWriter.write(definition, DefinitionForm.JSON).text();
  }
}
