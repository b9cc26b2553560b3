package io.openwlm.app.cli;

import io.openwlm.model.codec.SchemaExplanation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm explain}: what a key of a definition means, from the published schema. */
@Command(
    header = {
      "Examples:",
      "  wlm explain                           all keys of a definition",
      "  wlm explain class.periods.goal        one key, with its range, default and examples",
      "  wlm explain rule.when                 the qualifiers that rules can ask for",
      ""
    },
    description = "Explains the keys of a service definition.")
final class ExplainCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "PATH", arity = "0..1", description = "Keys with dots between them.")
  String path = "";

  private final CommandContext context;

  ExplainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String text =
        SchemaExplanation.explain(path)
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCode.NO_SUCH_OBJECT, "WLM0204E " + SchemaExplanation.problem(path)));
    context.answer(text, common);
    return ExitCode.OK;
  }
}
