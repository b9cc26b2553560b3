package io.openwlm.app.daemon;

import io.openwlm.app.cli.ExitCode;
import io.openwlm.app.cli.Version;
import io.openwlm.core.policy.PolicyOrder;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.server.intake.IntakeReader;
import io.openwlm.server.intake.IntakeSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The daemon's program: command line, definition, start. */
@Command(
    name = "wlmd",
    header = {
      "Examples:",
      "  wlmd web.yaml                        watch and explain, write nothing",
      "  wlmd                                 go on with what is installed and active",
      "  wlmd --enforce web.yaml              set weights",
      "  wlmd --simulate scenarios/flood.yaml on a simulated machine, without root",
      ""
    },
    description = {
      "Manages the work of this machine by the goals of a service definition. Writes only to the",
      "control groups that the definition names, and only with --enforce or `enforce: true`."
    })
public final class Wlmd implements Callable<Integer> {
  static final Path STATE = Path.of("/var/lib/wlm");

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Where original values are kept. Default: ${DEFAULT-VALUE}.")
  Path state = STATE;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description =
          "Socket for wlm and for reports. Default: $WLM_SOCKET, then /run/wlm/wlmd.sock.")
  @Nullable Path socket;

  @Option(
      names = "--couple-data-set",
      paramLabel = "DIR",
      description =
          "Where definitions and activations are kept. Default: couple in the state directory;"
              + " with --simulate alone: nowhere.")
  @Nullable Path coupleDataSet;

  @Option(
      names = "--http",
      paramLabel = "PORT",
      description = "Take reports over HTTP on 127.0.0.1, with the token in DIR/http.token.")
  int httpPort;

  @Mixin final ApiOptions api = new ApiOptions();

  @Option(
      names = "--metrics",
      paramLabel = "PORT",
      description = "Serve metrics for Prometheus on 127.0.0.1:PORT/metrics.")
  int metricsPort;

  @Mixin final OtlpExportOptions otlpExport = new OtlpExportOptions();

  @Option(
      names = "--intake",
      paramLabel = "FILE",
      description = "Take response times from access logs, scrapes and OTLP as FILE says.")
  @Nullable Path intake;

  @Option(
      names = "--otlp",
      paramLabel = "PORT",
      description = "Take OTLP over HTTP on 127.0.0.1, with the token in DIR/otlp.token.")
  int otlpPort;

  @Option(names = "--enforce", description = "Set weights, whatever the definition says.")
  boolean enforce;

  @Option(names = "--observe-only", description = "Write nothing, whatever the definition says.")
  boolean observeOnly;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "Service policy to activate. Default: the active one, else the first.")
  @Nullable String policy;

  @Option(
      names = "--simulate",
      paramLabel = "SCENARIO",
      description = "Manage a simulated machine in real time; the scenario names the definition.")
  @Nullable Path scenario;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "With --simulate: simulated seconds per second, 0 = as fast as it goes.")
  double speed = 1;

  @Option(
      names = "--records",
      paramLabel = "DIR|none",
      description =
          "Where records of each interval go, or none. Default: records in the state directory;"
              + " none with --simulate.")
  @Nullable String records;

  @Option(
      names = "--records-keep",
      paramLabel = "SIZE,AGE",
      description = "Records to keep, whichever is less. Default: ${DEFAULT-VALUE}.")
  String recordsKeep = "1GiB,14d";

  @Option(
      names = {"-V", "--version"},
      description = "Print the version.")
  boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Parameters(
      arity = "0..1",
      paramLabel = "DEFINITION",
      description =
          "A service definition. It is installed if it was never installed before; without one the"
              + " couple data set says what to do.")
  @Nullable Path definition;

  @Nullable IntakeSources sources;

  private final DaemonLog log =
      new DaemonLog(System.err, System.getenv().containsKey("JOURNAL_STREAM"));

  /** Starts the daemon and ends the process with its exit code. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Wlmd());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      System.err.println("WLM0301E " + failure.getMessage());
      return ExitCode.FAILED;
    });
    line.setParameterExceptionHandler((wrong, given) -> {
      System.err.println("WLM0302E " + wrong.getMessage() + "\n  Try: wlmd --help");
      return ExitCode.USAGE;
    });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (version) {
      System.out.println(Version.text("wlmd"));
      return ExitCode.OK;
    }
    if (!(speed >= 0) || speed > 1000) {
      return usage("--speed is 0 to 1000");
    }
    try {
      otlpExport.target();
    } catch (IllegalArgumentException e) {
      return usage(String.valueOf(e.getMessage()));
    }
    if (Records.limits(recordsKeep).isEmpty()) {
      return usage("--records-keep is a size and an age, for example 1GiB,14d; at least 8MiB,1m");
    }
    if (enforce && observeOnly) {
      return usage("--enforce and --observe-only exclude each other");
    }
    if (otlpPort != 0 && intake == null) {
      return usage("--otlp needs --intake: the file says what the data is for");
    }
    sources = readIntake();
    if (sources == null) {
      return ExitCode.INVALID_DEFINITION;
    }
    if (scenario != null) {
      return definition != null
          ? usage("--simulate takes the definition from the scenario")
          : SimulatedDaemon.run(this, scenario, log);
    }
    ServiceDefinition checked = definition == null ? null : read(definition);
    return definition != null && checked == null
        ? ExitCode.INVALID_DEFINITION
        : LinuxDaemon.run(this, checked, log);
  }

  static int usage(String text) {
    System.err.println("WLM0302E " + text + "\n  Try: wlmd --help");
    return ExitCode.USAGE;
  }

  /** The sources of the intake file, none without one; null after printing what is wrong. */
  private @Nullable IntakeSources readIntake() {
    if (intake == null) {
      return IntakeSources.NONE;
    }
    IntakeReader.Result read = IntakeReader.read(intake);
    read.problems().forEach(System.err::println);
    if (!read.problems().isEmpty()) {
      System.err.println("WLM0303E the intake file has errors; nothing was started or changed");
      return null;
    }
    return read.sources();
  }

  /** The definition, or null after printing what is wrong. */
  private @Nullable ServiceDefinition read(Path file) {
    DefinitionResult result = DefinitionReader.read(file);
    result.problems().forEach(System.err::println);
    if (result.definition().isEmpty()) {
      System.err.println("WLM0303E the definition has errors; nothing was started or changed");
      return null;
    }
    ServiceDefinition d = result.definition().get();
    if (policy != null && d.policy(policy).isEmpty()) {
      String known =
          d.policies().stream().map(ServicePolicy::name).collect(Collectors.joining(", "));
      System.err.println("WLM0315E the definition has no policy " + policy + "; it has " + known);
      return null;
    }
    return d;
  }

  /** The records that the options ask for; without options in this directory, or none if null. */
  Records openRecords(@Nullable Path usual) {
    return Records.open(records, usual, Records.limits(recordsKeep).orElseThrow(), log);
  }

  /** What is in force, in the mode of the command line; nothing is enforced without a policy. */
  PolicyOrder withMode(PolicyOrder order) {
    ServiceDefinition d = order.definition();
    boolean wanted = enforce || (d.control().enforce() && !observeOnly);
    boolean enforcing = wanted && !order.deactivated();
    ControlSettings control = d.control().withEnforce(enforcing);
    return order.with(d.with(d.host().with(control)));
  }

  /** What the command line says about policies. */
  PolicyKeeper.Given given(@Nullable ServiceDefinition read, @Nullable Path file) {
    return new PolicyKeeper.Given(read, file == null ? "" : file.toString(), policy);
  }

  /** Where the couple data set of a real machine lies. */
  Path coupleDirectory() {
    return coupleDataSet != null ? coupleDataSet : state.resolve("couple");
  }

  /** Where that of a simulated machine lies: a simulation does not mix with the real one. */
  @Nullable Path simulatedCoupleDirectory() {
    return coupleDataSet == null && state.equals(STATE) ? null : coupleDirectory();
  }

  /** The doors that the options ask for. */
  Service.Doors doors(Path stateDirectory) throws IOException {
    Path control = socketPath();
    return new Service.Doors(
        control, httpPort, stateDirectory, api.listen(control, stateDirectory));
  }

  /** The socket: the option, then WLM_SOCKET, then the usual place. */
  Path socketPath() {
    String named = System.getenv().getOrDefault("WLM_SOCKET", "");
    return socket != null ? socket : Path.of(named.isEmpty() ? "/run/wlm/wlmd.sock" : named);
  }
}
