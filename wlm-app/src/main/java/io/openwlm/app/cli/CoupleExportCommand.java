package io.openwlm.app.cli;

import io.openwlm.core.port.StoredRevision;
import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.sysplex.CoupleCopy;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wlm couple export}: a definition out of a couple data set, without a daemon. */
@Command(
    header = {
      "Examples:",
      "  wlm couple export                          the newest definition as YAML",
      "  wlm couple export --rev 12 -o xml --out prod.xml",
      "  wlm couple export --store wlm.couple       out of a snapshot",
      "  wlm couple export --damaged --rev 12       what is still whole in a damaged one",
      ""
    },
    description =
        "Prints a definition. Takes no lock: works while a daemon runs, and changes nothing.")
final class CoupleExportCommand implements Callable<Integer> {
  @Mixin final CoupleOptions couple = new CoupleOptions();

  @Option(names = "--rev", paramLabel = "N", description = "A revision. Default: the newest.")
  long revision;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "yaml|json|xml",
      description = "The form. Default: yaml.")
  DefinitionForm form = DefinitionForm.YAML;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write; it must not exist. Default: standard output.")
  @Nullable Path out;

  @Option(names = "--damaged", description = "Read a damaged couple data set as far as it goes.")
  boolean damaged;

  private final CommandContext context;

  CoupleExportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String yaml =
        CoupleOptions.on(() -> {
          try (CoupleCopy copy =
              damaged ? CoupleCopy.salvaged(couple.store) : CoupleCopy.of(couple.store)) {
            return copy.text(number(copy)).orElseThrow(() -> missing(copy));
          }
        });
    String text = GetDefinitionCommand.inForm(yaml, form, context);
    Path file = out;
    if (file == null) {
      context.document(text);
    } else {
      FileReplacement.write(file, text, false);
    }
    return ExitCode.OK;
  }

  private long number(CoupleCopy copy) {
    return revision != 0 || copy.revisions().isEmpty()
        ? revision
        : copy.revisions().getFirst().number();
  }

  private CommandFailure missing(CoupleCopy copy) {
    String range =
        copy.revisions().isEmpty()
            ? "it holds none"
            : "it holds "
                + copy.revisions().getLast().number()
                + " to "
                + copy.revisions().stream().mapToLong(StoredRevision::number).max().orElse(0);
    return new CommandFailure(
        ExitCode.NO_SUCH_OBJECT,
        "WLM0808E " + couple.store + " has no such revision; " + range + ".");
  }
}
