package io.openwlm.app.cli;

import io.openwlm.model.codec.SchemaExplanation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm explain}: what a key of a definition or a reason code means. */
@Command(
    header = {
      "Examples:",
      "  wlm explain                           all keys of a definition",
      "  wlm explain class.periods.goal        one key, with its range, default and examples",
      "  wlm explain rule.when                 the qualifiers that rules can ask for",
      "  wlm explain reason.NO_DONOR           a reason code of a decision, and what you can do",
      "  wlm explain reason                    all reason codes",
      ""
    },
    description =
        "Explains the keys of a service definition, and the reason codes that wlm why shows.")
final class ExplainCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "PATH",
      arity = "0..1",
      description = "Keys with dots between them, or reason.CODE.")
  String path = "";

  private final CommandContext context;

  ExplainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String text = ReasonText.isAsked(path) ? ReasonText.of(path) : key(path);
    context.answer(text, common);
    return ExitCode.OK;
  }

  private static String key(String path) {
    return SchemaExplanation.explain(path)
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.NO_SUCH_OBJECT, "WLM0204E " + SchemaExplanation.problem(path)));
  }
}
