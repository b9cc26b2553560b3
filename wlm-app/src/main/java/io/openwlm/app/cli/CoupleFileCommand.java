package io.openwlm.app.cli;

import io.openwlm.sysplex.CoupleCopy;
import io.openwlm.sysplex.CoupleFormat;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm couple format} and {@code wlm couple snapshot}. */
final class CoupleFileCommand {
  private CoupleFileCommand() {}

  @Command(
      header = {
        "Examples:",
        "  wlm couple format                    an empty one in /var/lib/wlm/couple",
        "  wlm couple format --force            put the one that is there aside first",
        ""
      },
      description = {
        "Makes an empty couple data set. One that is there stays as it is (6) without --force, which",
        "keeps it as couple.log.old. Refused (6) while a daemon uses it."
      })
  static final class Format implements Callable<Integer> {
    @Mixin final CoupleOptions couple = new CoupleOptions();

    @Option(names = "--force", description = "Put a couple data set that is there aside.")
    boolean force;

    private final CommandContext context;

    Format(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      if (!force && couple.store.resolve("couple.log").toFile().exists()) {
        throw new CommandFailure(
            ExitCode.CONFLICT,
            "WLM0842E there is a couple data set in "
                + couple.store
                + "; it stays as it is.\n  To put it aside and make an empty one: --force");
      }
      String aside = CoupleOptions.on(() -> CoupleFormat.format(couple.store, force));
      context.out().println("empty couple data set in " + couple.store);
      if (!aside.isEmpty()) {
        context.out().println("the one before is in " + aside);
      }
      return ExitCode.OK;
    }
  }

  @Command(
      header = {
        "Examples:",
        "  wlm couple snapshot /backup/wlm.couple      then: wlm couple import /backup/wlm.couple",
        ""
      },
      description = {
        "Copies all that is acknowledged into a file that must not exist, checks every record, and",
        "brings it to the disk. Takes no lock: a daemon that uses the couple data set goes on."
      })
  static final class Snapshot implements Callable<Integer> {
    @Mixin final CoupleOptions couple = new CoupleOptions();

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    Path file = Path.of("");

    private final CommandContext context;

    Snapshot(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      if (file.toFile().exists()) {
        throw new CommandFailure(
            ExitCode.CONFLICT, "WLM0842E " + file + " exists and stays as it is.");
      }
      CoupleOptions.on(() -> {
        try (CoupleCopy copy = CoupleCopy.of(couple.store)) {
          long bytes = copy.saveAs(file);
          context
              .out()
              .println(
                  bytes
                      + " bytes, "
                      + copy.revisions().size()
                      + " revisions, "
                      + copy.activations().size()
                      + " activations in "
                      + file);
          return bytes;
        }
      });
      return ExitCode.OK;
    }
  }
}
