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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm install FILE} and {@code wlm apply -f FILE}: hand a definition to the daemon. */
@Command(
    header = {
      "Examples:",
      "  wlm install plant.yaml        check it and hand it to the daemon; nothing changes yet",
      "  wlm activate WEEKEND          then put one of its policies in force",
      "  wlm install --if-match 3f2a90c41b7e plant.yaml   only if nobody installed since",
      ""
    },
    description = {
      "Installs a service definition (YAML, JSON or z/OS XML) in the running daemon. The active",
      "policy stays in force until wlm activate. A definition with errors is refused (7), and so is",
      "one that conflicts with what is there (6): another revision came in between, it is an old",
      "revision again, or it leaves out the active policy."
    })
final class InstallCommand implements Callable<Integer> {
  /** With its escapes, a text must fit into one request. */
  private static final int LONG_TEXT = 500_000;

  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = "--if-match",
      paramLabel = "HASH",
      description = "Only if this is the newest revision's hash (wlm history), 12 digits or more.")
  @Nullable String ifMatch;

  @Option(
      names = "--force",
      description = "Also an old revision, or one without the active policy.")
  boolean force;

  @ArgGroup(multiplicity = "1")
  Source source = new Source();

  /** The file, by position or with -f. */
  static final class Source {
    @Parameters(paramLabel = "FILE", description = "A service definition.")
    @Nullable Path file;

    @Option(
        names = {"-f", "--filename"},
        paramLabel = "FILE",
        description = "The same.")
    @Nullable Path named;

    Path path() {
      Path given = file != null ? file : named;
      return given == null ? Path.of("") : given;
    }
  }

  private final CommandContext context;

  InstallCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path file = source.path();
    DefinitionResult result = DefinitionReader.read(file);
    if (result.definition().isEmpty()) {
      throw new CommandFailure(
          ExitCode.INVALID_DEFINITION,
          result.errors().stream().map(Object::toString).collect(Collectors.joining("\n"))
              + "\nWLM0208E the definition has errors; nothing was installed");
    }
    String text = text(file, result.definition().get());
    try (ManagerLink link = context.connect(common)) {
      context.answer(link.policies().install(text, file.toString(), ifMatch, force), common);
    }
    return ExitCode.OK;
  }

  /** The file as it is, so that lines in messages are its own; shorter if it is long. */
  private static String text(Path file, ServiceDefinition definition) {
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
