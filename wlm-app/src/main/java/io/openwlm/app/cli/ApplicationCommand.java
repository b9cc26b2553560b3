package io.openwlm.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm quiesce|resume|refresh applenv NAME}. */
@Command(
    header = {
      "Examples:",
      "  wlm quiesce applenv PAYMENTPROCS   servers finish their request and no new ones start",
      "  wlm resume applenv PAYMENTPROCS    back to work",
      "  wlm refresh applenv PAYMENTPROCS   new servers in place of the old ones",
      ""
    },
    description = {
      "Changes the state of an application environment; the state survives a restart of the daemon.",
      "The same as: wlm oper 'V WLM,APPLENV=NAME,QUIESCE|RESUME|REFRESH'"
    })
final class ApplicationCommand implements Callable<Integer> {
  enum What {
    APPLENV,
    AE
  }

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "applenv", description = "applenv, or short: ae")
  What what = What.APPLENV;

  @Parameters(index = "1", paramLabel = "NAME", description = "An application environment.")
  String name = "";

  private final CommandContext context;
  private final String action;

  /**
   * @param action QUIESCE, RESUME or REFRESH
   */
  ApplicationCommand(CommandContext context, String action) {
    this.context = context;
    this.action = action;
  }

  @Override
  public Integer call() {
    return switch (what) {
      case APPLENV, AE ->
          Oper.give("V WLM,APPLENV=" + Oper.quoted(name) + "," + action, context, common);
    };
  }
}
