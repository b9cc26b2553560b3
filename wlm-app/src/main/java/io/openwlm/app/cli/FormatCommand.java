package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.codec.DefinitionFormat;
import io.openwlm.model.codec.DefinitionFormat.Formatted;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.codec.ProblemCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm policy fmt}: definitions in the usual layout. */
@Command(
    header = {
      "Examples:",
      "  wlm policy fmt my.yaml            prints it in the usual layout",
      "  wlm policy fmt -w *.yaml          changes the files",
      "  wlm policy fmt --check *.yaml     lists files that would change; exit code 1 if any",
      ""
    },
    description = {
      "Normalises indentation, quotes and the order of keys. Comments and empty lines stay.",
      "A file with errors, or one that would lose a comment, is left as it is."
    })
final class FormatCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = {"-w", "--write"},
      description = "Change the files instead of printing.")
  boolean write;

  @Option(names = "--check", description = "Print the names of files that would change.")
  boolean check;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Service definitions.")
  List<Path> files = new ArrayList<>();

  private final CommandContext context;

  FormatCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (write && check) {
      throw new CommandFailure(ExitCode.USAGE, "WLM0202E --write and --check exclude each other.");
    }
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "FormatList").name("items").array();
    int exitCode = ExitCode.OK;
    for (Path file : files) {
      Formatted result = DefinitionFormat.format(file);
      if (write && result.changed()) {
        result.text().ifPresent(text -> FileReplacement.write(file, text, true));
      }
      if (common.json()) {
        item(json, file, result);
      } else {
        print(file, result);
      }
      exitCode = Math.max(exitCode, exitCode(result));
    }
    if (common.json()) {
      context.out().println(json.endArray().endObject());
    }
    return exitCode;
  }

  private int exitCode(Formatted result) {
    if (result.text().isEmpty()) {
      boolean refused =
          result.problems().stream()
              .allMatch(p -> p.code().equals(ProblemCode.FORMAT_REFUSED.code()));
      return refused ? ExitCode.FAILED : ExitCode.INVALID_DEFINITION;
    }
    return check && result.changed() ? ExitCode.FAILED : ExitCode.OK;
  }

  private void print(Path file, Formatted result) {
    result.problems().forEach(p -> context.err().println(SafeText.of(p.toString())));
    String text = result.text().orElse(null);
    if (text == null) {
      return;
    }
    if (!write && !check) {
      context.document(text);
    } else if (result.changed()) {
      context.out().println(SafeText.of(file.toString()));
    }
  }

  private void item(JsonText json, Path file, Formatted result) {
    json.object().field("file", file.toString()).field("changed", result.changed());
    json.field("written", write && result.changed()).name("problems").array();
    for (Problem p : result.problems()) {
      json.object().field("code", p.code()).field("line", p.line()).field("column", p.column());
      json.field("message", p.message()).field("hint", p.hint()).endObject();
    }
    json.endArray();
    if (!write && !check) {
      json.field("text", result.text().orElse(null));
    }
    json.endObject();
  }
}
