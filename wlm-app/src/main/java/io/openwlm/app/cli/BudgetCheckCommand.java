package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.token.Signal;
import io.openwlm.tokens.signal.SignalFiles;
import io.openwlm.tokens.signal.StateFileReader;
import io.openwlm.tokens.signal.StateFileReader.Fresh;
import io.openwlm.tokens.signal.StateFileReader.Missing;
import io.openwlm.tokens.signal.StateFileReader.Reading;
import io.openwlm.tokens.signal.StateFileReader.Stale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm budget check AGENT}: the signal of an agent, for scripts and hooks. */
@Command(
    header = {
      "Examples:",
      "  wlm budget check scraper && call-the-model",
      "  wlm budget check scraper --file /run/wlm/scraper.json -q",
      ""
    },
    description = {
      "Reads an agent's state file; the daemon is not asked, so it works for every user that may read",
      "the file. Exit code: 0 green, 10 yellow, 11 red, 12 black, 13 too old, missing or damaged."
    })
final class BudgetCheckCommand implements Callable<Integer> {
  private static final String DIRECTORY = "/run/wlm/tokens";
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  @Parameters(index = "0", paramLabel = "AGENT", description = "Name of the agent.")
  String agent = "";

  @Option(
      names = "--file",
      paramLabel = "PATH",
      description = "The state file. Default: AGENT/state.json in --directory.")
  @Nullable Path file;

  @Option(
      names = "--directory",
      paramLabel = "PATH",
      description =
          "The signal-directory of the definition. Default: $WLM_SIGNALS, then " + DIRECTORY + ".")
  @Nullable Path directory;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing.")
  boolean quiet;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "A line for people (the default) or one JSON object.")
  OutputFormat output = OutputFormat.TABLE;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final CommandContext context;

  BudgetCheckCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path from = file == null ? inDirectory() : file;
    Reading reading = ofAgent(StateFileReader.read(from, now()));
    if (!quiet) {
      context.out().println(output == OutputFormat.JSON ? json(reading) : line(reading));
    }
    return reading.exitCode();
  }

  private Path inDirectory() {
    if (agent.isEmpty() || agent.startsWith(".") || agent.indexOf('/') >= 0) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0202E " + SafeText.of(agent) + " is no agent's name.");
    }
    Path base = directory;
    if (base == null) {
      String named = context.environment().getOrDefault("WLM_SIGNALS", "");
      base = Path.of(named.isEmpty() ? DIRECTORY : named);
    }
    return base.resolve(agent).resolve(SignalFiles.NAME);
  }

  private static StateFileReader.Now now() {
    String boot = "";
    try {
      boot = Files.readString(BOOT_ID).strip();
    } catch (IOException | RuntimeException e) {
      // Without it the file's time of day counts.
    }
    return new StateFileReader.Now(boot, System.nanoTime(), System.currentTimeMillis());
  }

  /** A file may speak of several agents, or of another one only. */
  private Reading ofAgent(Reading reading) {
    if (!(reading instanceof Fresh fresh) || agent.equals(fresh.fields().get("agent"))) {
      return reading;
    }
    if (fresh.fields().get("agents") instanceof List<?> agents) {
      for (Object each : agents) {
        if (each instanceof Map<?, ?> fields && agent.equals(fields.get("agent"))) {
          Fresh own = own(fields);
          return own == null ? new Missing("its part of the state file names no signal") : own;
        }
      }
    }
    return new Missing("the state file is of " + fresh.fields().get("agent"));
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Fresh own(Map<?, ?> fields) {
    for (Signal signal : Signal.values()) {
      if (signal.key().equals(fields.get("signal"))) {
        return new Fresh(signal, (Map<String, @Nullable Object>) fields);
      }
    }
    return null;
  }

  private String line(Reading reading) {
    return switch (reading) {
      case Fresh f ->
          SafeText.of(
              f.signal().key()
                  + " "
                  + agent
                  + ": "
                  + number(f.fields().get("remaining"))
                  + " of "
                  + number(f.fields().get("granted"))
                  + " tokens left"
                  + until(f.fields())
                  + "; "
                  + f.fields().getOrDefault("advice", ""));
      case Stale s ->
          SafeText.of(
              "stale "
                  + agent
                  + ": "
                  + s.why()
                  + (s.goesOn() ? "; may use " + s.tokens() + " more tokens" : "; as if red"));
      case Missing m -> SafeText.of("stale " + agent + ": " + m.why() + "; as if red");
    };
  }

  private static String until(Map<String, @Nullable Object> fields) {
    return fields.get("window") instanceof Map<?, ?> window
            && window.get("ends_at") instanceof String end
        ? " until " + end
        : "";
  }

  private static String number(@Nullable Object value) {
    return value instanceof Number n ? String.format(Locale.ROOT, "%,d", n.longValue()) : "?";
  }

  private String json(Reading reading) {
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "BudgetCheck").field("agent", agent);
    switch (reading) {
      case Fresh f -> {
        json.field("signal", f.signal().key()).field("stale", false);
        for (String key : List.of("remaining", "granted", "spent", "held")) {
          if (f.fields().get(key) instanceof Number n) {
            json.field(key, n.longValue());
          }
        }
        json.field("reason", String.valueOf(f.fields().getOrDefault("signal_reason", "")));
        json.field("advice", String.valueOf(f.fields().getOrDefault("advice", "")));
      }
      case Stale s ->
          json.field("stale", true)
              .field("reason", s.why())
              .field("goesOn", s.goesOn())
              .field("tokens", s.tokens());
      case Missing m -> json.field("stale", true).field("reason", m.why()).field("goesOn", false);
    }
    return json.field("exitCode", reading.exitCode()).endObject().toString();
  }
}
