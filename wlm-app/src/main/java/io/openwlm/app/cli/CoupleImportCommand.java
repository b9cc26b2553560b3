package io.openwlm.app.cli;

import io.openwlm.core.policy.Revisions;
import io.openwlm.core.port.PolicyControl.InstallAnswer;
import io.openwlm.core.port.PolicyControl.InstallRequest;
import io.openwlm.core.port.PolicyControl.Obstacle;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.sysplex.CoupleCopy;
import io.openwlm.sysplex.CoupleFormat;
import io.openwlm.sysplex.EmbeddedCoupleDataSet;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm couple import}: a definition into a couple data set, without a daemon. */
@Command(
    header = {
      "Examples:",
      "  wlm couple import plant.yaml           a new revision; the active policy stays",
      "  wlm couple import prod.xml             from z/OS",
      "  wlm couple import wlm.couple           a snapshot, into one without revisions",
      ""
    },
    description = {
      "Installs a definition (YAML, JSON, z/OS XML) as a new revision, or restores a snapshot. While",
      "a daemon uses the couple data set it is refused (6): wlm install is for then."
    })
final class CoupleImportCommand implements Callable<Integer> {
  @Mixin final CoupleOptions couple = new CoupleOptions();

  @Option(
      names = "--if-match",
      paramLabel = "HASH",
      description = "Only if this is the newest revision's hash, 12 digits or more.")
  @Nullable String ifMatch;

  @Option(
      names = "--force",
      description = "Also an old revision, or one without the active policy.")
  boolean force;

  @Parameters(paramLabel = "FILE", description = "A service definition or a snapshot.")
  Path file = Path.of("");

  private final CommandContext context;

  CoupleImportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (CoupleCopy.looksLikeSnapshot(file)) {
      return restore();
    }
    ServiceDefinition definition = DefinitionFile.valid(file);
    InstallAnswer answer =
        CoupleOptions.on(() -> {
          try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(couple.store)) {
            store.notes().forEach(context.err()::println);
            return new Revisions(store, Machine.hostName())
                .install(
                    new InstallRequest(definition, file.toString(), ifMatch, force),
                    System.getProperty("user.name", "?"),
                    System.currentTimeMillis());
          }
        });
    return switch (answer) {
      case InstallAnswer.Installed done -> {
        context
            .out()
            .println(
                "service definition "
                    + definition.name()
                    + " installed as revision "
                    + done.revision().number()
                    + " ("
                    + done.revision().hash().substring(0, 12)
                    + ")");
        yield ExitCode.OK;
      }
      case InstallAnswer.Unchanged same -> {
        context.out().println("nothing changed: this is revision " + same.revision().number());
        yield ExitCode.OK;
      }
      case InstallAnswer.Stale stale ->
          throw new CommandFailure(
              ExitCode.CONFLICT,
              "WLM0800E install rejected: revision "
                  + stale.newest().number()
                  + " is the newest, "
                  + stale.newest().hash()
                  + ". Nothing was installed.");
      case InstallAnswer.Refused refused ->
          throw new CommandFailure(
              exitCode(refused.obstacle()), "WLM0802E install rejected: " + refused.reason() + ".");
    };
  }

  private int restore() {
    CoupleOptions.on(() -> {
      try (CoupleCopy snapshot = CoupleCopy.of(file)) {
        CoupleFormat.restore(couple.store, snapshot);
        context
            .out()
            .println(
                "restored "
                    + snapshot.revisions().size()
                    + " revisions and "
                    + snapshot.activations().size()
                    + " activations into "
                    + couple.store);
        return ExitCode.OK;
      }
    });
    return ExitCode.OK;
  }

  private static int exitCode(Obstacle obstacle) {
    return switch (obstacle) {
      case CONFLICT -> ExitCode.CONFLICT;
      case INVALID -> ExitCode.INVALID_DEFINITION;
      case FAILED -> ExitCode.FAILED;
    };
  }
}
