package io.openwlm.app.cli;

import io.openwlm.core.classify.Classifier;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm classify}: which class work gets, and by which rule. */
@Command(
    header = {
      "Examples:",
      "  wlm classify --pid 4711                               a running process, asked of the daemon",
      "  wlm classify executable=/usr/sbin/nginx user=www      work that does not run yet",
      "  wlm classify --definition my.yaml command=make        by a definition, without a daemon",
      "  wlm classify --subsystem JES TC=A userid=OPS1 --definition my.yaml    a batch job",
      ""
    },
    description = {
      "Shows which service class work gets, with every rule that was looked at.",
      "Without --subsystem the work is a Linux process: STC if its systemd-unit ends in .service,"
          + " else OMVS."
    })
final class ClassifyCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = "--definition",
      paramLabel = "FILE",
      description = "Use this definition instead of the daemon's.")
  @Nullable Path definition;

  @Option(names = "--pid", paramLabel = "N", description = "A running process.")
  @Nullable Integer pid;

  @Option(
      names = "--subsystem",
      paramLabel = "TYPE",
      description = "Where the work comes from: JES, CICS, DDF, ...")
  @Nullable String subsystem;

  @Parameters(
      paramLabel = "KEY=VALUE",
      arity = "0..*",
      description =
          "A qualifier in any spelling, as in a rule: user=, UI= or userid=; command=,"
              + " executable=, systemd-unit=; TN=, TC=, AI= and so on. pod-label= may stand several"
              + " times.")
  List<String> facts = new ArrayList<>();

  private final CommandContext context;

  ClassifyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Integer process = pid;
    if ((process == null) == facts.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0202E name either --pid N or facts such as user=www.");
    }
    if (process != null && process < 1) {
      throw new CommandFailure(ExitCode.USAGE, "WLM0202E --pid must be 1 or more: " + process);
    }
    if (process != null && subsystem != null) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0202E --subsystem goes with KEY=VALUE, not with --pid.");
    }
    Path file = definition;
    String answer;
    if (process == null) {
      WorkAttributes work = parse(facts);
      answer = file == null ? ask(link -> link.classify(work)) : explain(file, work);
    } else {
      int running = process;
      answer =
          file == null
              ? ask(link -> link.classifyPid(running))
              : explain(file, Machine.attributes(running));
    }
    context.answer(answer, common);
    return ExitCode.OK;
  }

  private String ask(Function<ManagerLink, String> question) {
    try (ManagerLink link = context.connect(common)) {
      return question.apply(link);
    }
  }

  private static String explain(Path file, WorkAttributes work) {
    return new Classifier(DefinitionFile.valid(file)).explain(work);
  }

  private WorkAttributes parse(List<String> given) {
    String named = subsystem;
    if (named != null && !SubsystemType.isName(named.toUpperCase(Locale.ROOT))) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "WLM0202E '"
              + named
              + "' is not a subsystem type."
              + Nearest.suggestion(named, SubsystemType.knownNames()));
    }
    SubsystemType asked = named == null ? null : SubsystemType.of(named);
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    for (String fact : given) {
      int equals = fact.indexOf('=');
      String key = equals < 0 ? fact : fact.substring(0, equals);
      QualifierType type = equals < 0 ? null : QualifierType.lookup(key).orElse(null);
      if (type == null) {
        throw unknown(fact, key, asked == null ? SubsystemType.OMVS : asked);
      }
      String value = fact.substring(equals + 1);
      String before = known.put(type, value);
      if (before != null && !type.isMultiValued()) {
        throw new CommandFailure(
            ExitCode.USAGE, "WLM0202E " + type.key() + " is given twice, as " + key + " too.");
      }
      known.put(type, before == null ? value : before + "\n" + value);
    }
    return WorkAttributes.of(asked == null ? SubsystemType.ofProcess(known) : asked, 0, known);
  }

  private static CommandFailure unknown(String fact, String key, SubsystemType of) {
    List<String> usual =
        Arrays.stream(QualifierType.values())
            .filter(of.qualifiers()::contains)
            .map(q -> of.isLinux() ? q.linuxKey() : q.key())
            .toList();
    List<String> all =
        Arrays.stream(QualifierType.values()).flatMap(q -> q.spellings().stream()).toList();
    return new CommandFailure(
        ExitCode.USAGE,
        "WLM0202E '"
            + fact
            + "' is not KEY=VALUE with a key of "
            + String.join(", ", usual)
            + "."
            + Nearest.suggestion(key, all));
  }
}
