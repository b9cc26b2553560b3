package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.linux.actuate.Restore;
import io.openwlm.linux.actuate.StateDirectory;
import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code wlm restore}: brings all original values back, through the daemon if one answers, else by
 * itself from the journal in the state directory.
 */
@Command(
    header = {
      "Examples:",
      "  wlm restore                    all values as they were before OpenWLM",
      "  wlm restore --state /var/lib/wlm    after a crash, without a daemon",
      ""
    },
    description =
        "Brings back every value that OpenWLM changed. A running daemon only observes afterwards.")
final class RestoreCommand implements Callable<Integer> {
  private static final Path DEFAULT_STATE = Path.of("/var/lib/wlm");
  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Restore from the journal in this state directory, without a daemon. Default if no daemon"
              + " answers: /var/lib/wlm.")
  @Nullable Path state;

  private final CommandContext context;

  RestoreCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (state == null) {
      try (ManagerLink link = context.connect(common)) {
        context.answer(link.restore(), common);
        return ExitCode.OK;
      } catch (CommandFailure failure) {
        if (failure.exitCode() != ExitCode.UNREACHABLE) {
          throw failure;
        }
        if (!Files.isDirectory(DEFAULT_STATE)) {
          throw new CommandFailure(
              ExitCode.UNREACHABLE,
              failure.text()
                  + "\n  To restore without a daemon name its state directory: wlm restore --state DIR");
        }
        context.err().println("No daemon answers; restoring from " + DEFAULT_STATE + ".");
      }
    }
    Path directory = state == null ? DEFAULT_STATE : state;
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(
          ExitCode.NO_SUCH_OBJECT, "WLM0204E there is no state directory " + directory + ".");
    }
    return print(restore(directory));
  }

  private static ActuationReport restore(Path directory) {
    try (StateDirectory locked = StateDirectory.open(directory)) {
      return Restore.run(DirKernelFs.detect(), StateDirectory.journalFile(locked.path()));
    } catch (StateDirectory.InUse inUse) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "WLM0219E a daemon (pid "
              + inUse.pid()
              + ") uses "
              + directory
              + ".\n  Name its socket (--socket or WLM_SOCKET), or stop it first.");
    } catch (AccessDeniedException denied) {
      throw new CommandFailure(
          ExitCode.NOT_PERMITTED, "WLM0205E may not use " + denied.getMessage() + ".");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "WLM0223E " + directory + " cannot be used: " + e.getMessage());
    }
  }

  private int print(ActuationReport report) {
    boolean refused = false;
    JsonText json = new JsonText().object().field("kind", "Restore").name("items").array();
    for (Outcome o : report.outcomes()) {
      refused |= o.result() == Result.REFUSED;
      json.object().field("target", o.target()).field("wanted", o.wanted());
      json.field("actual", o.actual()).field("result", o.result().name());
      json.field("detail", o.detail()).endObject();
      if (!common.json()) {
        String detail = o.detail().isEmpty() ? "" : " (" + o.detail() + ")";
        String wanted = o.wanted().isEmpty() ? "" : " = " + o.wanted();
        context.out().println(SafeText.of(o.target() + wanted + ": " + words(o.result()) + detail));
      }
    }
    if (common.json()) {
      context.out().println(json.endArray().endObject());
    } else if (report.outcomes().isEmpty()) {
      context.out().println("Nothing to restore: no value was changed.");
    }
    return refused ? ExitCode.FAILED : ExitCode.OK;
  }

  private static String words(Result result) {
    return switch (result) {
      case APPLIED -> "restored";
      case UNCHANGED -> "was as before";
      case REFUSED -> "refused";
      case VANISHED -> "gone, nothing to restore";
      case FOREIGN_WRITER -> "changed by another program, left alone";
      case OBSERVE_ONLY -> "not written";
    };
  }
}
