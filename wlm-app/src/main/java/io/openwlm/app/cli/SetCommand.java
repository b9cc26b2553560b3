package io.openwlm.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm set resource NAME on|off|reset}. */
@Command(
    header = {
      "Examples:",
      "  wlm set resource DB2_UP on        what needs it may become available",
      "  wlm get schenv                    which ones are",
      ""
    },
    description = {
      "Sets the state of a scheduling resource on this system until it is set again or the daemon",
      "ends; after a start every resource is reset, which satisfies neither on nor off.",
      "The same as: wlm oper 'F WLM,RESOURCE=NAME,ON'"
    })
final class SetCommand implements Callable<Integer> {
  enum What {
    RESOURCE,
    RES
  }

  enum State {
    ON,
    OFF,
    RESET
  }

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "resource", description = "resource, or short: res")
  What what = What.RESOURCE;

  @Parameters(index = "1", paramLabel = "NAME", description = "A resource of the policy in force.")
  String name = "";

  @Parameters(index = "2", paramLabel = "on|off|reset", description = "Its state.")
  State state = State.RESET;

  private final CommandContext context;

  SetCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return switch (what) {
      case RESOURCE, RES ->
          Oper.give("F WLM,RESOURCE=" + Oper.quoted(name) + "," + state, context, common);
    };
  }
}
