package io.openwlm.app.cli;

/**
 * The run that the AOT cache of {@code wlm} is made from: the usual commands once, their output
 * thrown away. Started by the launcher's build step only.
 */
final class Training {
  private Training() {}

  static void run(CommandContext context) {
    new Wlm(context).run("--version");
    new Wlm(context).run("--help");
  }
}
