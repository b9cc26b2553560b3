package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.diff.Change;
import io.openwlm.model.diff.DefinitionDiff;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm policy diff}: what is different in meaning between two definitions. */
@Command(
    header = {
      "Examples:",
      "  wlm policy diff old.yaml new.yaml         layout, comments and the order of objects aside",
      "  wlm policy diff host.yaml export.xml      the forms may differ",
      "  wlm policy diff -o json old.yaml new.yaml",
      ""
    },
    description = {
      "Compares two service definitions. The order of rules counts, the order of named objects"
          + " does not.",
      "+ added, - removed, ~ changed, > moved. Exit code 0: they say the same, 1: they do not."
    })
final class DiffCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "BEFORE", description = "A service definition.")
  Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "AFTER", description = "The other one.")
  Path after = Path.of("");

  private final CommandContext context;

  DiffCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ServiceDefinition from = DefinitionFile.valid(before);
    ServiceDefinition to = DefinitionFile.valid(after);
    List<Change> changes = DefinitionDiff.between(from, to);
    if (common.json()) {
      context.out().println(json(changes));
    } else if (changes.isEmpty()) {
      context.out().println("No difference.");
    } else {
      changes.forEach(change -> context.out().println(SafeText.of(change.toString())));
    }
    return changes.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private JsonText json(List<Change> changes) {
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "ChangeList").field("before", before.toString());
    json.field("after", after.toString()).name("items").array();
    for (Change change : changes) {
      json.object().field("change", change.kind().name().toLowerCase(Locale.ROOT));
      json.field("path", change.path());
      json.field("before", change.before()).field("after", change.after()).endObject();
    }
    return json.endArray().endObject();
  }
}
